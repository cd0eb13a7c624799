import { isSharedArrayBuffer } from './internal-slots.ts';

const sliceOfTypedArray = Object.getPrototypeOf(Uint8Array.prototype).slice as (this: unknown) => ArrayBufferView;

/**
 * A copy by the runtime of what has no parts to look at, or an instance of a class.
 *
 * @throws what the structured clone throws for `value`
 */
export function cloneOfLeaf(value: object): object {
  // A view clones its whole buffer: for a small `Buffer` that is the pool that it was cut from.
  const partial =
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    value.byteLength < value.buffer.byteLength &&
    !isSharedArrayBuffer(value.buffer);
  return structuredClone(partial ? sliceOfTypedArray.call(value) : value);
}
