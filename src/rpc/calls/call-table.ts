import type { ErrorRecord } from '../../clone/error-record.ts';
import { reviveError } from '../../clone/revive-error.ts';
import { HeddleError } from '../../core/heddle-error.ts';
import { wrongType } from '../../core/invalid-argument.ts';
import { takeContext } from './call-context.ts';
import { asRaised, raise, revive } from './call-errors.ts';
import type { CallDefaults } from './call-options.ts';
import type { Cancellation } from './cancellation.ts';
import type { Stack } from './reports.ts';

// A promise hands out its resolver through a closure: one for all calls instead of one each.
let resolver: (result: unknown) => void;
const takeResolver = (resolve: (result: unknown) => void): void => {
  resolver = resolve;
};

/** What calls are made through. It may end by itself, and its calls with it. */
export interface CallOrigin {
  /** Options of the calls of what comes through it, too. */
  readonly defaults: CallDefaults | undefined;
  /** Whether it is a callback, which the other side may have taken back while the task that has it still runs. */
  readonly isLent: boolean;
}

/** A call that has not been answered. */
export class PendingCall {
  /** The number by which the other side answers, or has answered; -1 before the call is in a table, and when it failed without an answer. */
  id: number = -1;
  /** What was called, for errors: `resize`, `new images.Canvas`. */
  readonly task: string;
  readonly promise: Promise<unknown>;
  /** Settles the promise, with a promise that rejects where it fails. Without effect the second time. */
  readonly resolve: (result: unknown) => void;
  /** Through what the program made it. */
  readonly origin: CallOrigin | undefined;
  /** Where an object was asked for that is constructed there. */
  readonly madeAt: Stack | undefined;
  /** What is of use only until the call, and the streams that it gives, have ended: callbacks, listeners of signals. */
  cleanUp: (() => void)[] | undefined = undefined;
  /** Whether something was moved with it, which is not here any more. */
  isMoved: boolean = false;
  /** What sent it, if there was more to do than to copy. */
  packer: { takeBack(): void } | undefined = undefined;
  /** If it can be cancelled. */
  cancellation: Cancellation | undefined = undefined;
  /** Values of the caller that travel with it. */
  readonly context: Record<string, unknown> | undefined = takeContext();

  constructor(task: string, origin?: CallOrigin, madeAt?: Stack) {
    this.task = task;
    this.origin = origin;
    this.madeAt = madeAt;
    this.promise = new Promise(takeResolver);
    this.resolve = resolver;
    makeReadable(this.promise);
  }

  /** The `timeout` that the program gave, in milliseconds, where the call itself has less because it has waited before. */
  get timeLimit(): number | undefined {
    return undefined;
  }

  /** The other side has returned `value`. */
  succeed(value: unknown): void {
    this.resolve(value);
  }
  /** The other side has thrown. */
  refuse(record: ErrorRecord): void {
    if (this.origin?.isLent && isReleased(reviveError(record))) ignoreUnlessAwaited(this.promise);
    this.fail(() => revive(record));
  }
  /** The other side blocks until it is answered itself, so that its promise cannot settle. Nothing has gone wrong where nobody waits for that. */
  stick(): void {
    const state = 'it gave a promise, which needs the event loop of a thread that is blocked by the very call';
    ignoreUnlessAwaited(this.promise);
    this.fail(() => asRaised(new HeddleError('HEDDLE_DEADLOCK', `Cannot wait for ${this.task}: ${state}`)));
  }
  /** The other side was not reached, or will not answer. */
  fail(makeError: () => unknown): void {
    this.resolve(raise(makeError));
  }
}

/** For what tells a task nothing new if it does not care for the result: an unhandled rejection would end its thread. */
export function ignoreUnlessAwaited(promise: Promise<unknown>): void {
  promise.catch(() => {});
}

function isReleased(error: unknown): boolean {
  return HeddleError.is(error) && error.code === 'HEDDLE_RELEASED';
}

