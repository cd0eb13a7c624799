import { HeddleError } from '../core/heddle-error.ts';
import { PORTABLE_HOST } from './codec-host.ts';
import type { CodecHost } from './codec-host.ts';
import * as format from './format.ts';
import { FrameReader, corrupt } from './frame-reader.ts';
import { LearnedShape } from './learned-shape.ts';
import type { ValueSource } from './learned-shape.ts';
import { setOwn } from './own-property.ts';

type ViewType = new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView;

const ERROR_TYPES = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError] as const;
const VIEW_TYPES = format.VIEW_NAMES.map((name) => (globalThis as unknown as Record<string, ViewType | undefined>)[name]);

/**
 * The reading half of the codec: the one reader of an `Encoder`, given its frames in order.
 *
 * @example
 * ```ts
 * const value = decoder.decode(ring.bytes, start, end);
 * ```
 */
export class Decoder implements ValueSource {
  readonly #in: FrameReader;
  #shapes: LearnedShape[];
  /** Of their keys, in UTF-16 units. */
  #shapeText = 0;
  /** The objects of the frame by number, when a value refers back to one. */
  #objects: (object | undefined)[] | undefined = undefined;
  #depth = 0;

  /**
   * @param host - the runtime's better ways; portable script where left out
   * @param shapes - what the decoder before this one had been taught; see {@link shapes}
   */
  constructor(host: CodecHost = PORTABLE_HOST, shapes: readonly (readonly string[])[] = []) {
    this.#in = new FrameReader(host);
    this.#shapes = shapes.map((keys) => new LearnedShape(keys));
    for (const keys of shapes) for (const key of keys) this.#shapeText += key.length;
  }

  /** The key lists of all shapes so far, for a decoder on another thread that reads on. */
  get shapes(): readonly (readonly string[])[] {
    return this.#shapes.map(({ keys }) => keys);
  }

  /**
   * Reads the frame that occupies exactly `[start, end)`. Nothing of the result lies in `source`.
   *
   * @throws {HeddleError} `HEDDLE_FRAME_CORRUPT` when the bytes are not a frame, or refer to shapes this decoder was not taught
   */
  decode(source: Uint8Array, start: number, end: number): unknown {
    const input = this.#in;
    input.open(source, start, end);
    const flags = input.byte();
    if ((flags & ~format.KNOWN_FLAGS) !== 0) corrupt(`unknown flags ${flags}`);
    if ((flags & format.FLAG_FORGET_SHAPES) !== 0) {
      this.#shapes = [];
      this.#shapeText = 0;
    }
    this.#objects = (flags & format.FLAG_REFERENCES) === 0 ? undefined : [];
    this.#depth = 0;
    try {
      const value = this.value();
      if (input.left !== 0) corrupt(`${input.left} bytes follow its value`);
      return value;
    } catch (error) {
      if (error instanceof HeddleError) throw error;
      // An engine's constructor was given a pattern, an offset or a size that it does not take.
      throw new HeddleError('HEDDLE_FRAME_CORRUPT', 'Cannot decode a frame: it describes a value that cannot be made', { cause: error });
    } finally {
      this.#objects = undefined;
    }
  }

  /** @internal Reads the next value: for generated constructors. */
  value(): unknown {
    const input = this.#in;
    const tag = input.byte();
    if (tag >= format.FIRST_INTEGER) return tag - format.FIRST_INTEGER;
    if (tag >= format.FIRST_STRING) return input.latin1(tag - format.FIRST_STRING);
    if (tag >= format.FIRST_SHAPE) return this.#shaped(tag - format.FIRST_SHAPE);
    switch (tag) {
      case format.TAG_DOUBLE:
        return input.float64();
      case format.TAG_INT16:
        return input.int16();
      case format.TAG_NULL:
        return null;
      case format.TAG_FALSE:
        return false;
      case format.TAG_TRUE:
        return true;
      case format.TAG_ARRAY:
        return this.#array();
      default:
        return this.#primitive(tag);
    }
  }

