import type { StreamReader } from './stream-reader.ts';

/**
 * A generator of another thread. In a `for await` loop its items come in order, and so many ahead of the reader as its window allows; leaving the
 * loop runs its `finally`. By `next(value)`, called by hand, it makes one item at a time, and gets the value.
 */
export interface RemoteStream<T, TReturn = unknown, TNext = unknown> extends AsyncIterable<T, TReturn, TNext> {
  /** Asks for the next item: a single one, unless `[Symbol.asyncIterator]()` was called, as a `for await` loop does. */
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  /** Ends the generator, and waits until its `finally` has run. Items that nobody took are dropped. */
  return(value?: TReturn): Promise<IteratorResult<T, TReturn>>;
  /** Throws into the generator. Items that nobody took are dropped. */
  throw(error?: unknown): Promise<IteratorResult<T, TReturn>>;
  /** From here on the generator may be ahead of the reader. */
  [Symbol.asyncIterator](): AsyncIterator<T, TReturn, TNext>;
  /** As `return()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a call gives that returns a stream: `for await` reads it at once, and it can be awaited first. */
export interface PromisedStream<T, Stream = RemoteStream<T>> extends Promise<Stream>, AsyncIterable<T> {}

class StreamOfGenerator implements RemoteStream<unknown> {
  readonly #reader: StreamReader;

  constructor(reader: StreamReader) {
    this.#reader = reader;
  }
  next(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#reader.next(value, this);
  }
  return(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#reader.finish(value, this);
  }
  throw(error?: unknown): Promise<IteratorResult<unknown>> {
    return this.#reader.raise(error, this);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
  [Symbol.asyncIterator](): this {
    this.#reader.readsAhead = true;
    return this;
  }
  static {
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'RemoteStream', configurable: true });
  }
}

export function remoteStreamOf(reader: StreamReader): RemoteStream<unknown> {
  return new StreamOfGenerator(reader);
}
