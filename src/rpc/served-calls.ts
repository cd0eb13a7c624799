import { timing } from '../counters/timing.ts';
import { CallStates, ConcurrencyLimit } from './calls/call-states.ts';
import { runInContext, runWithSignal } from './calls/call-context.ts';
import { describeThrown } from './calls/describe-thrown.ts';
import { isThenable } from './calls/is-thenable.ts';
import type { Line } from './line/line.ts';
import { CALL, type CallKind, type Extras, type Message, NEW, RETURN, type Special, STUCK, THROW } from './line/messages.ts';
import type { MessageContext, Within } from './value/message-context.ts';
import type { Peer } from './value/peer.ts';
import { keep } from './value/proxy.ts';
import { Packer, type SpecialKind, Unpacker } from './value/specials.ts';
import type { Targets, Callee } from './value/targets.ts';
import { buffersMovedWith } from './value/transferred.ts';

type CallMessage = Extract<Message, readonly [CallKind, ...unknown[]]>;

interface ServedParts {
  readonly line: Line;
  readonly kinds: readonly SpecialKind[];
  readonly targets: Targets;
  /** Sends what cannot fail to be cloned. */
  post(message: Message): void;
}

/** What is exposed after an API is exposed no more. */
const NOTHING_THERE: object = Object.create(null) as object;

/** The calls that come over a connection: runs them and answers each once. */
export class ServedCalls {
  readonly #connection: Peer;
  readonly #line: Line;
  readonly #kinds: readonly SpecialKind[];
  readonly #targets: Targets;
  readonly #post: (message: Message) => void;
  /** What has come for an API that is not exposed yet. */
  readonly #waiting: CallMessage[] = [];
  #gate: ConcurrencyLimit<CallMessage> | undefined;
  #ended = false;

  constructor(connection: Peer, { line, kinds, targets, post }: ServedParts) {
    this.#connection = connection;
    this.#line = line;
    this.#kinds = kinds;
    this.#targets = targets;
    this.#post = post;
  }

