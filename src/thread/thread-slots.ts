/** How many threads have a slot of their own at the same time; those beyond share the slot that they come to first. */
export const SLOTS = 1024;
const WORDS = 8;
export const TABLE_BYTES: number = SLOTS * WORDS * Int32Array.BYTES_PER_ELEMENT;

// The words of a slot that say whose it is; the others are named in thread-table.ts.
const OWNER = 4;
const PARENT = 5;
/** Somebody has the slot and writes who its thread is. */
const CLAIMED = -(2 ** 31);

/**
 * Which slot of the table a thread has.
 *
 *     OWNER     0 as long as nobody has had the slot, then 1 + the number of the thread that has it; the negative of it once the thread has ended
 *     PARENT    1 + the number of the thread that started it; 0 where that is not known
 *
 * A thread takes the first slot that is free or was left by a thread that has ended, beginning at its number modulo the number of slots. No slot becomes 0
 * again: so all that lie before the slot of a thread have owners, and whoever looks for it goes on until there is none.
 */
export class ThreadSlots {
  readonly #words: Int32Array;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  /** Where the search for the slot of a thread begins, in words. */
  static home(thread: number): number {
    return (thread % SLOTS) * WORDS;
  }

  /** The first words of all slots. */
  static *all(): Generator<number> {
    for (let slot = 0; slot < SLOTS; slot += 1) yield slot * WORDS;
  }

  /** The first word of the slot that the thread has or had last; undefined when it has none. */
  find(thread: number): number | undefined {
    for (let step = 0; step < SLOTS; step += 1) {
      const at = ThreadSlots.home(thread + step);
      // Pairs with the stores in join() and leave().
      const owner = Atomics.load(this.#words, at + OWNER);
      if (Math.abs(owner) === thread + 1) return at;
      if (owner === 0) return undefined;
    }
    return undefined;
  }

  /** The same; a thread without a slot of its own shares the one where it begins to look. What the words say, they say of a thread by its number. */
  of(thread: number): number {
    return this.find(thread) ?? ThreadSlots.home(thread);
  }

  /** Gives the thread a slot, as long as there is one. */
  join(thread: number, parent: number): void {
    for (let step = 0; step < SLOTS; step += 1) {
      const at = ThreadSlots.home(thread + step);
      // Pairs with the store below and the one in leave().
      const owner = Atomics.load(this.#words, at + OWNER);
      // Pairs with that of another thread that wants the slot.
      if (owner > 0 || owner === CLAIMED || Atomics.compareExchange(this.#words, at + OWNER, owner, CLAIMED) !== owner) continue;
      // Before OWNER, whose load in find() makes it readable.
      Atomics.store(this.#words, at + PARENT, parent + 1);
      Atomics.store(this.#words, at + OWNER, thread + 1);
      return;
    }
  }

  /** The thread has ended: another one may take its slot. */
  leave(thread: number): void {
    const at = this.find(thread);
    // Pairs with the loads in find() and join().
    if (at !== undefined) Atomics.compareExchange(this.#words, at + OWNER, thread + 1, -(thread + 1));
  }

  /** The threads that have a slot and have not ended. */
  *living(): Generator<number> {
    for (const at of ThreadSlots.all()) {
      // Pairs with the stores in join() and leave().
      const owner = Atomics.load(this.#words, at + OWNER);
      if (owner > 0) yield owner - 1;
    }
  }

  /** The thread, the one that started it, and so on. */
  line(thread: number): readonly number[] {
    const line: number[] = [];
    for (let next = thread; next >= 0 && !line.includes(next);) {
      line.push(next);
      const at = this.find(next);
      // Pairs with the store in join().
      next = at === undefined ? -1 : Atomics.load(this.#words, at + PARENT) - 1;
    }
    return line;
  }
}
