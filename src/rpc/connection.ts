import { describeError } from '../clone/describe-error.ts';
import type { ErrorRecord } from '../clone/error-record.ts';
import { reviveError } from '../clone/revive-error.ts';
import { HeddleError } from '../core/heddle-error.ts';
import type { CallOptions } from './call-options.ts';
import { CallTable, type PendingCall } from './call-table.ts';
import { Cancellation, isCancellable } from './cancellation.ts';
import { runInContext, takeContext } from './carry.ts';
import type { Crossing } from './crossing.ts';
import { runWithSignal } from './current-signal.ts';
import { FollowedSignals } from './followed-signals.ts';
import { Handles } from './handles.ts';
import type { Line, LineReceiver } from './line.ts';
import { CALL, CANCEL, type Extras, FLAGS, type Message, NEW, RELEASE, RETURN, type Special, STREAM, type Target, THROW } from './messages.ts';
import { explainFailure } from '../port/send-message.ts';
import { asRaised, raise, revive } from './raise.ts';
import { SentSignals } from './sent-signals.ts';
import { type SpecialKind, Packer, Unpacker } from './specials.ts';
import { type Callee, KnownPaths, Targets } from './targets.ts';

export interface ConnectionParts {
  /** What the other side may call. */
  readonly root?: object;
  /** The kinds of special values, in the order in which they are asked. */
  readonly kinds: readonly SpecialKind[];
  /** What errors call the other side: `worker "render"`. */
  readonly peer: string;
  /** A call was cancelled and has not been answered within its time of grace; it has been rejected. */
  overdue?(task: string): void;
  /** Nothing will come any more; by default every pending call is rejected with `HEDDLE_PORT_CLOSED`. */
  closed?(): void;
}

const NOTHING: readonly object[] = [];
const NO_SPECIALS: readonly Special[] = [];
const NO_STEPS: (() => void)[] = [];

/**
 * Calls between two agents, in both directions, over a line. Every call is answered once: by the other side, or by `end()`.
 */
export class Connection implements LineReceiver {
  readonly peer: string;
  readonly handles: Handles = new Handles();
  readonly sentSignals: SentSignals;
  readonly followedSignals: FollowedSignals = new FollowedSignals();
  readonly #line: Line;
  readonly #kinds: readonly SpecialKind[];
  readonly #calls = new CallTable();
  readonly #paths = new KnownPaths();
  readonly #targets: Targets;
  readonly #closed: () => void;
  readonly #overdue: ((task: string) => void) | undefined;
  #ended: ((task: string) => Error) | undefined;
  #held = false;
  #checking = false;