  /** Lets the other side call `root`. False when it may call something else. */
  start(root: object): boolean {
    const { root: served } = this.#targets;
    if (served !== undefined && served !== NOTHING_THERE) return served === root;
    this.#targets.root = root;
    for (const message of this.#waiting.splice(0)) this.#serve(message);
    this.#connection.nested.start(root);
    return true;
  }
  /** Refuses calls from now on, if `root` is what the other side may call. */
  stop(root: object): boolean {
    if (this.#targets.root !== root) return false;
    this.#targets.root = NOTHING_THERE;
    this.#connection.nested.stop(root);
    return true;
  }
  /** What is at `path` of an object that was handed out, or of what is exposed. */
  member(handle: number | undefined, path: string): unknown {
    return this.#targets.member(handle, path);
  }
  enter(message: CallMessage): void {
    if (this.#targets.root === undefined && typeof message[2] === 'string') this.#waiting.push(message);
    else if (this.#gate) this.#gate.enter(message);
    else this.#serve(message);
  }

  /** Nobody waits for answers any more. */
  end(): void {
    this.#ended = true;
    this.#waiting.length = 0;
  }

  /** Only so many calls at a time from now on; the others wait, and their caller may take them back. */
  supervise(memory: SharedArrayBuffer, limit: number): void {
    const board = new CallStates(memory);
    board.join();
    this.#gate = new ConcurrencyLimit<CallMessage>(board, limit, {
      serve: (message) => this.#serve(message),
      skip: ([, id, target]) => {
        this.#targets.learn(target);
        this.#post([RETURN, id, undefined]);
      },
    });
  }

  #serve([kind, id, target, extras, ...parameters]: CallMessage): void {
    let running: RunningCall | undefined;
    let task = 'a call';
    try {
      const callee = this.#targets.find(target, kind);
      task = callee.task;
      if (timing.watched) timing.task(task);
      let result: unknown;
      if (extras) {
        running = { connection: this.#connection, task, answered: [] };
        result = runWith(extras, kind, callee, parameters, this.#kinds, running);
      } else result = kind === CALL ? Reflect.apply(callee.call, callee.holder, parameters) : Reflect.construct(callee.call, parameters);
      if (kind === NEW) {
        keep(result as object);
        this.#answer(id, task, result, running);
      } else if (isThenable(result) && this.#line.isBlocked) this.#leaveStuck(id, running);
      else if (isThenable(result))
        result.then(
          (value) => this.#answer(id, task, value, running),
          (error: unknown) => this.#refuse(id, error, running),
        );
      else this.#answer(id, task, result, running);
    } catch (error) {
      if (extras && !running) this.#discard(extras, task);
      this.#refuse(id, error, running);
    }
  }

  /** Nobody gets what came along: once it is collected, the other side is told so. */
  #discard({ specials }: Extras, task: string): void {
    const messageContext: MessageContext = {
      connection: this.#connection,
      way: 'in',
      part: 'arguments',
      task,
      transfer: [],
      untilAnswered: (step) => step(),
    };
    new Unpacker(this.#kinds, specials, messageContext).unpack(undefined);
  }

  #answer(id: number, task: string, result: unknown, running: RunningCall | undefined): void {
    if (this.#ended) return;
    this.#gate?.finish(id);
    const isSent = this.#answerMoved(id, result) || this.#line.trySend([RETURN, id, result]) > 0;
    const specials = isSent ? undefined : this.#answerSpecial(id, task, result, running?.within);
    if (specials && running) this.#connection.streams.afterSources(specials, running.answered);
    else this.#left(running);
    this.#gate?.leave();
  }

  /** Gives away a buffer, or a view of one. False when the result is something else. */
  #answerMoved(id: number, result: unknown): boolean {
    const moved = ArrayBuffer.isView(result) || result instanceof ArrayBuffer ? buffersMovedWith([result]) : undefined;
    if (moved === undefined) return false;
    try {
      this.#line.send([RETURN, id, result], moved, 'result', result);
    } catch (error) {
      this.#post([THROW, id, describeThrown(error)]);
    }
    return true;
  }

  #answerSpecial(id: number, task: string, result: unknown, within: Within | undefined): readonly Special[] | undefined {
    const messageContext: MessageContext = {
      connection: this.#connection,
      way: 'out',
      part: 'result',
      task,
      transfer: [],
      untilAnswered: () => {},
      within,
    };
    const packer = new Packer(this.#kinds, messageContext);
    try {
      const packed = packer.pack(result);
      this.#line.send([RETURN, id, packed, packer.specials], messageContext.transfer, 'result', packed);
      return packer.specials;
    } catch (error) {
      packer.takeBack();
      this.#post([THROW, id, describeThrown(error)]);
      return undefined;
    }
  }

  #refuse(id: number, error: unknown, running: RunningCall | undefined): void {
    if (this.#ended) return;
    this.#gate?.finish(id);
    const signal = this.#connection.followedSignals.numberOf(error);
    this.#post(signal === undefined ? [THROW, id, describeThrown(error)] : [THROW, id, describeThrown(error), signal]);
    this.#left(running);
    this.#gate?.leave();
  }

  #leaveStuck(id: number, running: RunningCall | undefined): void {
    this.#gate?.finish(id);
    this.#post([STUCK, id]);
    this.#left(running);
    this.#gate?.leave();
  }

  #left(running: RunningCall | undefined): void {
    if (running) for (const step of running.answered) step();
  }
}

/** What is known of a call while it runs, beside its message. */
export interface RunningCall {
  readonly connection: Peer;
  readonly task: string;
  /** What is to be done once the call, and the streams that it gives, have ended. */
  readonly answered: (() => void)[];
  /** How what belongs to it runs later: the body of a generator, for one. */
  within?: Within;
}

/** Runs a call that comes with more than plain arguments. */
export function runWith(
  { specials, signal, context }: Extras,
  kind: CallKind,
  { holder, call }: Callee,
  parameters: readonly unknown[],
  kinds: readonly SpecialKind[],
  running: RunningCall,
): unknown {
  const { connection, task, answered } = running;
  const untilAnswered = (step: () => void): void => void answered.push(step);
  let given = parameters;
  if (specials.length > 0) {
    const unpacker = new Unpacker(kinds, specials, { connection, way: 'in', part: 'arguments', task, transfer: [], untilAnswered });
    given = parameters.map((parameter) => unpacker.unpack(parameter));
  }
  const run = (): unknown => (kind === CALL ? Reflect.apply(call, holder, given) : Reflect.construct(call, given));
  if (context === undefined && signal === undefined) return run();
  const inContext: Within = context ? (inner) => runInContext(context, inner) : (inner) => inner();
  running.within = inContext;
  if (signal !== undefined) {
    const followed = connection.followedSignals.use(signal);
    untilAnswered(() => connection.followedSignals.release(followed));
    running.within = (inner) => runWithSignal(followed.signal, () => inContext(inner));
  }
  return running.within(run);
}
