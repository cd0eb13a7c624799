import { nameOfClass } from './name-of-class.ts';
import { isClass } from './uncloneable-text.ts';

// Node's code where others throw a DataCloneError: Node 20 for what is missing in a transfer list or does not belong there.
const CODES_OF_REFUSAL = ['ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST', 'ERR_INVALID_TRANSFER_OBJECT', 'ERR_CANNOT_TRANSFER_OBJECT'];

/** Classes whose instances can only be moved. Others that are refused for want of an entry in the list (a socket) cannot be listed either. */
const ONLY_MOVED = new Set([
  'MessagePort',
  'FileHandle',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'RTCDataChannel',
  'MediaSourceHandle',
]);

/** Whether `error` says that a value cannot be cloned or moved, as opposed to what a getter threw or a stack overflow. */
export function isRefusal(error: unknown): error is Error {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === 'DataCloneError' || CODES_OF_REFUSAL.includes(code as string);
}

/**
 * Asks the runtime whether it refuses to clone `value`, and returns what it says; `undefined` when it clones it or fails for another reason.
 * No transfer list is given, so that nothing is moved and nothing that the user owns changes.
 */
export function refusalOf(value: unknown): string | undefined {
  try {
    structuredClone(value);
    return undefined;
  } catch (error) {
    return isRefusal(error) ? error.message : undefined;
  }
}

/** Why `value` is refused, for a person: `a function cannot be cloned`. */
export function reasonOf(value: unknown, refusal: string): string {
  if (typeof value === 'symbol') return 'a symbol cannot be cloned';
  if (typeof value === 'function') return `a ${isClass(value) ? 'class' : 'function'} cannot be cloned`;
  const name = nameOfClass(value as object);
  if (/detached/i.test(refusal)) {
    return name === 'ArrayBuffer'
      ? 'a detached ArrayBuffer cannot be cloned'
      : `${withArticle(name)} of a detached ArrayBuffer cannot be cloned`;
  }
  if (name !== undefined && ONLY_MOVED.has(name)) return `${withArticle(name)} must be in the transfer list`;
  // An object that looks like a plain one, an array or an error, and is refused itself: V8 names the class of a Proxy's target.
  if (/unsupported type/i.test(refusal)) return `${withArticle(name)} that is marked as uncloneable cannot be cloned`;
  if (name === 'Arguments') return 'an arguments object cannot be cloned';
  if (name === undefined || name === 'Array' || name.endsWith('Error')) return 'a Proxy cannot be cloned';
  return `${withArticle(name)} cannot be cloned`;
}

/** `a Socket`, `an Array`, `a Uint8Array`; `an object` without a name. */
export function withArticle(name: string | undefined): string {
  if (name === undefined) return 'an object';
  return `${/^[AEIO]/i.test(name) ? 'an' : 'a'} ${name}`;
}
