import { PORTABLE_HOST } from './codec-host.ts';
import type { CodecHost } from './codec-host.ts';
import { readError } from './error-parts.ts';
import * as format from './format.ts';
import { FrameWriter } from './frame-writer.ts';
import { IdentityTable } from './identity-table.ts';
import * as intrinsics from './intrinsics.ts';
import { isListedDense, LONGEST_LISTED } from './listed-dense.ts';
import { requireCopyable } from './require-copyable.ts';
import { isSetApart } from './set-apart.ts';
import { Refused, refuse } from './refused.ts';
import type { Refusal } from './refused.ts';
import { DICTIONARY, SUSPECT, ShapeTree } from './shape-tree.ts';
import type { ShapeNode } from './shape-tree.ts';
import type { Sink } from './sink.ts';

// Shorter arrays of numbers gain nothing from being written as a block.
const SHORTEST_NUMBERS = 4;
/** A key with more UTF-16 units is left to the runtime. */
const LONGEST_KEY = 4096;
const ORDINARY = Object.prototype;
const EMPTY = {};
const { getPrototypeOf, getOwnPropertyDescriptor, keys: keysOf } = Object;
const isArray: (value: unknown) => value is unknown[] = Array.isArray;

/**
 * The writing half of the codec. One per direction of a port: what it teaches its reader (the shapes of objects) is
 * remembered, so every frame must reach the one decoder of the other side, in order.
 *
 * @example
 * ```ts
 * const sink = new GrowableSink();
 * if (encoder.encode({ type: 'job', id: 1 }, sink)) {
 *   const value = decoder.decode(sink.bytes, sink.start, sink.position);
 * }
 * ```
 */
export class Encoder {
  /** Why the last `encode()` returned false. */
  refusal: Refusal | undefined = undefined;

  readonly #isProxy: CodecHost['isProxy'];
  readonly #hasOnlyElements: CodecHost['hasOnlyElements'];
  readonly #out: FrameWriter;
  readonly #shapes: ShapeTree;
  readonly #seen = new IdentityTable();
  #depth = 0;
  #flags = 0;
  #entries = 0;
  #busy = false;
  #isList = false;

  /**
   * @param host - the runtime's better ways; portable script where left out
   * @param takesOver - whether another encoder wrote to the same decoder before
   */
  constructor(host: CodecHost = PORTABLE_HOST, takesOver = false) {
    this.#shapes = new ShapeTree(takesOver);
    this.#isProxy = host.isProxy;
    this.#hasOnlyElements = host.hasOnlyElements;
    this.#out = new FrameWriter(host);
  }

  /**
   * Writes `value` as one frame from the position of `sink` on.
   *
   * @returns true when `[sink.start, sink.position)` is the frame. False when the message is the runtime's to send, or to refuse
   *   with its `DataCloneError`: then nothing was written, nothing was taught, and no getter was read; `refusal` says why.
   * @throws what `Error.prepareStackTrace` throws, in the same state
   */
  encode(value: unknown, sink: Sink): boolean {
    return this.#encode(value, sink, false);
  }

  /**
   * The same for a list that the caller has made: an ordinary array without holes or other properties, and nobody else's, so that nothing
   * about it needs to be looked up. Decodes to an array. Errors are refused, because whoever sends such lists sends errors whole.
   */
  encodeList(list: readonly unknown[], sink: Sink): boolean {
    return this.#encode(list, sink, true);
  }

  #encode(value: unknown, sink: Sink, isList: boolean): boolean {
    if (this.#busy) return this.#refused('busy');
    if (isPolluted()) return this.#refused('polluted');
    this.#isList = isList;
    // Here as well as below: at the end of the stack the clean-up of an earlier call may have failed too.
    this.#seen.clear();
    this.#flags = this.#shapes.begin() ? format.FLAG_FORGET_SHAPES : 0;
    this.#depth = 0;
    // Last: what is called above may find the stack at its end, and nothing would set this back.
    this.#busy = true;
    try {
      this.#out.begin(sink);
      if (isList) {
        this.#seen.meet(value as object);
        this.#elements(value as readonly unknown[]);
      } else this.#value(value);
      this.#out.finish(this.#flags);
      this.#shapes.commit();
      return true;
    } catch (error) {
      this.#out.abort();
      if (error instanceof Refused) return this.#refused(error.reason);
      throw error;
    } finally {
      this.#busy = false;
      this.#seen.clear();
    }
  }

