import type { CloneStep } from './clone-path.ts';
import { isArrayBuffer, isDetached, isMap, isNativeError, isSet, isSharedArrayBuffer } from './internal-slots.ts';

/** The parts of an object that the structured clone goes on to, in its order. */
export interface CloneParts {
  readonly count: number;
  /** The step to a part, and its value; reading it may run a getter of the user's, once. */
  step(index: number): CloneStep;
  read(index: number): unknown;
}

/**
 * The parts of an object that the structured clone would look into, as V8's `ValueSerializer` does. An object without parts is a leaf:
 * the runtime alone knows whether it can be cloned.
 *
 * @throws when `value` is a Proxy whose traps throw (a revoked one, for example)
 */
export function partsOf(value: object): CloneParts | undefined {
  if (isMap(value)) return partsOfMap(value);
  if (isSet(value)) return partsOfSet(value);
  if (ArrayBuffer.isView(value) || isArrayBuffer(value) || isSharedArrayBuffer(value)) return undefined;
  if (isNativeError(value) && !isDOMException(value)) return partsOfError(value);
  return partsOfObject(value);
}

/** Whether `value` is a buffer or a view whose bytes are there: cloneable for certain, and too large to try. */
export function isLiveBuffer(value: object): boolean {
  if (isArrayBuffer(value)) return !isDetached(value);
  if (!ArrayBuffer.isView(value)) return false;
  try {
    // 0 too for a view that lies outside of its shrunk or detached buffer; a `DataView` throws there.
    return value.byteLength > 0;
  } catch {
    return false;
  }
}

function partsOfMap(map: Map<unknown, unknown>): CloneParts {
  const entries: unknown[] = [];
  Map.prototype.forEach.call(map, (value, key) => void entries.push(key, value));
  return {
    count: entries.length,
    step: (at) => {
      const index = at >> 1;
      return at % 2 === 0 ? { kind: 'map-key', index } : { kind: 'map-value', index, key: entries[at - 1] };
    },
    read: (at) => entries[at],
  };
}

function partsOfSet(set: Set<unknown>): CloneParts {
  const values: unknown[] = [];
  Set.prototype.forEach.call(set, (value) => void values.push(value));
  return { count: values.length, step: (index) => ({ kind: 'set-value', index }), read: (index) => values[index] };
}

// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal, step 17
// Deviation: V8 also clones an own `cause`, and of all properties only it can refuse; like V8 this does not look at a getter.
function partsOfError(error: object): CloneParts | undefined {
  const cause = Object.getOwnPropertyDescriptor(error, 'cause');
  if (!cause || !('value' in cause)) return undefined;
  return { count: 1, step: () => ({ kind: 'cause' }), read: () => cause.value };
}

function partsOfObject(value: object): CloneParts | undefined {
  const keys = Object.keys(value);
  if (keys.length === 0) return undefined;
  const isArray = Array.isArray(value);
  return {
    count: keys.length,
    step: (at) => {
      const key = keys[at]!;
      // Array indices come first among the keys, so that a key is one when the number of it spells the same.
      return isArray && String(Number(key) >>> 0) === key ? { kind: 'index', index: Number(key) } : { kind: 'property', key };
    },
    read: (at) => (value as Record<string, unknown>)[keys[at]!],
  };
}

// Built on a native error since Node 22, but cloned by the platform, which does not look at its cause.
function isDOMException(value: object): boolean {
  return value instanceof DOMException;
}
