import type { Crossing } from './crossing.ts';
import { isByteStream, readableOf, ReadableSource } from './readable-stream.ts';
import { remoteStreamOf } from './remote-stream.ts';
import type { SpecialKind } from './specials.ts';
import type { SourceIterator } from './stream-source.ts';
import { windowOf } from './stream-window.ts';

/** What the other side is told of a stream. */
type StreamData = readonly [number: number, reads: 'items' | 'chunks' | 'bytes', window: number];

/** Generators, other iterators and `ReadableStream`s, anywhere in parameters, results and items of streams. */
export const STREAM_KIND: SpecialKind = {
  name: 'stream',

  is(value) {
    return value instanceof ReadableStream || isIterator(value);
  },

  pack(value, { connection: { streams }, task, part }): StreamData {
    const window = windowOf(value);
    if (!(value instanceof ReadableStream)) return [streams.add(value as SourceIterator, task, window), 'items', window.items];
    const reads = !value.locked && isByteStream(value) ? 'bytes' : 'chunks';
    return [streams.add(new ReadableSource(value, part), task, window), reads, window.items];
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

/** Not what merely can be iterated, such as an array or a map: that is copied. */
function isIterator(value: object): boolean {
  const {
    next,
    [Symbol.asyncIterator]: forAwait,
    [Symbol.iterator]: forOf,
  } = value as AsyncIterator<unknown> & Partial<AsyncIterable<unknown> & Iterable<unknown>>;
  return typeof next === 'function' && (typeof forAwait === 'function' || typeof forOf === 'function');
}
