import { isMarkedAsUntransferable, natives, ownsBuffer, types } from '#platform';
import { nameOfClass } from '../../clone/name-of-class.ts';
import { isSetApart, setApart } from '../../clone/set-apart.ts';
import { wrongType } from '../../core/invalid-argument.ts';

/** What is moved with values that are to be sent once. */
const lists = new WeakMap<object, readonly object[]>();
const NOTHING: readonly object[] = [];

/**
 * Marks what is moved, not copied, the next time that `value` is sent: as an argument, a result, an item of a stream, or a part of one.
 *
 * @param value - an object
 * @param list - what of `value` is moved; it is unusable here afterwards
 * @returns `value`
 * @throws TypeError when `value` is no object or `list` no list of objects
 * @example
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * expose({ size: (image: { pixels: Uint8Array }) => image.pixels.length }, port2);
 * const image = { pixels: new Uint8Array(1024) };
 * const api = wrap<{ size(image: { pixels: Uint8Array }): number }>(port1);
 * console.log(await api.size(transfer(image, [image.pixels.buffer]))); // 1024
 * port1.close();
 * ```
 */
export function transfer<T extends object>(value: T, list: Iterable<object>): T {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) throw wrongType('value', value, 'an object');
  if (typeof (list as Partial<typeof list> | null | undefined)?.[Symbol.iterator] !== 'function')
    throw wrongType('list', list, 'a list of transferable objects');
  const items = [...list];
  items.forEach((item, index) => {
    if ((typeof item !== 'object' && typeof item !== 'function') || item === null) throw wrongType(`list[${index}]`, item, 'an object');
  });
  return moveWith(value, items);
}

/**
 * Like `transfer()`, with all in `value` that can be moved: buffers, those of views too, ports, writable and transform streams, file handles. A
 * `Buffer` that shares its memory with others, and shared memory, are left out. Readable streams cross by themselves.
 *
 * @returns `value`
 * @example
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * expose({ double: (samples: Float64Array) => move(samples.map((sample) => 2 * sample)) }, port2);
 * const samples = new Float64Array([1, 2]);
 * console.log(await wrap<{ double(samples: Float64Array): Float64Array }>(port1).double(move(samples)), samples.length);
 * port1.close();
 * ```
 */
export function move<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  // Most of what is moved is one of these.
  const buffer = ArrayBuffer.isView(value) ? ownsBuffer(value) && value.buffer : value;
  return moveWith(value, types.isArrayBuffer(buffer) ? (isMovable(buffer) ? [buffer] : NOTHING) : [...movablesIn(value)]);
}

function moveWith<T extends object>(value: T, list: readonly object[]): T {
  lists.set(value, list);
  setApart(value);
  return value;
}

/**
 * What is moved with `values`, where that is all that there is to it: each is a primitive, or a buffer or view that moves nothing but buffers.
 * Undefined otherwise.
 */
export function buffersMovedWith(values: readonly unknown[]): readonly object[] | undefined {
  let moved: object[] | undefined;
  for (const value of values) {
    if (typeof value === 'function') return undefined;
    if (typeof value !== 'object' || value === null) continue;
    const list = isSetApart(value) && (ArrayBuffer.isView(value) || types.isArrayBuffer(value)) ? lists.get(value) : undefined;
    if (!list) return undefined;
    for (const item of list) {
      if (!types.isArrayBuffer(item)) return undefined;
      if (moved === undefined) moved = [item];
      else if (!moved.includes(item)) moved.push(item);
    }
  }
  if (moved) for (const value of values) if (typeof value === 'object' && value !== null) lists.delete(value);
  return moved;
}

/** Whether `transfer()` has said anything of one of `values`. */
export function areMoved(values: readonly unknown[]): boolean {
  for (const value of values) if (typeof value === 'object' && value !== null && isSetApart(value) && lists.has(value)) return true;
  return false;
}

/** What `transfer()` said of `value`; only once. */
export function takeTransferList(value: object): readonly object[] {
  const list = lists.get(value);
  if (!list) return NOTHING;
  lists.delete(value);
  return list;
}

function movablesIn(root: object): ReadonlySet<object> {
  const movables = new Set<object>();
  const met = new Set<unknown>([root]);
  for (const value of met) {
    if (typeof value !== 'object' || value === null) continue;
    if (ArrayBuffer.isView(value)) {
      if (ownsBuffer(value)) met.add(value.buffer);
    } else if (isMovable(value)) movables.add(value);
    else for (const part of partsOf(value)) met.add(part);
  }
  return movables;
}

function partsOf(value: object): Iterable<unknown> {
  if (Array.isArray(value)) return value as unknown[];
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].flat();
  if (value instanceof Set) return value as Set<unknown>;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? Object.values(value) : [];
}

/** Classes of the Web, where the runtime has them, whose instances can be moved. */
const MOVABLE = ['WritableStream', 'TransformStream', 'ImageBitmap', 'OffscreenCanvas', 'VideoFrame', 'AudioData', 'RTCDataChannel'];

function isMovable(value: object): boolean {
  // An empty one may have been moved before.
  if (value instanceof ArrayBuffer) return value.byteLength > 0 && !isMarkedAsUntransferable(value);
  if (value instanceof natives.MessagePort) return true;
  const globals = globalThis as unknown as Record<string, (new () => object) | undefined>;
  return nameOfClass(value) === 'FileHandle' || MOVABLE.some((name) => globals[name] && value instanceof globals[name]);
}
