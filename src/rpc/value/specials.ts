import { codecHost, types } from '#platform';
import { makeDataCloneError } from '../../clone/make-data-clone-error.ts';
import { isMarkedUncloneable } from '../../clone/uncloneable.ts';
import type { CallDefaults } from '../calls/call-options.ts';
import type { Special, SpecialName } from '../line/messages.ts';
import type { PackedItem } from '../stream/streams.ts';
import type { MessageContext } from './message-context.ts';
import type { Peer } from './peer.ts';
import { takeTransferList } from './transferred.ts';

/** A kind of values that are more than a clone of them. */
export interface SpecialKind {
  readonly name: SpecialName;
  is(value: object, messageContext: MessageContext): boolean;
  /** What the other side needs to know of `value`; it is sent as a clone. */
  pack(value: object, messageContext: MessageContext): unknown;
  /** Undoes what `pack()` did: what it returned could not be sent. */
  takeBack?(data: unknown, messageContext: MessageContext): void;
  /** What stands for the value on this side. */
  unpack(data: unknown, messageContext: MessageContext): unknown;
}

/** Nesting that the runtime can still read on the other side, where the stack may be smaller: it overflows at twice that. */
const DEEPEST = 1000;

/** A container whose parts are still to be looked at, the copy that gets them, and how deep it lies. */
interface Opened {
  readonly value: object;
  readonly copy: object;
  readonly depth: number;
}

/**
 * Looks through values for special ones and puts placeholders into copies of what holds them; the program's own objects are left as they are.
 * Every getter is read once. Without recursion, so that no depth is too much.
 */
export class Packer {
  readonly specials: Special[] = [];
  readonly #kinds: readonly SpecialKind[];
  readonly #messageContext: MessageContext;
  readonly #root: string;
  /** What stands in the place of each object that was met. */
  readonly #met = new Map<object, unknown>();
  readonly #opened: Opened[] = [];

  /** @param root - what paths in errors begin with */
  constructor(kinds: readonly SpecialKind[], messageContext: MessageContext, root: string = messageContext.part) {
    this.#kinds = kinds;
    this.#messageContext = messageContext;
    this.#root = root;
  }

  /** @throws what a getter throws, or a kind that refuses its value; DataCloneError for what lies too deep */
  pack(value: unknown): unknown {
    const packed = this.#replace(value, 0);
    // Grows while it is gone through.
    for (const { value, copy, depth } of this.#opened) fillCopy(value, copy, (part) => this.#replace(part, depth));
    this.#opened.length = 0;
    return packed;
  }

  /** Nothing of it could be sent. */
  takeBack(): void {
    for (const [, name, data] of this.specials) this.#kinds.find((kind) => kind.name === name)?.takeBack?.(data, this.#messageContext);
  }

  #replace(value: unknown, depth: number): unknown {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
    const known = this.#met.get(value);
    if (known !== undefined) return known;
    const replacement = this.#replacementOf(value, depth);
    this.#met.set(value, replacement);
    return replacement;
  }

