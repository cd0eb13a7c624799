import { clock, types } from '#platform';
import { timing } from './timing.ts';

/** Bytes of one message. */
export interface Weight {
  copied: number;
  moved: number;
  shared: number;
  /** Of what is copied, the largest buffer. */
  largest: number;
  /** When it was weighed, by `performance.now()`; 0 unless it is traced. */
  readonly at: number;
}

/** Looked at of an object at most: this is for figures, and must not cost what it counts. */
const MEMBERS = 8;
const INDICES = Array.from({ length: MEMBERS }, (_, index) => String(index));

/**
 * The bytes of a message that the runtime clones. What is moved is exact. Of what is copied or shared only strings, buffers
 * and views are counted that lie at the top of the message or are members of a plain object or array there: the runtime does not tell.
 * No code of the program runs: getters and proxies are passed over.
 */
export function weigh(message: unknown, transfer: readonly object[]): Weight {
  const weight: Weight = { copied: 0, moved: 0, shared: 0, largest: 0, at: timing.traced ? clock.now() : 0 };
  for (const item of transfer) if (types.isArrayBuffer(item)) weight.moved += item.byteLength;
  if (typeof message === 'string') weight.copied += message.length;
  if (typeof message !== 'object' || message === null || types.isProxy(message)) return weight;
  if (add(message, transfer, weight)) return weight;
  for (const key of firstKeys(message)) {
    const member: unknown = Object.getOwnPropertyDescriptor(message, key)?.value;
    if (typeof member === 'string') weight.copied += member.length;
    else if (typeof member === 'object' && member !== null && !types.isProxy(member)) add(member, transfer, weight);
  }
  // For the warning: deeper, and no more often than handlers are timed.
  if (timing.left > 0 && weight.largest === 0) weight.largest = largestBuffer(message, transfer);
  return weight;
}

/** Of a plain object or array; a list of all keys of a long array would cost more than the rest. */
function firstKeys(message: object): readonly string[] {
  if (Array.isArray(message)) return message.length < MEMBERS ? INDICES.slice(0, message.length) : INDICES;
  const prototype: unknown = Object.getPrototypeOf(message);
  return prototype === Object.prototype || prototype === null ? Object.keys(message).slice(0, MEMBERS) : [];
}

/** @returns whether it was memory, and is counted */
function add(value: object, transfer: readonly object[], weight: Weight): boolean {
  const buffer: object = ArrayBuffer.isView(value) ? value.buffer : value;
  if (types.isSharedArrayBuffer(buffer)) weight.shared += buffer.byteLength;
  else if (!types.isArrayBuffer(buffer)) return false;
  // The whole buffer crosses, however small the view.
  else if (!transfer.includes(buffer)) {
    weight.copied += buffer.byteLength;
    weight.largest = Math.max(weight.largest, buffer.byteLength);
  }
  return true;
}

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
