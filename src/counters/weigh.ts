import { types } from '#platform';
import { COPIED, MOVED, SHARED } from './layout.ts';

/** Looked at of an object at most: this is for figures, and must not cost what it counts. */
const MEMBERS = 8;

/**
 * Adds the bytes of a message that the runtime clones to `figures`. What is moved is exact. Of what is copied or shared only strings, buffers
 * and views are counted that lie at the top of the message or are members of a plain object or array there: the runtime does not tell.
 * No code of the program runs: getters and proxies are passed over.
 */
export function weigh(message: unknown, transfer: readonly object[], figures: Float64Array): void {
  for (const item of transfer) if (types.isArrayBuffer(item)) figures[MOVED]! += item.byteLength;
  if (typeof message === 'string') figures[COPIED]! += message.length;
  if (typeof message !== 'object' || message === null || types.isProxy(message)) return;
  if (add(message, transfer, figures)) return;
  let left = MEMBERS;
  for (const key in message) {
    if (left === 0) return;
    left -= 1;
    const member: unknown = Object.getOwnPropertyDescriptor(message, key)?.value;
    if (typeof member === 'string') figures[COPIED]! += member.length;
    else if (typeof member === 'object' && member !== null && !types.isProxy(member)) add(member, transfer, figures);
  }
}

/** @returns whether it was memory, and is counted */
function add(value: object, transfer: readonly object[], figures: Float64Array): boolean {
  const buffer: object = ArrayBuffer.isView(value) ? value.buffer : value;
  if (types.isSharedArrayBuffer(buffer)) figures[SHARED]! += buffer.byteLength;
  else if (!types.isArrayBuffer(buffer)) return false;
  // The whole buffer crosses, however small the view.
  else if (!transfer.includes(buffer)) figures[COPIED]! += buffer.byteLength;
  return true;
}
