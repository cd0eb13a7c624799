import { makeDataCloneError } from '../../clone/make-data-clone-error.ts';
import type { SourceIterator } from './stream-source.ts';
import type { StreamReader } from './stream-reader.ts';

/** A `ReadableStream` as a source: what is read from it is its items. Locks it, as moving it would. */
export class ReadableSource implements SourceIterator {
  readonly #reader: ReadableStreamDefaultReader<unknown>;

  /** @throws DataCloneError when somebody else reads it */
  constructor(stream: ReadableStream<unknown>, place: string) {
    if (stream.locked) throw makeDataCloneError(place, 'a ReadableStream that is locked to a reader cannot be passed on');
    this.#reader = stream.getReader();
  }
  next(): Promise<IteratorResult<unknown>> {
    return this.#reader.read() as Promise<IteratorResult<unknown>>;
  }
  async return(reason: unknown): Promise<IteratorResult<unknown>> {
    await this.#reader.cancel(reason);
    return { done: true, value: undefined };
  }
  release(): void {
    this.#reader.releaseLock();
  }
}

/** Whether it gives bytes, to readers with buffers of their own too. */
export function isByteStream(stream: ReadableStream<unknown>): boolean {
  try {
    stream.getReader({ mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

/** A `ReadableStream` of what another thread's gives. It asks when it is read from, and the other side may be ahead as far as its window allows. */
export function readableOf(reader: StreamReader, isOfBytes: boolean): ReadableStream<unknown> {
  reader.readsAhead = true;
  const pull = async (controller: ReadableByteStreamController | ReadableStreamDefaultController<unknown>): Promise<void> => {
    const { done, value } = await reader.next(undefined, controller);
    if (!done) return controller.enqueue(value as never);
    controller.close();
    // A reader with a buffer of its own waits for that too.
    if ('byobRequest' in controller) controller.byobRequest?.respond(0);
  };
  const cancel = async (reason: unknown): Promise<void> => {
    await reader.stop(reason, cancel);
  };
  // Nothing waits in the stream itself: what is ahead waits in the reader, where it is counted.
  return isOfBytes
    ? new ReadableStream({ type: 'bytes', pull, cancel }, { highWaterMark: 0 })
    : new ReadableStream<unknown>({ pull, cancel }, { highWaterMark: 0 });
}
