import type { CodecHost } from './codec-host.ts';
import {
  ALIGNMENT,
  FIRST_INTEGER,
  FIRST_STRING,
  SHORTEST_ALIGNED,
  TAG_BIGINT,
  TAG_BIGINT64,
  TAG_DOUBLE,
  TAG_FLOAT64_ARRAY,
  TAG_INT16,
  TAG_INT32,
  TAG_INT32_ARRAY,
  TAG_INT8,
  TAG_LATIN1,
  TAG_UTF16,
} from './format.ts';
import { refuse } from './refused.ts';
import type { Sink } from './sink.ts';

// Above this a call into native code is faster than a loop over `charCodeAt()` (measured: 20 to 32 characters on Node 20 to 26).
const LONGEST_LOOPED = 24;
// On a one-byte string this pattern cannot match and the engine answers without looking at the characters.
// oxlint-disable-next-line no-control-regex -- Latin-1 begins there
const BEYOND_LATIN1 = /[^\x00-\xff]/;

/** Writes the primitive values into a sink. Every method makes sure of its room first. */
export class FrameWriter {
  readonly #latin1Write: CodecHost['latin1Write'];
  readonly #ucs2Write: CodecHost['ucs2Write'];
  readonly #set: CodecHost['set'];
  #sink!: Sink;
  #bytes!: Uint8Array;
  #view!: DataView;
  #position = 0;
  #limit = 0;

  constructor(host: CodecHost) {
    this.#latin1Write = host.latin1Write;
    this.#ucs2Write = host.ucs2Write;
    this.#set = host.set;
  }

  /** Starts a frame at the position of `sink`; its first byte is for `finish()`. */
  begin(sink: Sink): void {
    sink.start = sink.position;
    this.#sink = sink;
    this.#load();
    this.byte(0);
  }

  /** Completes the frame. */
  finish(flags: number): void {
    const sink = this.#sink;
    sink.position = this.#position;
    sink.bytes[sink.start] = flags;
  }

  /** Gives the frame up. */
  abort(): void {
    this.#sink.position = this.#sink.start;
  }

