import { wrongType } from '../core/invalid-argument.ts';

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
