// Most messages hold a handful of objects: comparing with each is cheaper than hashing up to about here (measured).
const FEW = 48;
// A table that one large message has grown is dropped, not cleared: its memory would be kept forever.
const KEPT = 4096;

/** Numbers the objects of one message in the order in which they are first met. */
export class IdentityTable {
  readonly #few: (object | undefined)[] = new Array<object | undefined>(FEW).fill(undefined);
  #count = 0;
  // Past the few, whether an object was met is one operation on a set. Its number is known from a map,
  // which is built from the set (it keeps the order) when a large message turns out to refer back at all.
  #met = new Set<object>();
  #numbers: Map<object, number> | undefined = undefined;

  /** The number of `object` if it was met before; otherwise -1, and it has one now. */
  meet(object: object): number {
    const count = this.#count;
    if (count >= FEW) return this.#meetMany(object);
    const few = this.#few;
    for (let index = 0; index < count; index += 1) if (few[index] === object) return index;
    few[count] = object;
    this.#count = count + 1;
    return -1;
  }

  #meetMany(object: object): number {
    const met = this.#met;
    if (met.size === 0) for (const early of this.#few) met.add(early!);
    met.add(object);
    if (met.size > this.#count) {
      this.#numbers?.set(object, this.#count);
      this.#count += 1;
      return -1;
    }
    if (this.#numbers === undefined) {
      const numbers = new Map<object, number>();
      for (const earlier of met) numbers.set(earlier, numbers.size);
      this.#numbers = numbers;
    }
    return this.#numbers.get(object)!;
  }

  /** Lets go of every object. */
  clear(): void {
    const used = Math.min(this.#count, FEW);
    for (let index = 0; index < used; index += 1) this.#few[index] = undefined;
    this.#count = 0;
    this.#numbers = undefined;
    if (this.#met.size > KEPT) this.#met = new Set();
    else if (this.#met.size > 0) this.#met.clear();
  }
}
