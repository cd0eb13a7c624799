import { isMap, isSet } from '../internal-slots.ts';
import * as intrinsics from '../intrinsics.ts';

const MOST_OBJECTS = 1000;
const MOST_BYTES = 2 ** 20;

/**
 * Whether cloning `value` certainly runs no code of the user and is cheap, so that one may ask the runtime by doing it: no getters, no
 * proxies, no errors of classes (whose `name` may be a getter), no more than 1,000 objects and 1 MiB of buffers.
 */
export function runsNoCode(value: object, isProxy: (value: object) => boolean): boolean {
  const seen = new Set<object>([value]);
  let bytes = 0;
  const add = (part: unknown): void => {
    if (typeof part === 'object' && part !== null) seen.add(part);
  };
  for (const object of seen) {
    if (seen.size > MOST_OBJECTS || isProxy(object)) return false;
    if (ArrayBuffer.isView(object)) {
      bytes += object.buffer.byteLength;
      if (bytes > MOST_BYTES) return false;
      continue;
    }
    if (isMap(object)) Map.prototype.forEach.call(object, (part, key) => (add(part), add(key)));
    else if (isSet(object)) Set.prototype.forEach.call(object, add);
    else if (object instanceof Error && intrinsics.BUILT_INS.get(Object.getPrototypeOf(object)) !== 'error') return false;
    for (const key of Object.keys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (property && !('value' in property)) return false;
      add(property?.value);
    }
    add(Object.getOwnPropertyDescriptor(object, 'cause')?.value);
  }
  return true;
}
