import type { Crossing } from './crossing.ts';
import type { Special, SpecialName } from './messages.ts';

/** A kind of values that are more than a clone of them. */
export interface SpecialKind {
  readonly name: SpecialName;
  is(value: object): boolean;
  /** What the other side needs to know of `value`; it is sent as a clone. */
  pack(value: object, crossing: Crossing): unknown;
  /** Undoes what `pack()` did: what it returned could not be sent. */
  takeBack?(data: unknown, crossing: Crossing): void;
  /** What stands for the value on this side. */
  unpack(data: unknown, crossing: Crossing): unknown;
}

/** Looks through values for special ones. Copies what holds one, and nothing else; the program's own objects are left as they are. */
export class Packer {
  readonly specials: Special[] = [];
  readonly #kinds: readonly SpecialKind[];
  readonly #crossing: Crossing;
  /** What stands in the place of each object that was met; itself when it holds nothing special. */
  readonly #met = new Map<object, unknown>();

  constructor(kinds: readonly SpecialKind[], crossing: Crossing) {
    this.#kinds = kinds;
    this.#crossing = crossing;
  }

  pack(value: unknown): unknown {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
    if (this.#met.has(value)) return this.#met.get(value);
    const kind = this.#kinds.find((one) => one.is(value));
    if (!kind) return this.#container(value);
    const placeholder = {};
    this.#met.set(value, placeholder);
    this.specials.push([placeholder, kind.name, kind.pack(value, this.#crossing)]);
    return placeholder;
  }

  /** Nothing of it could be sent. */
  takeBack(): void {
    for (const [, name, data] of this.specials) this.#kinds.find((kind) => kind.name === name)?.takeBack?.(data, this.#crossing);
  }

  #container(value: object): unknown {
    this.#met.set(value, value);
    const before = this.specials.length;
    const copy = copyOf(value, (part) => this.pack(part));
    // An object that refers to itself and holds something special would need a copy that refers to itself.
    if (!copy || this.specials.length === before) return value;
    this.#met.set(value, copy);
    return copy;
  }
}

/** Puts what the placeholders stand for in their places, in values that are ours. */
export class Unpacker {
  readonly #values: ReadonlyMap<object, unknown>;
  readonly #met = new Set<object>();

  constructor(kinds: readonly SpecialKind[], specials: readonly Special[], crossing: Crossing) {
    const byName = new Map(kinds.map((kind) => [kind.name, kind]));
    this.#values = new Map(specials.map(([placeholder, name, data]) => [placeholder, byName.get(name)!.unpack(data, crossing)]));
  }

  unpack(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (this.#values.has(value)) return this.#values.get(value);
    if (this.#met.has(value)) return value;
    this.#met.add(value);
    fillIn(value, (part) => this.unpack(part));
    return value;
  }
}

/** A copy of a container with its parts replaced; undefined when it is none that can hold special values. */
function copyOf(value: object, replace: (part: unknown) => unknown): object | undefined {
  if (Array.isArray(value)) return value.map(replace);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Map.prototype)
    return new Map([...(value as Map<unknown, unknown>)].map(([key, part]) => [replace(key), replace(part)]));
  if (prototype === Set.prototype) return new Set([...(value as Set<unknown>)].map(replace));
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const copy = Object.create(prototype) as object;
  for (const [key, part] of Object.entries(value))
    Object.defineProperty(copy, key, { value: replace(part), writable: true, enumerable: true, configurable: true });
  return copy;
}

function fillIn(value: object, replace: (part: unknown) => unknown): void {
  if (Array.isArray(value)) for (const key of Object.keys(value)) value[key as never] = replace(value[key as never]) as never;
  else if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    value.clear();
    for (const [key, part] of entries) value.set(replace(key), replace(part));
  } else if (value instanceof Set) {
    const parts = [...(value as Set<unknown>)];
    value.clear();
    for (const part of parts) value.add(replace(part));
  } else if (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null) {
    for (const [key, part] of Object.entries(value)) {
      const replaced = replace(part);
      if (replaced !== part) Object.defineProperty(value, key, { value: replaced, writable: true, enumerable: true, configurable: true });
    }
  }
}
