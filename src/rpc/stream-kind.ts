import { types } from '#platform';
import type { Crossing, Within } from './crossing.ts';
import { isByteStream, readableOf, ReadableSource } from './readable-stream.ts';
import { remoteStreamOf } from './remote-stream.ts';
import type { SpecialKind } from './specials.ts';
import type { SourceIterator } from './stream-source.ts';
import { windowOf } from './stream-window.ts';

/** What the other side is told of a stream. */
export type StreamData = readonly [number: number, reads: 'items' | 'chunks' | 'bytes', window: number];

/** Generators, other iterators and `ReadableStream`s, anywhere in parameters, results and items of streams. */
export const STREAM_KIND: SpecialKind = {
  name: 'stream',

  is(value) {
    return value instanceof ReadableStream || isIterated(value);
  },

  pack(value, { connection: { streams }, task, part, within }): StreamData {
    const window = windowOf(value);
    const isReadable = value instanceof ReadableStream;
    const reads = !isReadable ? 'items' : !value.locked && isByteStream(value) ? 'bytes' : 'chunks';
    const iterator = isReadable ? new ReadableSource(value, part) : iteratorOf(value);
    return [streams.add(within ? runWithin(iterator, within) : iterator, task, window), reads, window.items];
  },

  takeBack(data, { connection: { streams }, part }) {
    const [number] = data as StreamData;
    // What a function returned belongs to nobody else.
    if (part === 'result') return streams.drop(number);
    const source = streams.takeBack(number);
    if (source instanceof ReadableSource) source.release();
  },

  unpack(data, { connection: { streams }, task }: Crossing) {
    const [number, reads, window] = data as StreamData;
    return streams.read(number, task, window, (reader) =>
      reads === 'items' ? remoteStreamOf(reader) : readableOf(reader, reads === 'bytes'),
    );
  },
};

export type Iterating = Partial<SourceIterator & AsyncIterable<unknown> & Iterable<unknown>>;

/** Generators, and whatever else `for await` alone is for, streams of Node among it. Not what merely can be iterated, such as an array or a map: that is copied. */
export function isIterated(value: object): boolean {
  const { next, [Symbol.asyncIterator]: forAwait, [Symbol.iterator]: forOf } = value as Iterating;
  // A call, too, can be read in `for await`; as a value it is a promise.
  if (typeof forAwait === 'function') return !types.isPromise(value);
  return typeof next === 'function' && typeof forOf === 'function';
}

export function iteratorOf(value: Iterating): SourceIterator {
  return typeof value.next === 'function' ? (value as SourceIterator) : value[Symbol.asyncIterator]!();
}

/** The body of a generator runs when it is read from, and then belongs to its call all the same. */
export function runWithin(iterator: SourceIterator, within: Within): SourceIterator {
  return {
    next: (value) => within(() => iterator.next(value)),
    ...(iterator.return && { return: (value) => within(() => iterator.return!(value)) }),
    ...(iterator.throw && { throw: (error) => within(() => iterator.throw!(error)) }),
  };
}
