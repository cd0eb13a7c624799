import { describeError } from '../clone/describe-error.ts';
import type { ErrorRecord } from '../clone/error-record.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { CallBoard } from './call-board.ts';
import type { CallOptions } from './call-options.ts';
import { CallTable, PendingCall } from './call-table.ts';
import type { Crossing } from './crossing.ts';
import { Gate } from './gate.ts';
import { Handles } from './handles.ts';
import type { Line, LineReceiver } from './line.ts';
import {
  BOARD,
  CALL,
  CANCEL,
  type Extras,
  type Message,
  NEW,
  RELEASE,
  RETURN,
  type Special,
  STREAM,
  type Target,
  THROW,
} from './messages.ts';
import { asRaised, raise, revive } from './raise.ts';
import { type SpecialKind, Packer, Unpacker } from './specials.ts';
import { KnownPaths, Targets } from './targets.ts';

export interface ConnectionParts {
  /** What the other side may call. Left out, its calls wait until `serve()` says. */
  readonly root?: object;
  /** The kinds of special values, in the order in which they are asked. */
  readonly kinds: readonly SpecialKind[];
  /** What errors call the other side: `worker "render"`. */
  readonly peer: string;
  /** Nothing will come any more; by default every pending call is rejected with `HEDDLE_PORT_CLOSED`. */
  closed?(): void;
  /** A call that was made here has been answered, or never will be. */
  answered?(call: PendingCall, failed: boolean): void;
}

type CallMessage = Extract<Message, readonly [typeof CALL | typeof NEW, ...unknown[]]>;

const NOTHING: readonly object[] = [];
/** What is exposed after an API is exposed no more. */
const NOTHING_THERE: object = Object.create(null) as object;

/** Somebody else may have used the port before, in another thread, whose answers are still to come: numbers that it can hardly have used. */
function randomBase(): number {
  return Math.floor(Math.random() * 2 ** 31) * 2 ** 20;
}

/**
 * Calls between two agents, in both directions, over a line. Every call is answered once: by the other side, or by `end()`.
 */
export class Connection implements LineReceiver {
  readonly peer: string;
  readonly handles: Handles;
  readonly #line: Line;
  readonly #kinds: readonly SpecialKind[];
  readonly #calls: CallTable;
  readonly #paths: KnownPaths;
  readonly #targets: Targets;
  readonly #closed: () => void;
  readonly #answered: ((call: PendingCall, failed: boolean) => void) | undefined;
  /** Of the calls that are made here; of those that are served here. */
  #board: CallBoard | undefined;
  #gate: Gate<CallMessage> | undefined;
  /** What has come for an API that is not exposed yet. */
  readonly #waiting: CallMessage[] = [];
  #staysAlive = false;
  #ended: ((task: string) => Error) | undefined;
  #held = false;
  #checking = false;

  constructor(line: Line, { root, kinds, peer, closed, answered }: ConnectionParts) {
    const isOwn = line.kind === 'own';
    const base = isOwn ? 0 : randomBase();
    this.#line = line;
    this.peer = peer;
    this.#kinds = kinds;
    this.handles = new Handles(base);
    this.#calls = new CallTable(base);
    this.#paths = new KnownPaths(isOwn);
    this.#targets = new Targets(root, isOwn, (handle) => this.handles.get(handle));
    this.#closed =
      closed ?? (() => this.end((task) => new HeddleError('HEDDLE_PORT_CLOSED', `Cannot finish ${task}: the port to ${peer} is closed`)));
    this.#answered = answered;
    line.attach(this);
  }

  /** How many calls wait for their answers. */
  get pending(): number {
    return this.#calls.size;
  }

  /**
   * Calls `path` of what the other side exposes.
   *
   * @returns what it returns; rejects with what it throws, with a `DataCloneError` when a parameter or the result cannot be cloned, or with why the connection has ended
   */
  call(path: string, parameters: readonly unknown[], options?: CallOptions, origin?: object): Promise<unknown> {
    return this.#call(CALL, this.#paths.targetOf(path), path, parameters, options, origin);
  }
  /** The same for a call that has been made elsewhere, or sent before and taken back: its promise is that of the call. */
  place(call: PendingCall, parameters: readonly unknown[], options?: CallOptions): void {
    this.#place(call, CALL, this.#paths.targetOf(call.task), parameters, options);
  }

