// Most messages hold a handful of objects: comparing with each is cheaper than hashing until about here (measured).
const FEW = 16;
// A map that one large message has grown is dropped, not cleared: its table would be kept forever.
const KEPT = 4096;

/** Numbers the objects of one message in the order in which they are first met. */
export class IdentityTable {
  readonly #few: (object | undefined)[] = new Array<object | undefined>(FEW).fill(undefined);
  #many: Map<object, number> | undefined;
  #count = 0;

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
    const many = (this.#many ??= new Map());
    if (many.size === 0) for (let index = 0; index < FEW; index += 1) many.set(this.#few[index]!, index);
    const known = many.get(object);
    if (known !== undefined) return known;
    many.set(object, this.#count);
    this.#count += 1;
    return -1;
  }

  /** Lets go of every object. */
  clear(): void {
    const used = Math.min(this.#count, FEW);
    for (let index = 0; index < used; index += 1) this.#few[index] = undefined;
    this.#count = 0;
    const many = this.#many;
    if (many === undefined) return;
    if (many.size > KEPT) this.#many = undefined;
    else if (many.size > 0) many.clear();
  }
}
