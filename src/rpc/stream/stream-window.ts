import type { ANSWER, END, FINISH, ITEM, NEXT, StreamMessage } from '../line/messages.ts';
import { outOfRange, wrongType } from '../../core/invalid-argument.ts';

/** How far the source of a stream may be ahead of its reader. */
export interface StreamWindow {
  /** Items that the program at the other side has not taken yet, at most. By default 64. */
  readonly items?: number;
  /** Once so many bytes are under way, or wait there, no further item is made; one item may be larger. By default 262144: 256 KiB. */
  readonly bytes?: number;
}

export const DEFAULT_WINDOW: Required<StreamWindow> = { items: 64, bytes: 1 << 18 };

const windows = new WeakMap<object, Required<StreamWindow>>();

/**
 * Says how far a stream may be ahead of its reader, when it is passed to another thread: small for large or costly items, large for many small ones.
 *
 * @param source - an async generator, another iterator, or a `ReadableStream`
 * @returns `source` itself
 * @throws RangeError when a bound is not a positive integer
 *
 * @example
 * ```ts
 * export function frames(film: Film) {
 *   return buffered(decode(film), { items: 2 });
 * }
 * ```
 */
export function buffered<T extends object>(source: T, window: StreamWindow): T {
  if (typeof source !== 'object' || source === null) throw wrongType('the source of a stream', source, 'an iterator or a ReadableStream');
  const { items, bytes } = { ...DEFAULT_WINDOW, ...window };
  for (const [name, value] of Object.entries({ items, bytes }))
    if (!Number.isSafeInteger(value) || value < 1) throw outOfRange(`window.${name}`, value, 'a positive integer');
  windows.set(source, { items, bytes });
  return source;
}

export function windowOf(source: object): Required<StreamWindow> {
  return windows.get(source) ?? DEFAULT_WINDOW;
}

/** What the two ends of a stream ask of those that know all streams of a connection. */
export interface StreamWire {
  /** What errors call the other side: `worker "render"`. */
  readonly peer: string;
  post(message: StreamMessage): void;
  send(
    number: number,
    what: typeof ITEM | typeof END | typeof NEXT | typeof FINISH | typeof ANSWER,
    value: unknown,
    task: string,
    is?: typeof ITEM | typeof END,
  ): number;
  hold(): void;
  letGo(): void;
  forgetSource(number: number): void;
  forgetReader(number: number): void;
}

/** What a number, a date or the head of an object takes, about. */
const HEAD = 8;

/**
 * About how many bytes a copy of `value` takes. An estimate that costs little: for lines that do not tell.
 *
 * @param most - where to stop looking; what refers to itself reaches it too
 */
export function weigh(value: unknown, most: number): number {
  if (typeof value === 'string') return HEAD + value.length;
  if (typeof value !== 'object' || value === null) return HEAD;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return HEAD + value.byteLength;
  if (value instanceof Map) return weighAll([...(value as Map<unknown, unknown>)].flat(), most);
  if (Array.isArray(value) || value instanceof Set) return weighAll(value as Iterable<unknown>, most);
  return weighAll(Object.values(value), most);
}

function weighAll(parts: Iterable<unknown>, most: number): number {
  let weight = HEAD;
  for (const part of parts) {
    if (weight >= most) break;
    weight += weigh(part, most - weight);
  }
  return weight;
}
