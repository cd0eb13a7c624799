import type { ErrorRecord } from '../clone/error-record.ts';
import { reviveError } from '../clone/revive-error.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { explainFailure } from '../port/send-message.ts';
import type { ThreadEnd } from '../thread/thread-end.ts';
import { CallStates } from './calls/call-states.ts';
import type { CallOptions } from './calls/call-options.ts';
import type { ConnectionParts } from './connection-parts.ts';
import type { KnownThread } from './value/peer.ts';
import { type CallOrigin, CallTable, ignoreUnlessAwaited, PendingCall } from './calls/call-table.ts';
import { Cancellation, isCancellable } from './calls/cancellation.ts';
import type { MessageContext } from './value/message-context.ts';
import { FollowedSignals } from './calls/followed-signals.ts';
import { Exports, randomBase } from './value/exports.ts';
import { type Line, type LineReceiver, LineHold } from './line/line.ts';
import {
  BOARD,
  CALL,
  type CallKind,
  CANCEL,
  type Extras,
  FLAGS,
  LAST,
  type Message,
  NESTED,
  NEW,
  OPEN,
  RELEASE,
  RETURN,
  type Special,
  STREAM,
  STUCK,
  type Target,
  THROW,
} from './line/messages.ts';
import { ANSWER_KINDS } from './value/iterator-kind.ts';
import { NestedConnections } from './nested-connections.ts';
import { callMade, callSettled, observeCaller } from './observe-calls.ts';
import { portClosed, asRaised, asRefused, asReason, timedOut, workerDied } from './calls/call-errors.ts';
import { packItem, unpackItem, type SpecialKind, Packer, Unpacker } from './value/specials.ts';
import { keptAs } from './value/proxy.ts';
import { Imports } from './value/imports.ts';
import { reportLeak } from './calls/reports.ts';
import { type SentSignal, SentSignals } from './calls/sent-signals.ts';
import { ServedCalls } from './served-calls.ts';
import type { StreamReader } from './stream/stream-reader.ts';
import { Streams } from './stream/streams.ts';
import { KnownPaths, Targets } from './value/targets.ts';
import { buffersMovedWith } from './value/transferred.ts';

type Place = readonly [handle: number | undefined, path: string];

/** The number of a call that was not answered. */
const NONE = -1;
const NOTHING: readonly object[] = [];
const NO_STREAMS: readonly StreamReader[] = [];
const NO_SPECIALS: readonly Special[] = [];

/**
 * Calls between two agents, in both directions, over a line. Every call is answered once: by the other side, or by `end()`.
 */
export class Connection implements LineReceiver {
  readonly peer: string;
  readonly exports: Exports;
  readonly imports: Imports = new Imports(this);
  /** The calls that the other side makes. */
  readonly served: ServedCalls;
  readonly sentSignals: SentSignals;
  readonly followedSignals: FollowedSignals = new FollowedSignals();
  readonly streams: Streams;
  /** Those for callers that block. */
  readonly nested: NestedConnections;
  /** The other side's thread, where that is known. */
  readonly thread: () => KnownThread | undefined;
  readonly #line: Line;
  readonly #hold: LineHold;
  readonly #kinds: readonly SpecialKind[];
  readonly #calls: CallTable;
  readonly #paths: KnownPaths;
  readonly #closed: (end?: ThreadEnd) => void;
  readonly #overdue: ((call: PendingCall) => void) | undefined;
  readonly #answered: ConnectionParts['answered'];
  #board: CallStates | undefined;
  #ended: ((task: string) => Error) | undefined;

