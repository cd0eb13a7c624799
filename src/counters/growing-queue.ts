/** A queue is said to grow when it has grown at so many looks, one after the other, a second apart, to more than so many entries. */
export const GROWN = 5;
const LONG = 1000;

/** Finds out whether a queue only grows. */
export class GrowingQueue {
  #length = Infinity;
  #grown = 0;

  /** @returns whether it has grown for `GROWN` looks just now */
  look(length: number): boolean {
    this.#grown = length > this.#length && length > LONG ? this.#grown + 1 : 0;
    this.#length = length;
    return this.#grown === GROWN;
  }
}
