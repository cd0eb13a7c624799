import { outOfRange, wrongType } from '../core/invalid-argument.ts';

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