  #refused(reason: Refusal): false {
    this.refusal = reason;
    return false;
  }

  #value(value: unknown): void {
    // Not a `switch`, for which the engine makes the name of the type first.
    if (typeof value === 'string') this.#out.string(value);
    else if (typeof value === 'number') this.#out.number(value);
    else if (value === null) this.#out.byte(format.TAG_NULL);
    else if (typeof value === 'object') this.#object(value);
    else if (typeof value === 'boolean') this.#out.byte(value ? format.TAG_TRUE : format.TAG_FALSE);
    else if (value === undefined) this.#out.byte(format.TAG_UNDEFINED);
    else if (typeof value === 'bigint') this.#out.bigint(value);
    else refuse('uncloneable');
  }

  #object(value: object): void {
    const known = this.#seen.meet(value);
    if (known >= 0) {
      this.#flags |= format.FLAG_REFERENCES;
      this.#out.byte(format.TAG_REFERENCE);
      this.#out.varint(known);
      return;
    }
    // First of all: even asking a proxy for its prototype runs code of the user.
    if (this.#isProxy(value)) refuse('proxy');
    if (this.#depth === format.MAX_DEPTH) refuse('deep');
    if (isSetApart(value)) refuse('foreign');
    this.#depth += 1;
    const prototype: unknown = getPrototypeOf(value);
    if (isArray(value)) {
      if (prototype !== Array.prototype) refuse('foreign');
      this.#array(value);
    } else if (prototype === ORDINARY) {
      this.#plain(value as Record<string, unknown>);
    } else if (ArrayBuffer.isView(value)) {
      this.#view(value);
    } else if (prototype === null) {
      // A module namespace has no prototype either, and is not clonable.
      if (Symbol.toStringTag in value) refuse('foreign');
      this.#plain(value as Record<string, unknown>);
    } else {
      this.#builtIn(value, prototype);
    }
    this.#depth -= 1;
  }

  #plain(value: Record<string, unknown>): void {
    const shapes = this.#shapes;
    let node = shapes.root;
    // Two passes, because the shape comes before the values. `for in` walks the engine's own list of keys, and `value[key]`
    // inside it is a load by index: the fastest generic way to read an object.
    for (const key in value) {
      node = node.lastKey === key ? node.lastNode : shapes.follow(node, key);
      if (node.shape === DICTIONARY) break;
    }
    const shape = node.shape;
    // An `arguments` object looks like a plain one, but not cloneable; and calls make a stream of what `for await` is for. The keys of either are
    // not those of a common shape.
    if (shape < 0 || node.depth === 0) {
      if (Symbol.iterator in value || Symbol.asyncIterator in value) refuse('foreign');
    }
    if (shape >= 0) {
      shapes.reused += 1;
      this.#shape(shape);
    } else if (!this.#teach(value, node)) return;
    let left = node.depth;
    for (const key in value) {
      this.#value(value[key]);
      left -= 1;
    }
    // Only a getter, on a key list that never had one, can have changed the object meanwhile.
    if (left !== 0) refuse('accessor');
  }

  #shape(shape: number): void {
    if (shape < format.FIRST_STRING - format.FIRST_SHAPE) {
      this.#out.byte(format.FIRST_SHAPE + shape);
    } else {
      this.#out.byte(format.TAG_SHAPE);
      this.#out.varint(shape);
    }
  }

  /** Writes the definition of a new shape. False when the object was written whole, with its keys. */
  #teach(value: Record<string, unknown>, node: ShapeNode): boolean {
    const keys = keysOf(value);
    for (const key of keys) {
      // The engine reads such a key in one piece, and a string of it is made twice here.
      if (key.length > LONGEST_KEY) refuse('memory');
      if ('value' in getOwnPropertyDescriptor(value, key)!) continue;
      if (node.shape !== DICTIONARY) node.shape = SUSPECT;
      refuse('accessor');
    }
    const out = this.#out;
    if (node.shape === DICTIONARY || node.shape === SUSPECT || !this.#shapes.learn(node)) {
      out.byte(format.TAG_RECORD);
      out.varint(keys.length);
      for (const key of keys) {
        out.string(key);
        this.#value(value[key]);
      }
      return false;
    }
    out.byte(format.TAG_LEARN);
    out.byte(keys.length);
    for (const key of keys) out.string(key);
    return true;
  }

  #array(value: unknown[]): void {
    const length = value.length;
    if (length > LONGEST_LISTED ? !this.#isDense(value) : !isListedDense(value)) {
      this.#sparseArray(value);
      return;
    }
    const first = value[0];
    if (typeof first === 'number' && length >= SHORTEST_NUMBERS && this.#out.numbers(value)) return;
    this.#elements(value);
  }

  #elements(list: readonly unknown[]): void {
    const length = list.length;
    this.#out.byte(format.TAG_ARRAY);
    this.#out.varint(length);
    for (let index = 0; index < length; index += 1) this.#value(list[index]);
  }

  #isDense(value: unknown[]): boolean {
    if (!this.#hasOnlyElements(value) && !isListedDense(value)) return false;
    for (let index = 0; index < value.length; index += 1) if (value[index] === undefined && !Object.hasOwn(value, index)) return false;
    return true;
  }

  /** An array with holes or with properties that are not elements: its length, then keys and values. */
  #sparseArray(value: unknown[]): void {
    const keys = keysOf(value);
    const out = this.#out;
    out.byte(format.TAG_ODD_ARRAY);
    out.varint(value.length);
    out.varint(keys.length);
    for (const key of keys) {
      if (!('value' in getOwnPropertyDescriptor(value, key)!)) refuse('accessor');
      const index = Number(key) >>> 0;
      if (String(index) === key && index < value.length) out.number(index);
      else out.string(key);
      this.#value((value as unknown as Record<string, unknown>)[key]);
    }
  }

  #view(view: ArrayBufferView): void {
    const name = intrinsics.typedArrayName(view) ?? 'DataView';
    const type = (format.VIEW_NAMES as readonly string[]).indexOf(name);
    if (type < 0) refuse('foreign');
    const out = this.#out;
    out.byte(format.TAG_VIEW);
    out.byte(type);
    const buffer = type === 0 ? intrinsics.dataViewBuffer(view) : intrinsics.typedArrayBuffer(view);
    requireCopyable(buffer, true);
    out.varint(type === 0 ? intrinsics.dataViewOffset(view) : intrinsics.typedArrayOffset(view));
    out.varint(type === 0 ? intrinsics.dataViewLength(view) : intrinsics.typedArrayLength(view));
    this.#value(buffer);
  }

  #buffer(buffer: ArrayBuffer): void {
    requireCopyable(buffer, false);
    const out = this.#out;
    const bytes = new Uint8Array(buffer);
    if (intrinsics.bufferResizable(buffer)) {
      const maximum = intrinsics.bufferMaximum(buffer);
      if (maximum > format.MAX_RESERVED) refuse('memory');
      out.byte(format.TAG_RESIZABLE_BUFFER);
      out.varint(maximum);
    } else {
      out.byte(format.TAG_BUFFER);
    }
    out.block(bytes);
  }

  #builtIn(value: object, prototype: unknown): void {
    const kind = intrinsics.BUILT_INS.get(prototype);
    if (kind === undefined) refuse('foreign');
    const out = this.#out;
    switch (kind) {
      case 'map':
        this.#map(value as Map<unknown, unknown>);
        return;
      case 'set':
        this.#set(value as Set<unknown>);
        return;
      case 'date': {
        const time = slot(intrinsics.dateTime, value as Date);
        out.byte(format.TAG_DATE);
        out.float64(time);
        return;
      }
      case 'regexp': {
        // The prototype's own `source` answers too, but only for the prototype itself, which is not here.
        const source = slot(intrinsics.regExpSource, value as RegExp);
        out.byte(format.TAG_REGEXP);
        out.string(source);
        out.string(intrinsics.regExpFlags(value as RegExp));
        return;
      }
      case 'error':
        if (this.#isList) refuse('foreign');
        this.#error(value as Error);
        return;
      case 'buffer':
        this.#buffer(value as ArrayBuffer);
        return;
      case 'shared':
        refuse('memory');
      default:
        out.byte(format.TAG_BOXED);
        this.#value(slot(intrinsics.UNBOX[kind], value));
    }
  }

  #map(map: Map<unknown, unknown>): void {
    const size = slot(intrinsics.mapSize, map);
    this.#out.byte(format.TAG_MAP);
    this.#out.varint(size);
    const outer = this.#entries;
    this.#entries = 0;
    intrinsics.mapForEach.call(map, Encoder.#mapEntry, this);
    // As in `#plain()`: only code of the user can have changed the map meanwhile.
    if (this.#entries !== size) refuse('accessor');
    this.#entries = outer;
  }

  static #mapEntry(this: Encoder, value: unknown, key: unknown): void {
    this.#entries += 1;
    this.#value(key);
    this.#value(value);
  }

  #set(set: Set<unknown>): void {
    const size = slot(intrinsics.setSize, set);
    this.#out.byte(format.TAG_SET);
    this.#out.varint(size);
    const outer = this.#entries;
    this.#entries = 0;
    intrinsics.setForEach.call(set, Encoder.#setEntry, this);
    if (this.#entries !== size) refuse('accessor');
    this.#entries = outer;
  }

  static #setEntry(this: Encoder, value: unknown): void {
    this.#entries += 1;
    this.#value(value);
  }

  #error(error: Error): void {
    const parts = readError(error);
    const out = this.#out;
    out.byte(format.TAG_ERROR);
    out.byte(parts.type);
    out.byte(
      (parts.message === undefined ? 0 : format.ERROR_HAS_MESSAGE) |
        (parts.stack === undefined ? 0 : format.ERROR_HAS_STACK) |
        (parts.hasCause ? format.ERROR_HAS_CAUSE : 0),
    );
    if (parts.message !== undefined) out.string(parts.message);
    if (parts.stack !== undefined) out.string(parts.stack);
    if (parts.hasCause) this.#value(parts.cause);
  }
}

function isPolluted(): boolean {
  for (const _ in EMPTY) return true;
  return false;
}

/** Reads an internal slot; without one the object only has the prototype of the real thing. */
function slot<Receiver, Result>(read: (receiver: Receiver) => Result, value: Receiver): Result {
  try {
    return read(value);
  } catch {
    return refuse('foreign');
  }
}
