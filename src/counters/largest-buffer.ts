import { types } from '#platform';

/** Values looked at, at most, and keys of each. */
const MOST = 256;
const KEYS = 64;

/**
 * Of the buffers that a message copies, the bytes of the largest: what could have been moved. Looks at the first few hundred values, the outer
 * ones first. No code of the program runs: getters and proxies are passed over.
 */
export function largestBuffer(message: unknown, transfer: readonly object[]): number {
  let largest = 0;
  const seen = new Set<unknown>([message]);
  for (const value of seen) {
    if (typeof value !== 'object' || value === null || types.isProxy(value)) continue;
    const buffer: object = ArrayBuffer.isView(value) ? value.buffer : value;
    if (types.isArrayBuffer(buffer)) {
      if (!transfer.includes(buffer)) largest = Math.max(largest, buffer.byteLength);
    } else if (!types.isSharedArrayBuffer(buffer)) {
      for (const member of membersOf(value)) if (seen.size < MOST) seen.add(member);
    }
  }
  return largest;
}

function* membersOf(value: object): Generator {
  if (types.isMap(value) || types.isSet(value)) {
    let left = KEYS;
    // The one of the engine, whatever the program has put in its place.
    const entries = types.isMap(value) ? Map.prototype.values.call(value) : Set.prototype.values.call(value);
    for (const member of entries) if (left-- > 0) yield member;
    return;
  }
  let left = KEYS;
  for (const key in value) {
    if (left-- === 0) return;
    const member: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
    if (typeof member === 'object') yield member;
  }
}