  constructor(line: Line, { root, kinds, peer, overdue, closed, lastLines, answered, thread }: ConnectionParts) {
    const { isOwn } = line;
    const base = isOwn ? 0 : randomBase();
    this.#line = line;
    this.#hold = new LineHold(line, () => this.#calls.size === 0 && !this.streams.areWaiting);
    this.sentSignals = new SentSignals((message) => this.#post(message), line.sharesMemory);
    this.#overdue = overdue;
    this.peer = peer;
    this.#kinds = kinds;
    this.exports = new Exports(base);
    this.streams = new Streams(base, {
      peer,
      line,
      pack: (value, task) => packItem(this, kinds, value, task),
      unpack: (value, specials, task, defaults) => unpackItem(this, kinds, value, specials, task, defaults),
      hold: () => this.#hold.hold(),
      letGo: () => this.#hold.letGo(),
    });
    this.#calls = new CallTable(base);
    this.#paths = new KnownPaths(isOwn);
    const targets = new Targets(root, isOwn, (handle) => this.exports.get(handle));
    this.served = new ServedCalls(this, { line, kinds, targets, post: (message) => this.#post(message) });
    this.#closed = closed ?? ((end) => this.end(end ? (task) => workerDied(task, end, lastLines?.()) : portClosed(peer)));
    this.#answered = answered;
    this.thread = thread ?? (() => undefined);
    this.nested = new NestedConnections(
      (own) => new Connection(own, { ...(targets.root && { root: targets.root }), kinds: ANSWER_KINDS, peer }),
    );
    observeCaller(this);
    line.attach(this);
  }

  get line(): Line {
    return this.#line;
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
  call(path: string, parameters: readonly unknown[], options?: CallOptions, origin?: CallOrigin): Promise<unknown> {
    const call = new PendingCall(path, origin);
    this.#place(call, CALL, this.#paths.targetOf(path), parameters, options);
    return call.promise;
  }
  /** The same for a call that has been made elsewhere, or sent before and taken back: its promise is that of the call. */
  place(call: PendingCall, parameters: readonly unknown[], options?: CallOptions): void {
    this.#place(call, CALL, this.#paths.targetOf(call.task), parameters, options);
  }

  /** From now on the other side serves so many calls at a time, and the others wait there, from where they can be taken back. */
  supervise(limit: number): CallStates {
    this.#board = new CallStates();
    this.#post([BOARD, this.#board.memory, limit]);
    return this.#board;
  }
  /** The calls that wait for their answers. */
  pendingCalls(): PendingCall[] {
    return this.#calls.toArray();
  }
  /** Whether `call` is the caller's again: false once the other side has begun with it. It can be placed again then. */
  takeBack(call: PendingCall): boolean {
    if (call.isMoved || !this.#board?.takeBack(call.id)) return false;
    call.packer?.takeBack();
    this.#calls.takeBack(call);
    return true;
  }
  /** The same for a call of which it does not matter whether the other side has begun with it, because it has ended. */
  withdraw(call: PendingCall): void {
    this.#calls.takeBack(call);
    this.#hold.letGo();
  }
  /** Calls or constructs what is at `path` of what the other side exposes, or of an object that it has handed out. */
  placeAt([handle, path]: Place, call: PendingCall, kind: CallKind, parameters: readonly unknown[], options?: CallOptions): void {
    this.#place(call, kind, handle === undefined ? this.#paths.targetOf(path) : [handle, path], parameters, options);
  }
  /** Ends the streams and rejects the pending calls that were made through `origin`, although their answers are still to come. */
  abandon(origin: CallOrigin, makeError: (task: string) => Error): void {
    for (const call of this.#calls.toArray()) {
      if (call.origin !== origin) continue;
      this.#withdraw(call, () => asRaised(makeError(call.task)));
    }
    this.streams.abandon(origin, makeError);
  }

  /** Whether this thread lives on for the calls of the other side. */
  keepAlive(yes: boolean): void {
    this.#hold.keepAlive(yes);
  }
  /** Tells the other side that one of its objects, which has come `count` times, is needed no more. */
  release(handle: number, count: number, isLeak: boolean): void {
    if (!this.#ended) this.#post([RELEASE, handle, count, isLeak]);
  }
  get isEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** Nothing will be answered any more: rejects every pending call, and those that come, with what `makeError` says of them. */
  end(makeError: (task: string) => Error): void {
    if (this.#ended) return;
    this.#ended = makeError;
    this.exports.clear();
    this.served.end();
    for (const call of this.#calls.closeAll()) this.#fail(call, () => asRaised(makeError(call.task)));
    this.nested.close(makeError);
    this.sentSignals.clear();
    this.followedSignals.abortAll(() => makeError('a call'));
    // After the signals: a generator that waits for something is not ended before it hears of it.
    this.streams.end(makeError);
    this.#hold.end();
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
        return this.served.enter(message);
      case RETURN:
        return this.#returned(message[1], message[2], message[3]);
      case THROW:
        return this.#threw(message[1], message[2], message[3]);
      case CANCEL:
        return this.followedSignals.abort(message[1], reviveError(message[2]));
      case RELEASE:
        return this.#released(message[1], message[2], message[3]);
      case STREAM:
        return this.streams.message(message);
      case FLAGS:
        return this.followedSignals.addPage(message[1], message[2]);
      case BOARD:
        return this.served.supervise(message[1], message[2]);
      case OPEN:
        return this.nested.open(message);
      case NESTED:
        return this.nested.message(message);
      case LAST:
        return;
      case STUCK:
        return this.#stuck(message[1]);
    }
  }
  unreadable(error: unknown): void {
    this.end(
      (task) =>
        new HeddleError('HEDDLE_FRAME_CORRUPT', `Cannot finish ${task}: a message from ${this.peer} could not be read`, { cause: error }),
    );
  }
  closed(end?: ThreadEnd): void {
    this.#closed(end);
  }

  #place(call: PendingCall, kind: CallKind, target: Target, parameters: readonly unknown[], options?: CallOptions): void {
    const ended = this.#ended;
    if (ended) return this.#fail(call, () => asRaised(ended(call.task)));
    const signal = options?.signal;
    if (signal?.aborted) return this.#fail(call, () => signal.reason);
    this.#calls.add(call);
    this.#board?.open(call.id);
    callMade(call, this.peer);
    try {
      const { context } = call;
      const extras: Extras | undefined = context && { specials: NO_SPECIALS, context };
      const moved = options === undefined && extras === undefined ? buffersMovedWith(parameters) : undefined;
      if (moved !== undefined) {
        call.isMoved = true;
        this.#line.send([kind, call.id, target, extras, ...parameters], moved, 'arguments', parameters);
      } else if (options !== undefined || !this.#line.trySend([kind, call.id, target, extras, ...parameters]))
        this.#sendSpecial(kind, call, target, parameters, options);
      this.#paths.sent(target);
    } catch (error) {
      this.#board?.withdraw(call.id);
      this.#calls.close(call.id);
      return this.#fail(call, () => asRefused(error));
    }
    this.#hold.hold();
  }

  #sendSpecial(kind: CallKind, call: PendingCall, target: Target, parameters: readonly unknown[], options?: CallOptions): void {
    const { context } = call;
    const transfer = [...(options?.transfer ?? NOTHING)];
    const untilAnswered = (step: () => void): void => void (call.cleanUp ??= []).push(step);
    const packer = new Packer(this.#kinds, { connection: this, way: 'out', part: 'arguments', task: call.task, transfer, untilAnswered });
    call.packer = packer;
    const cancellable = options !== undefined && isCancellable(options);
    try {
      const packed = parameters.map((parameter) => packer.pack(parameter));
      const signal = cancellable ? this.#cancellation(call, options).number : undefined;
      const plain = packer.specials.length === 0 && !cancellable && context === undefined;
      const extras: Extras | undefined = plain ? undefined : { specials: packer.specials, signal, context };
      this.#line.send([kind, call.id, target, extras, ...packed], transfer, 'arguments', packed);
      call.isMoved = transfer.length > 0;
    } catch (error) {
      packer.takeBack();
      if (context) explainFailure('context', context, NOTHING, () => structuredClone(context));
      throw error;
    }
  }

  /** The signal of a call that can be cancelled. */
  #cancellation(call: PendingCall, options: CallOptions): SentSignal {
    const cancellation = new Cancellation(this.sentSignals, options, {
      timedOut: () => timedOut(`Cannot finish ${call.task}: ${this.peer} has not answered within ${call.timeLimit ?? options.timeout} ms`),
      cancelled: (reason) => {
        if (!this.takeBack(call)) return;
        this.#fail(call, () => asReason(reason));
        this.#hold.letGo();
      },
      overdue: (reason) => {
        // Whoever ends the thread does so before anybody thinks that it has time for others.
        this.#overdue?.(call);
        this.#withdraw(call, () => asReason(reason));
      },
    });
    call.cancellation = cancellation;
    (call.cleanUp ??= []).push(() => cancellation.end());
    return cancellation.sent;
  }

  #withdraw(call: PendingCall, makeError: () => unknown): void {
    this.#calls.takeBack(call);
    this.#fail(call, makeError);
    this.#hold.letGo();
  }

  /** Sends what cannot fail to be cloned. */
  #post(message: Message): void {
    if (!this.#line.trySend(message)) this.#line.send(message, NOTHING, 'message', message);
  }

  #released(handle: number, count: number, isLeak: boolean): void {
    const object = this.exports.release(handle, count);
    const madeAt = object && isLeak ? keptAs(object)?.madeAt : undefined;
    if (madeAt) reportLeak(`A proxy that ${this.peer} had`, madeAt);
  }

  #returned(id: number, result: unknown, specials: readonly Special[] | undefined): void {
    if (specials !== undefined && specials.length > 0) return this.#returnedSpecial(id, result, specials);
    const call = this.#calls.close(id);
    if (call) {
      call.succeed(result);
      this.#settled(call);
    }
    this.#hold.letGo();
  }

  #returnedSpecial(id: number, result: unknown, specials: readonly Special[]): void {
    const steps = this.#calls.keep(id) ?? [];
    const call = this.#calls.close(id);
    const { task = 'a call', madeAt, origin } = call ?? {};
    const defaults = origin?.defaults;
    const untilAnswered = (): void => {};
    const messageContext: MessageContext = {
      connection: this,
      way: 'in',
      part: 'result',
      task,
      madeAt,
      defaults,
      transfer: [],
      untilAnswered,
    };
    // Also where nobody waits for it any more: what stands for special values is to be collected then, and tells the other side.
    const value = new Unpacker(this.#kinds, specials, messageContext).unpack(result);
    if (call) {
      const readers = this.streams.afterReaders(specials, steps);
      for (const reader of readers) reader.origin = call.origin;
      call.cancellation?.goOn(readers, () => this.#overdue?.(call));
      call.succeed(value);
      this.#settled(call, undefined, readers);
    }
    this.#hold.letGo();
  }

  #threw(id: number, record: ErrorRecord, signal: number | undefined): void {
    // Before the call is closed: it may be the last one that has the signal.
    const abortion = signal === undefined ? undefined : this.sentSignals.get(signal)?.abortion;
    const call = this.#calls.close(id);
    if (call) {
      if (abortion) call.fail(() => asReason(abortion.reason));
      else call.refuse(record);
      this.#settled(call, () => (abortion ? abortion.reason : reviveError(record)));
    }
    this.#hold.letGo();
  }

  #stuck(id: number): void {
    const call = this.#calls.close(id);
    call?.stick();
    if (call) this.#answered?.(call, true, NO_STREAMS);
    this.#hold.letGo();
  }

  #fail(call: PendingCall, makeError: () => unknown): void {
    call.id = NONE;
    if (this.#ended && call.origin?.isLent) ignoreUnlessAwaited(call.promise);
    call.fail(makeError);
    this.#settled(call, makeError);
  }

  #settled(call: PendingCall, makeError?: () => unknown, streams: readonly StreamReader[] = NO_STREAMS): void {
    callSettled(call, makeError);
    this.#answered?.(call, makeError !== undefined, streams);
  }
}