  #load(): void {
    const sink = this.#sink;
    this.#bytes = sink.bytes;
    this.#view = sink.view;
    this.#position = sink.position;
    this.#limit = sink.limit;
  }

  #reserve(size: number): void {
    this.#sink.position = this.#position;
    if (!this.#sink.reserve(size)) refuse('room');
    this.#load();
  }

  byte(value: number): void {
    if (this.#limit === this.#position) this.#reserve(1);
    this.#bytes[this.#position] = value;
    this.#position += 1;
  }

  /** An unsigned integer below 2 ** 32, seven bits a byte, the low ones first. */
  varint(value: number): void {
    if (this.#limit - this.#position < 5) this.#reserve(5);
    const bytes = this.#bytes;
    let position = this.#position;
    let rest = value;
    while (rest > 0x7f) {
      bytes[position] = (rest & 0x7f) | 0x80;
      position += 1;
      rest >>>= 7;
    }
    bytes[position] = rest;
    this.#position = position + 1;
  }

  float64(value: number): void {
    if (this.#limit - this.#position < 8) this.#reserve(8);
    this.#view.setFloat64(this.#position, value, true);
    this.#position += 8;
  }

  number(value: number): void {
    if (this.#limit - this.#position < 9) this.#reserve(9);
    const bytes = this.#bytes;
    const position = this.#position;
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= 0 && value < 0x100 - FIRST_INTEGER) {
        bytes[position] = FIRST_INTEGER + value;
        this.#position = position + 1;
      } else if (value >= -0x80 && value < 0x80) {
        bytes[position] = TAG_INT8;
        bytes[position + 1] = value;
        this.#position = position + 2;
      } else if (value >= -0x8000 && value < 0x8000) {
        bytes[position] = TAG_INT16;
        bytes[position + 1] = value;
        bytes[position + 2] = value >> 8;
        this.#position = position + 3;
      } else {
        bytes[position] = TAG_INT32;
        this.#view.setInt32(position + 1, value, true);
        this.#position = position + 5;
      }
    } else {
      bytes[position] = TAG_DOUBLE;
      this.#view.setFloat64(position + 1, value, true);
      this.#position = position + 9;
    }
  }

  /** An array of numbers as one block. False, with nothing written, when it holds anything else. */
  numbers(array: readonly unknown[]): boolean {
    const length = array.length;
    let integers = true;
    for (let index = 0; index < length; index += 1) {
      const value = array[index];
      if (typeof value !== 'number') return false;
      if ((value | 0) !== value || (value === 0 && 1 / value < 0)) integers = false;
    }
    this.byte(integers ? TAG_INT32_ARRAY : TAG_FLOAT64_ARRAY);
    this.varint(length);
    const size = length * (integers ? 4 : 8);
    if (this.#limit - this.#position < size) this.#reserve(size);
    const view = this.#view;
    const start = this.#position;
    if (integers) for (let index = 0; index < length; index += 1) view.setInt32(start + 4 * index, array[index] as number, true);
    else for (let index = 0; index < length; index += 1) view.setFloat64(start + 8 * index, array[index] as number, true);
    this.#position = start + size;
    return true;
  }

  string(text: string): void {
    const length = text.length;
    if (length > LONGEST_LOOPED) {
      this.#longString(text);
      return;
    }
    if (this.#limit - this.#position < 1 + LONGEST_LOOPED) this.#reserve(1 + LONGEST_LOOPED);
    const bytes = this.#bytes;
    const first = this.#position + 1;
    let all = 0;
    let index = 0;
    // Four to a store: a fifth faster than one by one.
    for (; index + 3 < length; index += 4) {
      const a = text.charCodeAt(index);
      const b = text.charCodeAt(index + 1);
      const c = text.charCodeAt(index + 2);
      const d = text.charCodeAt(index + 3);
      this.#view.setInt32(first + index, a | (b << 8) | (c << 16) | (d << 24), true);
      all |= a | b | c | d;
    }
    for (; index < length; index += 1) {
      const unit = text.charCodeAt(index);
      bytes[first + index] = unit;
      all |= unit;
    }
    if (all > 0xff) {
      this.#utf16(text);
    } else {
      bytes[first - 1] = FIRST_STRING + length;
      this.#position = first + length;
    }
  }

  #longString(text: string): void {
    if (BEYOND_LATIN1.test(text)) {
      this.#utf16(text);
      return;
    }
    const length = text.length;
    if (length < FIRST_INTEGER - FIRST_STRING) {
      this.byte(FIRST_STRING + length);
    } else {
      this.byte(TAG_LATIN1);
      this.varint(length);
    }
    if (this.#limit - this.#position < length) this.#reserve(length);
    this.#latin1Write.call(this.#bytes, text, this.#position, length);
    this.#position += length;
  }

  #utf16(text: string): void {
    const length = text.length;
    this.byte(TAG_UTF16);
    this.varint(length);
    const size = 2 * length;
    if (this.#limit - this.#position < size) this.#reserve(size);
    if (length > LONGEST_LOOPED) this.#ucs2Write.call(this.#bytes, text, this.#position, size);
    else for (let index = 0; index < length; index += 1) this.#view.setUint16(this.#position + 2 * index, text.charCodeAt(index), true);
    this.#position += size;
  }

  bigint(value: bigint): void {
    if (BigInt.asIntN(64, value) === value) {
      if (this.#limit - this.#position < 9) this.#reserve(9);
      this.#bytes[this.#position] = TAG_BIGINT64;
      this.#view.setBigInt64(this.#position + 1, value, true);
      this.#position += 9;
      return;
    }
    // Hexadecimal is linear in both directions; shifting words out of a large BigInt is quadratic.
    this.byte(TAG_BIGINT);
    this.byte(value < 0n ? 1 : 0);
    this.string((value < 0n ? -value : value).toString(16));
  }

  /** A length and as many bytes. Long ones start at a multiple of 8 from the start of the frame: engines copy to and from shared memory word by word there, ten times faster. */
  block(source: Uint8Array): void {
    const length = source.length;
    this.varint(length);
    if (this.#limit - this.#position < length + ALIGNMENT) this.#reserve(length + ALIGNMENT);
    if (length >= SHORTEST_ALIGNED) {
      const bytes = this.#bytes;
      while ((this.#position - this.#sink.start) % ALIGNMENT !== 0) {
        bytes[this.#position] = 0;
        this.#position += 1;
      }
    }
    this.#set.call(this.#bytes, source, this.#position);
    this.#position += length;
  }
}