/** In the place of a call that was taken back: its number is not free before the other side has answered. */
const TAKEN = 'taken';

/** The calls that one side of a connection has made and that are not answered, by numbers that are used again. */
export class CallTable {
  readonly #calls: (PendingCall | typeof TAKEN | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #base: number;
  #taken = 0;

  /** @param base - the first number */
  constructor(base: number) {
    this.#base = base;
  }

  /** How many calls are to be answered to somebody. */
  get size(): number {
    return this.#calls.length - this.#free.length - this.#taken;
  }

  add(call: PendingCall): void {
    const index = this.#free.pop() ?? this.#calls.length;
    call.id = this.#base + index;
    this.#calls[index] = call;
  }

  /** The call has been answered; its number is free. Undefined when there is none: it was taken back, or the other side made it up. */
  close(id: number): PendingCall | undefined {
    const index = id - this.#base;
    const call = this.#calls[index];
    if (call === undefined) return undefined;
    this.#calls[index] = undefined;
    this.#free.push(index);
    if (call === TAKEN) {
      this.#taken -= 1;
      return undefined;
    }
    cleanUp(call);
    return call;
  }

  /** The call has been answered with streams: whoever calls this has `cleanUp` done once they have ended. */
  keep(id: number): PendingCall['cleanUp'] {
    const call = this.#calls[id - this.#base];
    if (typeof call !== 'object') return undefined;
    const steps = call.cleanUp;
    call.cleanUp = undefined;
    return steps;
  }

  /** Whoever takes the call back answers it, or sends it again. */
  takeBack(call: PendingCall): void {
    this.#calls[call.id - this.#base] = TAKEN;
    this.#taken += 1;
    cleanUp(call);
  }

  /** All of them, in the order of their numbers. */
  closeAll(): PendingCall[] {
    return this.toArray().map((call) => this.close(call.id)!);
  }

  toArray(): PendingCall[] {
    return this.#calls.filter((call) => typeof call === 'object');
  }
}

function cleanUp(call: PendingCall): void {
  const steps = call.cleanUp;
  if (!steps) return;
  call.cleanUp = undefined;
  for (const step of steps) step();
}

type Iterate = () => AsyncIterator<unknown>;

/**
 * The stream that a call promises, for `for await (const row of tasks.rows(query))`: nobody has to await the call first.
 */
class StreamOfCall implements AsyncIterator<unknown> {
  readonly #promised: Promise<AsyncIterator<unknown>>;
  #stream: AsyncIterator<unknown> | undefined;

  constructor(call: Promise<unknown>) {
    this.#promised = call.then((result) => {
      const iterate = (result as { [Symbol.asyncIterator]?: Iterate } | null | undefined)?.[Symbol.asyncIterator];
      if (typeof iterate !== 'function') throw wrongType('the result of a call in `for await`', result, 'a stream');
      return (this.#stream = Reflect.apply(iterate, result, []));
    });
    // Whoever reads hears of it.
    this.#promised.catch(() => {});
  }
  next(...values: [] | [unknown]): Promise<IteratorResult<unknown>> {
    return this.#stream ? this.#stream.next(...values) : this.#promised.then((stream) => stream.next(...values));
  }
  async return(value?: unknown): Promise<IteratorResult<unknown>> {
    const stream = this.#stream ?? (await this.#promised);
    return stream.return ? stream.return(value) : { done: true, value };
  }
  async throw(error?: unknown): Promise<IteratorResult<unknown>> {
    const stream = this.#stream ?? (await this.#promised);
    if (stream.throw) return stream.throw(error);
    await stream.return?.();
    throw error;
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
}

function read(this: Promise<unknown>): AsyncIterator<unknown> {
  return new StreamOfCall(this);
}

/** Has `for await` read the stream that `call` promises. */
export function makeReadable(call: Promise<unknown>): void {
  // On the promise itself: for one with another prototype the runtime's `await` takes a slower way.
  (call as { [Symbol.asyncIterator]?: typeof read })[Symbol.asyncIterator] = read;
}
