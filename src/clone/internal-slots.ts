// Tests of what an object is by its internal slots. Unlike `instanceof` they hold for objects of another realm (a vm context).

type Getter = (this: unknown) => unknown;

function getterOf(prototype: object, key: PropertyKey): Getter {
  return Object.getOwnPropertyDescriptor(prototype, key)!.get!;
}

const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const bufferLength = getterOf(ArrayBuffer.prototype, 'byteLength');
/** Undefined in a page that is not isolated: it has no such class. */
const sharedLength = typeof SharedArrayBuffer === 'undefined' ? undefined : getterOf(SharedArrayBuffer.prototype, 'byteLength');

function accepts(method: (this: unknown) => unknown, value: unknown): boolean {
  try {
    // All four classes have a tag, hardly anything else has: a TypeError with its stack for each plain object made a walk over
    // 100,000 of them take seconds.
    if (typeof value !== 'object' || value === null || !(Symbol.toStringTag in value)) return false;
    method.call(value);
    return true;
  } catch {
    return false;
  }
}

/** Whether `value` is a `Map` of any realm. */
export function isMap(value: unknown): value is Map<unknown, unknown> {
  return accepts(mapSize, value);
}

/** Whether `value` is a `Set` of any realm. */
export function isSet(value: unknown): value is Set<unknown> {
  return accepts(setSize, value);
}

/** Whether `value` is an `ArrayBuffer` of any realm, detached or not. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return accepts(bufferLength, value);
}

/** Whether `value` is a `SharedArrayBuffer` of any realm. */
export function isSharedArrayBuffer(value: unknown): value is SharedArrayBuffer {
  return sharedLength !== undefined && accepts(sharedLength, value);
}

/** Whether `buffer` was detached. `ArrayBuffer.prototype.detached` is missing on Node 20; a view of a detached buffer cannot be made anywhere. */
export function isDetached(buffer: ArrayBuffer): boolean {
  try {
    new Uint8Array(buffer, 0, 0);
    return false;
  } catch {
    return true;
  }
}

/**
 * Whether `value` was made by an error constructor of any realm (`[[ErrorData]]`).
 * Without `Error.isError` (Node 20 and 22) an error with a `Symbol.toStringTag` counts as one when it is an instance of this realm's `Error`.
 */
export function isNativeError(value: object): boolean {
  const isError = (Error as { isError?: (value: unknown) => boolean }).isError;
  if (isError) return isError(value);
  if (typeof (value as Record<symbol, unknown>)[Symbol.toStringTag] === 'string') return value instanceof Error;
  return Object.prototype.toString.call(value) === '[object Error]';
}