  /** From now on the other side serves so many calls at a time, and the others wait there, from where they can be taken back. */
  supervise(limit: number): CallBoard {
    this.#board = new CallBoard();
    this.#post([BOARD, this.#board.memory, limit]);
    return this.#board;
  }
  /** The calls that wait for their answers. */
  pendingCalls(): PendingCall[] {
    return this.#calls.toArray();
  }
  /** Whether `call` is the caller's again: false once the other side has begun with it. It can be placed again then. */
  takeBack(call: PendingCall): boolean {
    if (!this.#board?.takeBack(call.id)) return false;
    this.#calls.takeBack(call);
    return true;
  }
  /** The same for a call of which it does not matter whether the other side has begun with it, because it has ended. */
  withdraw(call: PendingCall): void {
    this.#calls.takeBack(call);
  }
  /** Constructs an instance of a class of the other side. */
  construct(path: string, parameters: readonly unknown[], options?: CallOptions, origin?: object): Promise<unknown> {
    return this.#call(NEW, this.#paths.targetOf(path), `new ${path}`, parameters, options, origin);
  }
  /** Calls or constructs an object that the other side has handed out, or a member of it. */
  callHandle(
    kind: typeof CALL | typeof NEW,
    handle: number,
    path: string,
    task: string,
    parameters: readonly unknown[],
    options?: CallOptions,
  ): Promise<unknown> {
    return this.#call(kind, [handle, path], task, parameters, options);
  }
  /** Rejects the pending calls that were made through `origin`, although their answers are still to come. */
  abandon(origin: object, makeError: (task: string) => Error): void {
    for (const call of this.#calls.toArray()) {
      if (call.origin !== origin) continue;
      this.#calls.takeBack(call);
      this.#fail(call, () => asRaised(makeError(call.task)));
    }
    if (this.#calls.size === 0) this.#letGo();
  }

  /** Lets the other side call `root`. False when it may call something else. */
  serve(root: object): boolean {
    const { root: served } = this.#targets;
    if (served !== undefined && served !== NOTHING_THERE) return served === root;
    this.#targets.root = root;
    for (const message of this.#waiting.splice(0)) this.#serve(message);
    return true;
  }
  /** Refuses calls from now on, if `root` is what the other side may call. */
  stopServing(root: object): boolean {
    if (this.#targets.root !== root) return false;
    this.#targets.root = NOTHING_THERE;
    return true;
  }
  /** Whether this thread lives on for the calls of the other side. */
  keepAlive(yes: boolean): void {
    this.#staysAlive = yes;
    this.#line.hold(this.#held || yes);
  }
  /** Tells the other side that one of its objects is needed no more. */
  release(handle: number): void {
    if (!this.#ended) this.#post([RELEASE, handle]);
  }

  /** Nothing will be answered any more: rejects every pending call, and those that come, with what `makeError` says of them. */
  end(makeError: (task: string) => Error): void {
    if (this.#ended) return;
    this.#ended = makeError;
    this.handles.clear();
    this.#waiting.length = 0;
    for (const call of this.#calls.closeAll()) this.#fail(call, () => asRaised(makeError(call.task)));
    this.#line.hold(false);
  }

  /** Ends the connection and closes the line, if that is the connection's own. */
  close(makeError: (task: string) => Error): void {
    this.end(makeError);
    this.#line.close();
  }

  message(message: Message): void {
    switch (message[0]) {
      case CALL:
      case NEW:
        if (this.#targets.root === undefined && typeof message[2] === 'string') this.#waiting.push(message);
        else if (this.#gate) this.#gate.enter(message);
        else this.#serve(message);
        return;
      case RETURN:
        return this.#returned(message[1], message[2], message[3]);
      case THROW:
        return this.#threw(message[1], message[2]);
      case CANCEL:
        return;
      case RELEASE:
        return this.handles.release(message[1]);
      case STREAM:
        return;
      case BOARD:
        return this.#join(message[1], message[2]);
    }
  }
  unreadable(error: unknown): void {
    this.end(
      (task) =>
        new HeddleError('HEDDLE_FRAME_CORRUPT', `Cannot finish ${task}: a message from ${this.peer} could not be read`, { cause: error }),
    );
  }
  closed(): void {
    this.#closed();
  }

  #call(
    kind: typeof CALL | typeof NEW,
    target: Target,
    task: string,
    parameters: readonly unknown[],
    options?: CallOptions,
    origin?: object,
  ): Promise<unknown> {
    const call = new PendingCall(task, origin);
    this.#place(call, kind, target, parameters, options);
    return call.promise;
  }

  #place(call: PendingCall, kind: typeof CALL | typeof NEW, target: Target, parameters: readonly unknown[], options?: CallOptions): void {
    const ended = this.#ended;
    if (ended) return this.#fail(call, () => asRaised(ended(call.task)));
    this.#calls.add(call);
    this.#board?.open(call.id);
    try {
      if (options !== undefined || !this.#line.trySend([kind, call.id, target, undefined, ...parameters]))
        this.#sendSpecial(kind, call, target, parameters, options);
      this.#paths.sent(target);
    } catch (error) {
      this.#calls.close(call.id);
      return this.#fail(call, () => error);
    }
    if (!this.#held) this.#line.hold((this.#held = true));
  }

  #sendSpecial(
    kind: typeof CALL | typeof NEW,
    call: PendingCall,
    target: Target,
    parameters: readonly unknown[],
    options?: CallOptions,
  ): void {
    const transfer = [...(options?.transfer ?? NOTHING)];
    const untilAnswered = (step: () => void): void => void (call.cleanUp ??= []).push(step);
    const packer = new Packer(this.#kinds, { connection: this, way: 'out', part: 'arguments', task: call.task, transfer, untilAnswered });
    const packed = parameters.map((parameter) => packer.pack(parameter));
    const extras: Extras | undefined = packer.specials.length > 0 ? { specials: packer.specials } : undefined;
    this.#line.send([kind, call.id, target, extras, ...packed], transfer, 'arguments', packed);
  }

  /** Sends what cannot fail to be cloned. */
  #post(message: Message): void {
    if (!this.#line.trySend(message)) this.#line.send(message, NOTHING, 'message', message);
  }

  #join(memory: SharedArrayBuffer, limit: number): void {
    const board = new CallBoard(memory);
    board.join();
    this.#gate = new Gate<CallMessage>(board, limit, {
      serve: (message) => this.#serve(message),
      skip: (id) => this.#post([RETURN, id, undefined]),
    });
  }

  #serve([kind, id, target, extras, ...parameters]: CallMessage): void {
    let answered: (() => void)[] | undefined;
    const task = typeof target === 'string' ? target : 'a call';
    try {
      const { holder, call } = this.#targets.find(target);
      let given: unknown[] = parameters;
      if (extras) {
        const untilAnswered = (step: () => void): void => void (answered ??= []).push(step);
        const crossing: Crossing = { connection: this, way: 'in', part: 'arguments', task, transfer: [], untilAnswered };
        const unpacker = new Unpacker(this.#kinds, extras.specials, crossing);
        given = parameters.map((parameter) => unpacker.unpack(parameter));
      }
      const result: unknown = kind === CALL ? Reflect.apply(call, holder, given) : Reflect.construct(call, given);
      if (isThenable(result))
        result.then(
          (value) => this.#answer(id, task, value, answered),
          (error: unknown) => this.#refuse(id, error, answered),
        );
      else this.#answer(id, task, result, answered);
    } catch (error) {
      this.#refuse(id, error, answered);
    }
  }

  #answer(id: number, task: string, result: unknown, answered: (() => void)[] | undefined): void {
    if (this.#ended) return;
    this.#gate?.finish(id);
    if (!this.#line.trySend([RETURN, id, result])) {
      try {
        const crossing: Crossing = { connection: this, way: 'out', part: 'result', task, transfer: [], untilAnswered: () => {} };
        const packer = new Packer(this.#kinds, crossing);
        const packed = packer.pack(result);
        this.#line.send([RETURN, id, packed, packer.specials], crossing.transfer, 'result', packed);
      } catch (error) {
        this.#post([THROW, id, describeError(error)]);
      }
    }
    this.#left(answered);
  }

  #refuse(id: number, error: unknown, answered: (() => void)[] | undefined): void {
    if (this.#ended) return;
    this.#gate?.finish(id);
    this.#post([THROW, id, describeError(error)]);
    this.#left(answered);
  }

  #left(answered: (() => void)[] | undefined): void {
    if (answered) for (const step of answered) step();
    this.#gate?.leave();
  }

  #returned(id: number, result: unknown, specials: readonly Special[] | undefined): void {
    const call = this.#calls.close(id);
    if (call) {
      if (specials === undefined || specials.length === 0) call.resolve(result);
      else {
        const crossing: Crossing = { connection: this, way: 'in', part: 'result', task: call.task, transfer: [], untilAnswered: () => {} };
        call.resolve(new Unpacker(this.#kinds, specials, crossing).unpack(result));
      }
      this.#answered?.(call, false);
    }
    if (this.#calls.size === 0) this.#letGo();
  }

  #threw(id: number, record: ErrorRecord): void {
    const call = this.#calls.close(id);
    if (call) this.#fail(call, () => revive(record));
    if (this.#calls.size === 0) this.#letGo();
  }

  #fail(call: PendingCall, makeError: () => unknown): void {
    call.resolve(raise(makeError));
    this.#answered?.(call, true);
  }

  /** Not at once: whoever waited for the last answer mostly makes another call. */
  #letGo(): void {
    if (this.#checking) return;
    this.#checking = true;
    queueMicrotask(() => {
      this.#checking = false;
      if (this.#calls.size > 0 || this.#ended) return;
      this.#held = false;
      this.#line.hold(this.#staysAlive);
    });
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
