import { Buffer, fs, getCrypto, inspect, process } from '../node-modules.ts';
import type { CodecHost, ValueTypes } from '../platform.ts';

export { trySharedMemory } from '../shared-memory.ts';

export const types: ValueTypes = process.getBuiltinModule('node:util').types;

const JUST_LENGTH = { depth: 0, maxArrayLength: 0, customInspect: false, colors: false, compact: 3, breakLength: 80 } as const;

const { set: setBytes, slice: sliceBytes } = Uint8Array.prototype;
const fillBytes: (this: Uint8Array, value: Uint8Array, offset: number, end: number) => unknown = Buffer.prototype.fill;
/** From here on `fill()` copies faster: it is the one public function that copies from and to shared memory by `memcpy`. */
const SHORTEST_FILLED = 4096;

/**
 * What the codec asks of the runtime: `CodecHost` of src/clone. `hasOnlyElements()` makes use of the one public function that reads an
 * array's other properties without listing its elements: its answer for an array without any is known in full.
 */
export const codecHost: CodecHost = {
  isProxy: types.isProxy,
  hasOnlyElements(array: readonly unknown[]): boolean {
    return inspect(array, JUST_LENGTH) === `[ ... ${array.length} more item${array.length > 1 ? 's' : ''} ]`;
  },
  latin1Write: Buffer.prototype.latin1Write,
  latin1Slice: Buffer.prototype.latin1Slice,
  ucs2Write: Buffer.prototype.ucs2Write,
  ucs2Slice: Buffer.prototype.ucs2Slice,
  set(source: Uint8Array, offset: number): void {
    if (source.length < SHORTEST_FILLED) setBytes.call(this, source, offset);
    else fillBytes.call(this, source, offset, offset + source.length);
  },
  slice(start: number, end: number): Uint8Array<ArrayBuffer> {
    if (end - start < SHORTEST_FILLED) return sliceBytes.call(this, start, end);
    // All of it is written: it need not be cleared.
    const copy = Buffer.allocUnsafeSlow(end - start);
    fillBytes.call(copy, this.subarray(start, end), 0, end - start);
    return copy;
  },
};

export function sharedText(
  memory: SharedArrayBuffer,
  at: number,
  length: number,
): { write(text: string): number; read(length: number): string } {
  const buffer = Buffer.from(memory, at, length);
  return { write: (text) => buffer.write(text, 'utf8'), read: (used) => buffer.toString('utf8', 0, used) };
}
export function packed(value: unknown): Uint8Array | undefined {
  try {
    return process.getBuiltinModule('node:v8').serialize(value);
  } catch {
    return undefined;
  }
}
export function unpacked(bytes: Uint8Array): unknown {
  return process.getBuiltinModule('node:v8').deserialize(bytes);
}

/** The source is the system's own, where there is one: it takes a thread 5 to 30 ms to load `node:crypto`. */
export function randomText(): string {
  const bytes = Buffer.alloc(12);
  try {
    const file = fs.openSync('/dev/urandom', 'r');
    try {
      if (fs.readSync(file, bytes, 0, bytes.length, null) === bytes.length) return bytes.toString('base64url');
    } finally {
      fs.closeSync(file);
    }
  } catch {
    // Another system, or one without permission to read files.
  }
  return getCrypto().randomBytes(bytes.length).toString('base64url');
}

/** Small buffers of Node lie in memory that they share. */
export function ownsBuffer(view: ArrayBufferView): boolean {
  return !(view instanceof Buffer) || view.byteLength === view.buffer.byteLength;
}