  // Apart from `value()`, to keep that small enough for the engine to inline what it calls.
  #primitive(tag: number): unknown {
    const input = this.#in;
    switch (tag) {
      case format.TAG_INT8:
        return input.int8();
      case format.TAG_INT32:
        return input.int32();
      case format.TAG_UNDEFINED:
        return undefined;
      case format.TAG_LATIN1:
        return input.latin1(input.count(1));
      case format.TAG_UTF16:
        return input.utf16(input.count(2));
      case format.TAG_BIGINT64:
        return input.bigint64();
      case format.TAG_BIGINT:
        return this.#bigint();
      case format.TAG_SHAPE:
        return this.#shaped(input.varint());
      case format.TAG_LEARN:
        return this.#learn();
      case format.TAG_REFERENCE:
        return this.#reference();
      default:
        return this.#object(tag);
    }
  }

  #object(tag: number): object {
    this.#enter();
    const object = this.#otherObject(tag);
    this.#depth -= 1;
    return object;
  }

  #otherObject(tag: number): object {
    switch (tag) {
      case format.TAG_RECORD:
        return this.#record();
      case format.TAG_INT32_ARRAY: {
        const array: unknown[] = this.#remember([]);
        this.#in.int32Into(array, this.#in.count(4));
        return array;
      }
      case format.TAG_FLOAT64_ARRAY: {
        const array: unknown[] = this.#remember([]);
        this.#in.float64Into(array, this.#in.count(8));
        return array;
      }
      case format.TAG_ODD_ARRAY:
        return this.#sparseArray();
      case format.TAG_MAP:
        return this.#map();
      case format.TAG_SET:
        return this.#set();
      case format.TAG_DATE:
        return this.#remember(new Date(this.#in.float64()));
      case format.TAG_REGEXP: {
        const source = this.#string();
        return this.#remember(new RegExp(source, this.#string()));
      }
      case format.TAG_BOXED:
        return this.#boxed();
      case format.TAG_ERROR:
        return this.#error();
      case format.TAG_BUFFER:
        return this.#remember(this.#in.block().buffer);
      case format.TAG_RESIZABLE_BUFFER:
        return this.#resizableBuffer();
      case format.TAG_VIEW:
        return this.#view();
      default:
        return corrupt(`unknown tag ${tag}`);
    }
  }

  #enter(): void {
    if (this.#depth === format.MAX_DEPTH) corrupt(`nested more than ${format.MAX_DEPTH} levels`);
    this.#depth += 1;
  }

  #remember<Kind extends object>(object: Kind): Kind {
    this.#objects?.push(object);
    return object;
  }

  #string(): string {
    const value = this.value();
    return typeof value === 'string' ? value : corrupt(`a ${typeof value} where a string belongs`);
  }

  #shaped(number: number): object {
    const shape = this.#shapes[number];
    if (shape === undefined) corrupt(`shape ${number} was never taught`);
    this.#enter();
    let object: object;
    if (this.#objects === undefined) {
      object = shape.build(this);
    } else {
      object = this.#remember({});
      shape.fill(object, this);
    }
    this.#depth -= 1;
    return object;
  }

  #learn(): object {
    const count = this.#in.byte();
    if (count > format.MAX_SHAPE_KEYS || this.#shapes.length === format.MAX_SHAPES) corrupt('it teaches more than there may be');
    const keys: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const key = this.#string();
      if (key.length > format.MAX_KEY_LENGTH) corrupt(`it teaches a key of ${key.length} characters`);
      this.#shapeText += key.length;
      keys.push(key);
    }
    if (this.#shapeText > format.MAX_SHAPE_TEXT) corrupt('it teaches more text than there may be');
    this.#shapes.push(new LearnedShape(keys));
    return this.#shaped(this.#shapes.length - 1);
  }

  #record(): object {
    const object = this.#remember({});
    const count = this.#in.count(2);
    for (let index = 0; index < count; index += 1) {
      const key = this.#string();
      setOwn(object, key, this.value());
    }
    return object;
  }

  #array(): unknown[] {
    this.#enter();
    const length = this.#in.count(1);
    // Pushing keeps the array packed; one made with its length would be holey for ever.
    const array: unknown[] = this.#remember([]);
    for (let index = 0; index < length; index += 1) array.push(this.value());
    this.#depth -= 1;
    return array;
  }

  #sparseArray(): unknown[] {
    const length = this.#in.varint();
    if (length > 0xffff_ffff) corrupt(`an array of length ${length}`);
    const count = this.#in.count(2);
    const array: unknown[] = this.#remember([]);
    setLength(array, length, this.#in.left);
    for (let index = 0; index < count; index += 1) {
      const key = this.value();
      const value = this.value();
      if (typeof key === 'string') {
        // Such a key is not an element, and may be anything else: `length` is what an array has of its own.
        if (key === 'length') corrupt('an array with a second length');
        Object.defineProperty(array, key, { value, writable: true, enumerable: true, configurable: true });
      } else if (typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < length) {
        array[key] = value;
      } else {
        corrupt('an array with a key that is neither index nor string');
      }
    }
    return array;
  }

  #map(): Map<unknown, unknown> {
    const map = this.#remember(new Map<unknown, unknown>());
    const count = this.#in.count(2);
    for (let index = 0; index < count; index += 1) {
      const key = this.value();
      map.set(key, this.value());
    }
    return map;
  }

  #set(): Set<unknown> {
    const set = this.#remember(new Set<unknown>());
    const count = this.#in.count(1);
    for (let index = 0; index < count; index += 1) set.add(this.value());
    return set;
  }

  #reference(): object {
    const number = this.#in.varint();
    return this.#objects?.[number] ?? corrupt(`object ${number} is referred to before it is there`);
  }

  #bigint(): bigint {
    const negative = this.#in.byte() === 1;
    const magnitude = BigInt(`0x${this.#string()}`);
    return negative ? -magnitude : magnitude;
  }

  #boxed(): object {
    const number = this.#hold();
    const value = this.value();
    if (value === null || value === undefined || typeof value === 'object') corrupt('a box without a primitive');
    return this.#release(number, Object(value) as object);
  }

  #error(): Error {
    const type = ERROR_TYPES[this.#in.byte()];
    if (type === undefined) corrupt('an error of unknown type');
    const has = this.#in.byte();
    const error = this.#remember((has & format.ERROR_HAS_MESSAGE) === 0 ? new type() : new type(this.#string()));
    // Assigned, not defined: some engines keep `stack` in an accessor of the error.
    (error as { stack: string | undefined }).stack = (has & format.ERROR_HAS_STACK) === 0 ? undefined : this.#string();
    if ((has & format.ERROR_HAS_CAUSE) !== 0) {
      Object.defineProperty(error, 'cause', { value: this.value(), writable: true, enumerable: false, configurable: true });
    }
    return error;
  }

  #resizableBuffer(): ArrayBuffer {
    const maximum = this.#in.varint();
    if (maximum > format.MAX_RESERVED) corrupt(`a buffer that may grow to ${maximum} bytes`);
    const bytes = this.#in.block();
    const buffer = new ArrayBuffer(bytes.length, { maxByteLength: maximum });
    new Uint8Array(buffer).set(bytes);
    return this.#remember(buffer);
  }

  #view(): ArrayBufferView {
    const type = VIEW_TYPES[this.#in.byte()];
    if (type === undefined) corrupt('a view of unknown type');
    const offset = this.#in.varint();
    const length = this.#in.varint();
    const number = this.#hold();
    const buffer = this.value();
    if (!(buffer instanceof ArrayBuffer)) corrupt('a view of something that is not a buffer');
    return this.#release(number, new type(buffer, offset, length));
  }

  /** Takes the number of an object that can only be made after what it holds. */
  #hold(): number {
    return this.#objects === undefined ? 0 : this.#objects.push(undefined) - 1;
  }

  #release<Kind extends object>(number: number, object: Kind): Kind {
    if (this.#objects !== undefined) this.#objects[number] = object;
    return object;
  }
}

/** Sets a length without reserving memory for elements that never come. */
function setLength(array: unknown[], length: number, bytes: number): void {
  if (length > bytes + 1024) {
    // An element far beyond the others makes the engine keep the array as a table.
    array[length - 1] = undefined;
    // oxlint-disable-next-line typescript/no-array-delete -- a hole is what is wanted
    delete array[length - 1];
  } else {
    array.length = length;
  }
}
