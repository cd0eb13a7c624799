import { readCall } from './call-stream.ts';

/** A call that has not been answered. */
export interface PendingCall {
  readonly id: number;
  /** What was called, for errors: `resize`, `new images.Canvas`. */
  readonly task: string;
  readonly promise: Promise<unknown>;
  /** Settles the promise, with a promise that rejects where it fails. Without effect the second time. */
  readonly resolve: (result: unknown) => void;
  /** What is of use only until the call is answered: callbacks, listeners of signals. */
  cleanUp: (() => void)[] | undefined;
}

// A promise hands out its resolver through a closure: one for all calls instead of one each.
let resolver: (result: unknown) => void;
const takeResolver = (resolve: (result: unknown) => void): void => {
  resolver = resolve;
};

/** The calls that one side of a connection has made and that are not answered, by numbers that are used again. */
export class CallTable {
  readonly #calls: (PendingCall | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#calls.length - this.#free.length;
  }

  open(task: string): PendingCall {
    const id = this.#free.pop() ?? this.#calls.length;
    const promise = new Promise(takeResolver);
    // On the promise itself: for one with another prototype the runtime's `await` takes a slower way.
    (promise as { [Symbol.asyncIterator]?: typeof readCall })[Symbol.asyncIterator] = readCall;
    return (this.#calls[id] = { id, task, promise, resolve: resolver, cleanUp: undefined });
  }

  /** The call has been answered; its number is free. Undefined when there is none: the other side made it up. */
  close(id: number): PendingCall | undefined {
    const call = this.#calls[id];
    if (!call) return undefined;
    this.#calls[id] = undefined;
    this.#free.push(id);
    if (call.cleanUp) for (const step of call.cleanUp) step();
    return call;
  }

  /** All of them, in the order of their numbers. */
  closeAll(): PendingCall[] {
    return this.#calls.flatMap((call) => (call ? this.close(call.id)! : []));
  }
}
