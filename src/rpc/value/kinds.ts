import { types } from '#platform';
import { describeError } from '../../clone/describe-error.ts';
import type { ErrorRecord } from '../../clone/error-record.ts';
import { reviveError } from '../../clone/revive-error.ts';
import { HeddleError } from '../../core/heddle-error.ts';
import { isByteStream, readableOf, ReadableSource } from '../stream/readable-stream.ts';
import { remoteStreamOf } from '../stream/remote-stream.ts';
import type { SourceIterator } from '../stream/stream-source.ts';
import { windowOf } from '../stream/stream-window.ts';
import type { MessageContext, Within } from './message-context.ts';
import { nameForOthers } from './exports.ts';
import { Origin } from './origin.ts';
import { inThisContext, keep, keptAs } from './proxy.ts';
import { callbackTo, remotePlaceOf, isRemoteObject } from './remote.ts';
import type { SpecialKind } from './specials.ts';

/** Errors cross whole, with class, `cause` and all that they have of their own, where the structured clone keeps only message and stack. */
export const ERROR_KIND: SpecialKind = {
  name: 'error',
  is: (value) => types.isNativeError(value) || value instanceof DOMException,
  pack: (value) => describeError(value),
  unpack: (data) => reviveError(data as ErrorRecord),
};

/** A function that is lent for as long as its call: its number, and its name for errors. */
type FunctionData = readonly [handle: number, name: string];

/** Functions in arguments: the other side can call them until it has answered. */
export const FUNCTION_KIND: SpecialKind = {
  name: 'function',
  // One in a result would have no end, unless its program says so by `proxy()`.
  is: (value, { part }) => typeof value === 'function' && part === 'arguments',
  pack(value, { connection, untilAnswered }): FunctionData {
    const callback = value as (...parameters: unknown[]) => unknown;
    const handle = connection.exports.lend(callback, inThisContext(callback));
    untilAnswered(() => connection.exports.release(handle));
    return [handle, nameForOthers(callback)];
  },
  unpack(data, { connection, task, untilAnswered }): unknown {
    const [handle, name] = data as FunctionData;
    const ended = (callback: string): Error => {
      const state = `${task} has been answered, and its callbacks live no longer unless they are in a proxy()`;
      return new HeddleError('HEDDLE_RELEASED', `Cannot call ${callback}: ${state}`);
    };
    const origin: Origin = new Origin(connection, {
      handle,
      name: name || 'an anonymous callback',
      isLent: true,
      dispose: () => origin.close(ended),
    });
    untilAnswered(() => origin.close(ended));
    return callbackTo(origin);
  },
};

/** A place of the side that receives it: from the object that it has handed out, or from what it exposes. */
type HomeData = readonly [handle: number | undefined, path: string];

/** A remote of the other side comes home: there it is what it was. */
export const HOME_KIND: SpecialKind = {
  name: 'home',
  is: (value, { connection }) => remotePlaceOf(value)?.origin.connection === connection,
  pack(value): HomeData {
    const { origin, path } = remotePlaceOf(value)!;
    origin.check(path);
    return [origin.handle, path];
  },
  unpack(data, { connection }): unknown {
    const [handle, path] = data as HomeData;
    return connection.served.member(handle, path);
  },
};

/** What stays on the side that sends it: its number, and its name for errors. */
type ObjectData = readonly [handle: number, name: string];

/** What is in a `proxy()`, instances that the other side has constructed, and remote objects of third sides, which this one hands on. */
export const OBJECT_KIND: SpecialKind = {
  name: 'object',
  is: (value) => keptAs(value) !== undefined || isRemoteObject(value),
  pack(value, { connection }): ObjectData {
    keep(value);
    return [connection.exports.give(value, keptAs(value)!.callable), nameForOthers(value) || 'function'];
  },
  takeBack(data, { connection }) {
    connection.exports.release((data as ObjectData)[0]);
  },
  unpack(data, { connection, madeAt, defaults }: MessageContext): object {
    const [handle, name] = data as ObjectData;
    return connection.imports.receive(handle, name, madeAt, defaults);
  },
};

/** A signal in a message: one to follow, or the reason of one that was aborted before it was sent. */
type SignalData = number | ErrorRecord;

/**
 * An `AbortSignal` stays where it is; the other side gets one that follows it for as long as the call. One in a result has no call to end with: it is
 * followed until the connection ends.
 */
export const SIGNAL_KIND: SpecialKind = {
  name: 'signal',
  is: (value) => value instanceof AbortSignal,
  pack(value, messageContext: MessageContext): SignalData {
    const signal = value as AbortSignal;
    if (signal.aborted) {
      // Nobody would wait for what such a call does.
      if (messageContext.part === 'arguments') throw signal.reason;
      return describeError(signal.reason);
    }
    const { sentSignals } = messageContext.connection;
    const sent = sentSignals.use(signal);
    messageContext.untilAnswered(() => sentSignals.release(sent));
    return sent.number;
  },
  unpack(data, messageContext: MessageContext): AbortSignal {
    const given = data as SignalData;
    if (typeof given !== 'number') return AbortSignal.abort(reviveError(given));
    const { followedSignals } = messageContext.connection;
    const followed = followedSignals.use(given);
    messageContext.untilAnswered(() => followedSignals.release(followed));
    return followed.signal;
  },
};

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

  unpack(data, { connection: { streams }, task }: MessageContext) {
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

/** The kinds of special values, in the order in which they are asked. */
export const KINDS: readonly SpecialKind[] = [HOME_KIND, OBJECT_KIND, SIGNAL_KIND, ERROR_KIND, FUNCTION_KIND, STREAM_KIND];
