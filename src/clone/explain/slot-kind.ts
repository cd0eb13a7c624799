import { isArrayBuffer, isMap, isNativeError, isSet, isSharedArrayBuffer } from '../internal-slots.ts';
import * as intrinsics from '../intrinsics.ts';
import type { BuiltIn } from '../intrinsics.ts';

const SLOTS: readonly (readonly [BuiltIn, (value: never) => unknown])[] = [
  ['date', intrinsics.dateTime],
  ['regexp', intrinsics.regExpSource],
  ['number', intrinsics.UNBOX.number],
  ['string', intrinsics.UNBOX.string],
  ['boolean', intrinsics.UNBOX.boolean],
  ['bigint', intrinsics.UNBOX.bigint],
];
const TAGS = new Map<string, BuiltIn>([
  ['[object Date]', 'date'],
  ['[object RegExp]', 'regexp'],
  ['[object Number]', 'number'],
  ['[object String]', 'string'],
  ['[object Boolean]', 'boolean'],
]);

/** Which built-in an object is by what it holds, whatever its class and realm; `undefined` for every other object. */
export function slotKind(value: object): BuiltIn | undefined {
  if (isMap(value)) return 'map';
  if (isSet(value)) return 'set';
  if (isArrayBuffer(value)) return 'buffer';
  if (isSharedArrayBuffer(value)) return 'shared';
  // Built on a native error since Node 22, but cloned by the platform.
  if (value instanceof DOMException) return undefined;
  if (isNativeError(value)) return 'error';
  // A tag of its own, or of its class, hides what it holds.
  if (!(Symbol.toStringTag in value)) return TAGS.get(Object.prototype.toString.call(value));
  return SLOTS.find(([, read]) => holds(read, value))?.[0];
}

/** Whether `value` has the internal slot that `read` reads. */
function holds(read: (value: never) => unknown, value: object): boolean {
  try {
    read(value as never);
    return true;
  } catch {
    return false;
  }
}
