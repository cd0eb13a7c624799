import { HeddleError } from '../core/heddle-error.ts';
import type { CodecHost } from './codec-host.ts';
import { ALIGNMENT, SHORTEST_ALIGNED } from './format.ts';
import { LONGEST_UNROLLED, shortString } from './short-string.ts';

/** Says that the bytes are not a frame. */
export function corrupt(state: string): never {
  throw new HeddleError('HEDDLE_FRAME_CORRUPT', `Cannot decode a frame: ${state}`);
}

/**
 * Reads the primitive values of one frame and nothing outside it. Another thread may own the memory and write to it at any time,
 * so a length is read once, compared with what is left, and only then used.
 */
export class FrameReader {
  readonly #latin1Slice: CodecHost['latin1Slice'];
  readonly #ucs2Slice: CodecHost['ucs2Slice'];
  readonly #slice: CodecHost['slice'];
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.#bytes.buffer);
  #start = 0;
  #position = 0;
  #end = 0;

  constructor(host: CodecHost) {
    this.#latin1Slice = host.latin1Slice;
    this.#ucs2Slice = host.ucs2Slice;
    this.#slice = host.slice;
  }

  open(source: Uint8Array, start: number, end: number): void {
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end <= source.length))
      corrupt(`it is outside its memory (${start} to ${end})`);
    // A view is made once for a ring, whose memory stays.
    if (source !== this.#bytes) {
      this.#bytes = source;
      this.#view = new DataView(source.buffer, source.byteOffset, source.byteLength);
    }
    this.#start = start;
    this.#position = start;
    this.#end = end;
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#end - this.#position;
  }

  #take(size: number): number {
    const position = this.#position;
    if (size > this.#end - position) corrupt('it ends too early');
    this.#position = position + size;
    return position;
  }

  byte(): number {
    const position = this.#position;
    if (position >= this.#end) corrupt('it ends too early');
    this.#position = position + 1;
    return this.#bytes[position]!;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return corrupt('an integer has more than five bytes');
  }

  /** The number of things that follow, each at least `size` bytes long: more than could be there is refused before anything is allocated. */
  count(size: number): number {
    const count = this.varint();
    if (count * size > this.left) corrupt(`it promises ${count} values in ${this.left} bytes`);
    return count;
  }

  int8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#take(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  bigint64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  /** Appends `count` integers to `array`. */
  int32Into(array: unknown[], count: number): void {
    const view = this.#view;
    const start = this.#take(4 * count);
    for (let index = 0; index < count; index += 1) array.push(view.getInt32(start + 4 * index, true));
  }

  float64Into(array: unknown[], count: number): void {
    const view = this.#view;
    const start = this.#take(8 * count);
    for (let index = 0; index < count; index += 1) array.push(view.getFloat64(start + 8 * index, true));
  }

  latin1(length: number): string {
    const start = this.#take(length);
    if (length <= LONGEST_UNROLLED) return shortString(this.#bytes, start, length);
    return this.#latin1Slice.call(this.#bytes, start, start + length);
  }

  utf16(length: number): string {
    const start = this.#take(2 * length);
    return this.#ucs2Slice.call(this.#bytes, start, start + 2 * length);
  }

  /** A length and as many bytes, copied into memory that nobody else has. */
  block(): Uint8Array<ArrayBuffer> {
    const length = this.count(1);
    if (length >= SHORTEST_ALIGNED) {
      const beyond = (this.#position - this.#start) % ALIGNMENT;
      if (beyond !== 0) this.#take(ALIGNMENT - beyond);
    }
    const start = this.#take(length);
    // `slice()` does not clear the memory that it is about to fill; for a large block that is half of the time.
    return this.#slice.call(this.#bytes, start, start + length);
  }
}
