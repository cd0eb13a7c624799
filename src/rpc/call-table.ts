/** A call that has not been answered. */
export interface PendingCall {
  readonly id: number;
  /** What was called, for errors: `resize`, `new images.Canvas`. */
  readonly task: string;
  readonly promise: Promise<unknown>;
  /** Settles the promise, with a promise that rejects where it fails. Without effect the second time. */
  readonly resolve: (result: unknown) => void;
  /** What the program called it through; what is called through it ends with it. */
  readonly origin: object | undefined;
  /** Settled on this side; the number is free once the answer has come all the same. */
  isAbandoned: boolean;
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
  readonly #base: number;
  #abandoned = 0;

  /** @param base - the first number */
  constructor(base: number) {
    this.#base = base;
  }

  /** How many calls somebody waits for. */
  get size(): number {
    return this.#calls.length - this.#free.length - this.#abandoned;
  }

  open(task: string, origin: object | undefined): PendingCall {
    const index = this.#free.pop() ?? this.#calls.length;
    const promise = new Promise(takeResolver);
    const id = this.#base + index;
    return (this.#calls[index] = { id, task, promise, resolve: resolver, origin, isAbandoned: false, cleanUp: undefined });
  }

  /** The call has been answered; its number is free. Undefined when there is none: the other side made it up. */
  close(id: number): PendingCall | undefined {
    const index = id - this.#base;
    const call = this.#calls[index];
    if (!call) return undefined;
    this.#calls[index] = undefined;
    this.#free.push(index);
    if (call.isAbandoned) this.#abandoned -= 1;
    if (call.cleanUp) for (const step of call.cleanUp) step();
    return call;
  }

  /** Nobody waits for the call any more; its number is not free before it is answered. */
  abandon(call: PendingCall): void {
    if (call.isAbandoned) return;
    call.isAbandoned = true;
    this.#abandoned += 1;
  }

  /** The calls that were made through `origin` and that somebody waits for. */
  of(origin: object): PendingCall[] {
    return this.#calls.filter((call) => call !== undefined && call.origin === origin && !call.isAbandoned) as PendingCall[];
  }

  /** All of them, in the order of their numbers. */
  closeAll(): PendingCall[] {
    return this.#calls.flatMap((call) => (call ? this.close(call.id)! : []));
  }
}