  #replacementOf(value: object, depth: number): object {
    const { transfer } = this.#messageContext;
    for (const item of takeTransferList(value)) if (!transfer.includes(item)) transfer.push(item);
    if (transfer.includes(value)) return value;
    const kind = this.#kinds.find((one) => one.is(value, this.#messageContext));
    if (kind) {
      const placeholder = {};
      this.specials.push([placeholder, kind.name, kind.pack(value, this.#messageContext)]);
      return placeholder;
    }
    const copy = emptyCopyOf(value);
    if (!copy) return value;
    if (depth === DEEPEST) throw makeDataCloneError(this.#root, `what is nested more than ${DEEPEST} levels deep cannot be cloned`);
    this.#opened.push({ value, copy, depth: depth + 1 });
    return copy;
  }
}

/** Puts what the placeholders stand for in their places, in values that are ours. */
export class Unpacker {
  readonly #values: ReadonlyMap<object, unknown>;
  readonly #met = new Set<object>();
  readonly #opened: object[] = [];

  constructor(kinds: readonly SpecialKind[], specials: readonly Special[], messageContext: MessageContext) {
    const byName = new Map(kinds.map((kind) => [kind.name, kind]));
    this.#values = new Map(specials.map(([placeholder, name, data]) => [placeholder, byName.get(name)!.unpack(data, messageContext)]));
  }

  unpack(value: unknown): unknown {
    const unpacked = this.#replace(value);
    for (const container of this.#opened) fillIn(container, (part) => this.#replace(part));
    this.#opened.length = 0;
    return unpacked;
  }

  readonly #replace = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (this.#values.has(value)) return this.#values.get(value);
    if (this.#met.has(value)) return value;
    this.#met.add(value);
    this.#opened.push(value);
    return value;
  };
}

/** Undefined for what cannot hold special values, or is the runtime's to clone or refuse. */
function emptyCopyOf(value: object): object | undefined {
  if (types.isProxy(value) || isMarkedUncloneable(value)) return undefined;
  if (Array.isArray(value)) return isFlat(value) ? undefined : new Array(value.length);
  if (types.isMap(value)) return new Map();
  if (types.isSet(value)) return new Set();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  // Only the runtime knows what it does with `arguments` and module namespaces.
  return types.isArgumentsObject(value) || types.isModuleNamespaceObject(value) ? undefined : {};
}

/** Whether an array holds nothing that may be special. */
function isFlat(array: readonly unknown[]): boolean {
  for (let index = 0; index < array.length; index += 1) {
    const value = array[index];
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') return false;
  }
  return codecHost.hasOnlyElements(array);
}

function fillCopy(value: object, copy: object, replace: (part: unknown) => unknown): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1)
      if (Object.hasOwn(value, index)) (copy as unknown[])[index] = replace(value[index]);
    if (codecHost.hasOnlyElements(value)) return;
    for (const key of Object.keys(value)) if (!Object.hasOwn(copy, key)) define(copy, key, replace(value[key as never]));
  } else if (copy instanceof Map) for (const [key, part] of mapEntries.call(value as never)) copy.set(replace(key), replace(part));
  else if (copy instanceof Set) for (const part of setValues.call(value as never)) copy.add(replace(part));
  else for (const key of Object.keys(value)) define(copy, key, replace(value[key as never]));
}

// Not those of a subclass: the structured clone does not ask them either.
const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;

function fillIn(value: object, replace: (part: unknown) => unknown): void {
  if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    value.clear();
    for (const [key, part] of entries) value.set(replace(key), replace(part));
  } else if (value instanceof Set) {
    const parts = [...(value as Set<unknown>)];
    value.clear();
    for (const part of parts) value.add(replace(part));
  } else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) {
    for (const key of Object.keys(value)) {
      const part: unknown = value[key as never];
      const replaced = replace(part);
      if (replaced !== part) define(value, key, replaced);
    }
  }
}

/** Not by assignment: a key may be `__proto__`. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Packs an item of a stream. @throws what a getter throws, and DataCloneError for what cannot be sent */
export function packItem(connection: Peer, kinds: readonly SpecialKind[], value: unknown, task: string): PackedItem {
  const messageContext: MessageContext = { connection, way: 'out', part: 'result', task, transfer: [], untilAnswered: () => {} };
  const packer = new Packer(kinds, messageContext, 'item');
  const takeBack = (): void => packer.takeBack();
  try {
    const packed = packer.pack(value);
    return {
      value: packed,
      specials: packer.specials.length > 0 ? packer.specials : undefined,
      transfer: messageContext.transfer,
      takeBack,
    };
  } catch (error) {
    takeBack();
    throw error;
  }
}

export function unpackItem(
  connection: Peer,
  kinds: readonly SpecialKind[],
  value: unknown,
  specials: readonly Special[],
  task: string,
  defaults: CallDefaults | undefined,
): unknown {
  const messageContext: MessageContext = { connection, way: 'in', part: 'result', task, defaults, transfer: [], untilAnswered: () => {} };
  return new Unpacker(kinds, specials, messageContext).unpack(value);
}
