import type { IteratorLease, StepName } from '../rpc/value/iterator-kind.ts';
import type { Outcome } from './blocked-call.ts';
import { settle } from './settle.ts';

/** A generator of another thread, read by a thread that waits for each item. Leaving a loop runs its `finally`. */
export interface BlockingGenerator<T, TReturn = unknown, TNext = unknown> extends IterableIterator<T, TReturn, TNext>, Disposable {
  next(value?: TNext): IteratorResult<T, TReturn>;
  /** Ends the generator, and waits until its `finally` has run. */
  return(value?: TReturn): IteratorResult<T, TReturn>;
  /** Throws into the generator. */
  throw(error?: unknown): IteratorResult<T, TReturn>;
  [Symbol.iterator](): BlockingGenerator<T, TReturn, TNext>;
}

type Ask = (name: StepName, value: unknown) => Outcome;

export class BlockingIterator implements BlockingGenerator<unknown> {
  readonly #lease: IteratorLease;
  readonly #ask: Ask;

  constructor(lease: IteratorLease, ask: Ask) {
    this.#lease = lease;
    this.#ask = ask;
  }
  next(value?: unknown): IteratorResult<unknown> {
    return this.#step('next', value, this.next);
  }
  return(value?: unknown): IteratorResult<unknown> {
    return this.#step('return', value, this.return);
  }
  throw(error?: unknown): IteratorResult<unknown> {
    return this.#step('throw', error, this.throw);
  }
  [Symbol.iterator](): this {
    return this;
  }
  [Symbol.dispose](): void {
    this.return();
  }

  #step(name: StepName, value: unknown, method: (value?: unknown) => unknown): IteratorResult<unknown> {
    const lease = this.#lease;
    if (lease.isDone && name === 'throw') throw value;
    if (lease.isDone) return { done: true, value: name === 'return' ? value : undefined };
    const outcome = this.#ask(name, value);
    // An item that comes too late, or cannot be sent, is lost, so that nothing after it would make sense.
    if (outcome.kind !== 'returned') lease.leave();
    else if ((outcome.value as IteratorResult<unknown>).done) lease.finish();
    return settle(outcome, method, 0) as IteratorResult<unknown>;
  }

  static {
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'BlockingGenerator', configurable: true });
  }
}