  constructor(line: Line, { root = {}, kinds, peer, overdue, closed }: ConnectionParts) {
    this.#line = line;
    this.sentSignals = new SentSignals((message) => this.#post(message), line.sharesMemory);
    this.#overdue = overdue;
    this.peer = peer;
    this.#kinds = kinds;
    this.#targets = new Targets(root, (handle) => this.handles.get(handle));
    this.#closed =
      closed ?? (() => this.end((task) => new HeddleError('HEDDLE_PORT_CLOSED', `Cannot finish ${task}: the port to ${peer} is closed`)));
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
  call(path: string, parameters: readonly unknown[], settings?: CallOptions): Promise<unknown> {
    return this.#call(CALL, this.#paths.targetOf(path), path, parameters, settings);
  }
  /** Constructs an instance of a class of the other side. */
  construct(path: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.#call(NEW, this.#paths.targetOf(path), `new ${path}`, parameters);
  }
  /** Calls an object that the other side has handed out, or a member of it. */
  callHandle(handle: number, path: string, task: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.#call(CALL, [handle, path], task, parameters);
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
    for (const call of this.#calls.closeAll()) if (!call.abandoned) call.resolve(raise(() => asRaised(makeError(call.task))));
    this.sentSignals.clear();
    this.followedSignals.abortAll(() => makeError('a call'));
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
        return this.#serve(message);
      case RETURN:
        return this.#returned(message[1], message[2], message[3]);
      case THROW:
        return this.#threw(message[1], message[2], message[3]);
      case CANCEL:
        return this.followedSignals.abort(message[1], reviveError(message[2]));
      case RELEASE:
        return this.handles.release(message[1]);
      case STREAM:
        return;
      case FLAGS:
        return this.followedSignals.addPage(message[1]);
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
    settings?: CallOptions,
  ): Promise<unknown> {
    const ended = this.#ended;
    if (ended) return raise(() => asRaised(ended(task)));
    if (settings?.signal?.aborted) return raise(() => settings.signal!.reason);
    const call = this.#calls.open(task);
    try {
      const context = takeContext();
      const extras: Extras | undefined = context && { specials: NO_SPECIALS, context };
      if (settings !== undefined || !this.#line.trySend([kind, call.id, target, extras, ...parameters]))
        this.#sendSpecial(kind, call, target, parameters, settings, context);
      this.#paths.sent(target);
    } catch (error) {
      this.#calls.close(call.id);
      call.resolve(raise(() => error));
      return call.promise;
    }
    if (!this.#held) this.#line.hold((this.#held = true));
    return call.promise;
  }

  #sendSpecial(
    kind: typeof CALL | typeof NEW,
    call: PendingCall,
    target: Target,
    parameters: readonly unknown[],
    settings: CallOptions | undefined,
    context: Extras['context'],
  ): void {
    const transfer = [...(settings?.transfer ?? NOTHING)];
    const untilAnswered = (step: () => void): void => void (call.cleanUp ??= []).push(step);
    const packer = new Packer(this.#kinds, { connection: this, way: 'out', part: 'arguments', task: call.task, transfer, untilAnswered });
    const packed = parameters.map((parameter) => packer.pack(parameter));
    let signal: number | undefined;
    if (settings && isCancellable(settings)) {
      const cancellation = new Cancellation(this.sentSignals, settings, (reason) => this.#abandon(call, reason));
      untilAnswered(() => cancellation.end());
      signal = cancellation.sent.number;
    }
    const plain = packer.specials.length === 0 && signal === undefined && context === undefined;
    const extras: Extras | undefined = plain ? undefined : { specials: packer.specials, signal, context };
    try {
      this.#line.send([kind, call.id, target, extras, ...packed], transfer, 'arguments', packed);
    } catch (error) {
      if (context) explainFailure('context', context, NOTHING, () => structuredClone(context));
      throw error;
    }
  }

  #abandon(call: PendingCall, reason: unknown): void {
    this.#calls.abandon(
      call,
      raise(() => reason),
    );
    if (this.#calls.size === 0) this.#letGo();
    this.#overdue?.(call.task);
  }

  /** Sends what cannot fail to be cloned. */
  #post(message: Message): void {
    if (!this.#line.trySend(message)) this.#line.send(message, NOTHING, 'message', message);
  }

  #serve([kind, id, target, extras, ...parameters]: Extract<Message, readonly [typeof CALL | typeof NEW, ...unknown[]]>): void {
    const answered: (() => void)[] = extras ? [] : NO_STEPS;
    const task = typeof target === 'string' ? target : 'a call';
    try {
      const callee = this.#targets.find(target);
      let result: unknown;
      if (extras) result = this.#runWith(extras, kind, task, callee, parameters, answered);
      else result = kind === CALL ? Reflect.apply(callee.call, callee.holder, parameters) : Reflect.construct(callee.call, parameters);
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

  #runWith(
    { specials, signal, context }: Extras,
    kind: typeof CALL | typeof NEW,
    task: string,
    { holder, call }: Callee,
    parameters: readonly unknown[],
    answered: (() => void)[],
  ): unknown {
    const untilAnswered = (step: () => void): void => void answered.push(step);
    let given = parameters;
    if (specials.length > 0) {
      const crossing: Crossing = { connection: this, way: 'in', part: 'arguments', task, transfer: [], untilAnswered };
      const unpacker = new Unpacker(this.#kinds, specials, crossing);
      given = parameters.map((parameter) => unpacker.unpack(parameter));
    }
    let run = (): unknown => (kind === CALL ? Reflect.apply(call, holder, given) : Reflect.construct(call, given));
    if (signal !== undefined) {
      const followed = this.followedSignals.use(signal);
      untilAnswered(() => this.followedSignals.release(followed));
      const task = run;
      run = () => runWithSignal(followed.signal, task);
    }
    return context ? runInContext(context, run) : run();
  }

  #answer(id: number, task: string, result: unknown, answered: readonly (() => void)[]): void {
    if (this.#ended) return;
    if (!this.#line.trySend([RETURN, id, result])) {
      try {
        const crossing: Crossing = { connection: this, way: 'out', part: 'result', task, transfer: [], untilAnswered: () => {} };
        const packer = new Packer(this.#kinds, crossing);
        const packed = packer.pack(result);
        this.#line.send([RETURN, id, packed, packer.specials], crossing.transfer, 'result', packed);
      } catch (error) {
        return this.#refuse(id, error, answered);
      }
    }
    for (const step of answered) step();
  }

  #refuse(id: number, error: unknown, answered: readonly (() => void)[]): void {
    if (this.#ended) return;
    const record: ErrorRecord = describeError(error);
    const signal = this.followedSignals.numberOf(error);
    this.#post(signal === undefined ? [THROW, id, record] : [THROW, id, record, signal]);
    for (const step of answered) step();
  }

  #returned(id: number, result: unknown, specials: readonly Special[] | undefined): void {
    const call = this.#calls.close(id);
    if (!call) return;
    if (specials === undefined || specials.length === 0) call.resolve(result);
    else {
      const crossing: Crossing = { connection: this, way: 'in', part: 'result', task: call.task, transfer: [], untilAnswered: () => {} };
      call.resolve(new Unpacker(this.#kinds, specials, crossing).unpack(result));
    }
    if (this.#calls.size === 0) this.#letGo();
  }

  #threw(id: number, record: ErrorRecord, signal: number | undefined): void {
    // Before the call is closed: it may be the last one that has the signal.
    const abortion = signal === undefined ? undefined : this.sentSignals.get(signal)?.abortion;
    const call = this.#calls.close(id);
    if (call && !call.abandoned) call.resolve(raise(() => (abortion ? abortion.reason : revive(record))));
    if (this.#calls.size === 0) this.#letGo();
  }

  /** Not at once: whoever waited for the last answer mostly makes another call. */
  #letGo(): void {
    if (this.#checking) return;
    this.#checking = true;
    queueMicrotask(() => {
      this.#checking = false;
      if (this.#calls.size === 0 && !this.#ended) this.#line.hold((this.#held = false));
    });
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
