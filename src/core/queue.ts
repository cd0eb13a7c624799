// Below this moving the rest down costs less than keeping what was taken.
const FEW = 1024;

/** First in, first out. An array's own `shift()` moves all the others: half a millisecond each when 200 000 wait. */
export class Queue<T> {
  #items: T[] = [];
  /** Those in front of this were taken. */
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** The one that `shift()` would take. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Puts `items` in front of all others. */
  unshift(items: readonly T[]): void {
    this.#items = [...items, ...this.toArray()];
    this.#head = 0;
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#head]!;
    // What was taken is not to be kept alive from here.
    this.#items[this.#head] = undefined as T;
    this.#head += 1;
    if (this.#head === this.#items.length) this.clear();
    else if (this.#head >= FEW && 2 * this.#head >= this.#items.length) {
      this.#items = this.toArray();
      this.#head = 0;
    }
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#head = 0;
  }

  toArray(): T[] {
    return this.#items.slice(this.#head);
  }
}
