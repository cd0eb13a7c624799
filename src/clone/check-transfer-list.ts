import { wrongType } from '../core/invalid-argument.ts';
import { isArrayBuffer, isDetached, isMap, isNativeError, isSet, isSharedArrayBuffer } from './internal-slots.ts';
import { makeDataCloneError } from './make-data-clone-error.ts';
import { nameOfClass } from './name-of-class.ts';
import { withArticle } from './refusal.ts';

/**
 * Refuses a transfer list that cannot be right, before anything is sent: what is listed twice, is no object that can be moved, was moved already,
 * or is the port itself. What only the runtime knows (a closed port, a `FileHandle` in use) is left to it.
 * A locked stream is not: the runtime would refuse it after it has detached the buffers in the list.
 *
 * Deviation: Node 20 takes a detached `ArrayBuffer` in silence; the standard does not, nor does any later Node.
 *
 * @param transfer - the list
 * @param ownPort - the port that sends
 * @throws TypeError (`ERR_INVALID_ARG_TYPE`) for a primitive
 * @throws DOMException (`DataCloneError`, with `path`) for the rest
 */
export function checkTransferList(transfer: readonly unknown[], ownPort?: object): void {
  const listed = new Set<unknown>();
  for (const [index, entry] of transfer.entries()) {
    const path = `transfer[${index}]`;
    if ((typeof entry !== 'object' && typeof entry !== 'function') || entry === null)
      throw wrongType(path, entry, 'an object that can be moved');
    if (listed.has(entry)) throw makeDataCloneError(path, 'listed twice');
    listed.add(entry);
    if (entry === ownPort) throw makeDataCloneError(path, 'the port cannot be sent through itself');
    const reason = reasonAgainst(entry);
    if (reason !== undefined) throw makeDataCloneError(path, reason);
  }
}

function reasonAgainst(entry: object): string | undefined {
  if (typeof entry === 'function') return 'a function cannot be moved';
  if (isArrayBuffer(entry)) return isDetached(entry) ? 'a detached ArrayBuffer cannot be moved' : undefined;
  if (ArrayBuffer.isView(entry)) return `${withArticle(nameOfClass(entry))} cannot be moved; list its buffer`;
  if (isSharedArrayBuffer(entry)) return 'a SharedArrayBuffer is shared and cannot be moved; leave it out of the list';
  if (isLocked(entry)) return 'a locked stream cannot be moved';
  return isOrdinary(entry) ? `${withArticle(nameOfClass(entry))} cannot be moved` : undefined;
}

function isLocked(entry: object): boolean {
  try {
    if (entry instanceof TransformStream) return entry.readable.locked || entry.writable.locked;
    return (entry instanceof ReadableStream || entry instanceof WritableStream) && entry.locked;
  } catch {
    return false;
  }
}

/** Whether `entry` is surely no platform object. A Proxy that throws is left to the runtime, as all that is not told apart here. */
function isOrdinary(entry: object): boolean {
  try {
    const prototype: object | null = Object.getPrototypeOf(entry);
    return (
      prototype === null || prototype === Object.prototype || Array.isArray(entry) || isMap(entry) || isSet(entry) || isNativeError(entry)
    );
  } catch {
    return false;
  }
}
