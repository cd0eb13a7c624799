/**
 * What the codec asks of its runtime. Everything has a portable default; a runtime gives what it does better.
 *
 * The functions for strings and blocks have the signatures of Node's `Buffer.prototype` and `Uint8Array.prototype` methods of the same names and are called with the bytes as `this`.
 */
export interface CodecHost {
  /** Whether `value` is a `Proxy`: structured clone refuses those, and no script can tell. */
  isProxy(value: object): boolean;
  /** Whether an array certainly has no enumerable own property but its elements; false when in doubt. Asked only for long arrays, where listing the keys costs more. */
  hasOnlyElements(array: readonly unknown[]): boolean;
  latin1Write(this: Uint8Array, text: string, offset: number, length: number): unknown;
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  /** Little-endian; `length` in bytes. */
  ucs2Write(this: Uint8Array, text: string, offset: number, length: number): unknown;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
  /** Copies the whole of `source`. */
  set(this: Uint8Array, source: Uint8Array, offset: number): void;
  /** A copy in memory that nobody else has. */
  slice(this: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer>;
}

const CHUNK = 4096;

function latin1Write(this: Uint8Array, text: string, offset: number, length: number): void {
  for (let index = 0; index < length; index += 1) this[offset + index] = text.charCodeAt(index);
}

function latin1Slice(this: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let from = start; from < end; from += CHUNK) {
    text += String.fromCharCode.apply(null, this.subarray(from, Math.min(from + CHUNK, end)) as unknown as number[]);
  }
  return text;
}

function ucs2Write(this: Uint8Array, text: string, offset: number, length: number): void {
  for (let index = 0; index < length >>> 1; index += 1) {
    const unit = text.charCodeAt(index);
    this[offset + 2 * index] = unit;
    this[offset + 2 * index + 1] = unit >>> 8;
  }
}

function ucs2Slice(this: Uint8Array, start: number, end: number): string {
  let text = '';
  const units = new Uint16Array(Math.min(CHUNK, (end - start) >>> 1));
  for (let from = start; from < end; from += 2 * CHUNK) {
    const count = Math.min(CHUNK, (end - from) >>> 1);
    for (let index = 0; index < count; index += 1) units[index] = this[from + 2 * index]! | (this[from + 2 * index + 1]! << 8);
    text += String.fromCharCode.apply(null, units.subarray(0, count) as unknown as number[]);
  }
  return text;
}

/** The codec in plain script. It takes a proxy for its target: give a runtime's own `isProxy` where there is one. */
export const PORTABLE_HOST: CodecHost = {
  isProxy: () => false,
  hasOnlyElements: () => false,
  latin1Write,
  latin1Slice,
  ucs2Write,
  ucs2Slice,
  set: Uint8Array.prototype.set,
  // Not a method of the source: that may be a Buffer, whose own `slice()` shares memory.
  slice: Uint8Array.prototype.slice,
};
