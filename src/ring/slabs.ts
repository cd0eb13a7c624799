import { clock, trySharedMemory, types } from '#platform';

/** Where the bytes begin; before them an i32, 1 from when the slab is taken until its reader is done with it. */
const HEAD = 64;
const FREE = 0;
const TAKEN = 1;
const SMALLEST = 1 << 20;
/** The longest frame that is worth shared memory of its own. */
export const LARGEST_SLAB: number = 1 << 23;
/** So many are kept to be written again. */
const KEPT = 4;
/** How long a sender waits for a reader that is to be done with one of them, in milliseconds: less than new memory costs. */
const PATIENCE = 0.4;
/** And so many looks at most, more than there are in that time. */
const LOOKS = 1 << 14;

/** Whether what another thread sent can be a slab with a frame of `length` bytes. */
export function isSlab(memory: unknown, length: unknown): boolean {
  return (
    types.isSharedArrayBuffer(memory) &&
    Number.isInteger(length) &&
    (length as number) >= 0 &&
    HEAD + (length as number) <= memory.byteLength
  );
}

/** Shared memory for one frame that is too long for a ring. */
export class Slab {
  readonly memory: SharedArrayBuffer;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly #state: Int32Array<SharedArrayBuffer>;

  /** @param memory - taken from {@link Slabs}, in this or another thread */
  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.bytes = new Uint8Array(memory, HEAD);
    this.#state = new Int32Array(memory, 0, 1);
  }

  /** Whether the slab was free, and is now the caller's. */
  take(): boolean {
    // Pairs with the store of giveBack(): the reader is done with the bytes.
    return Atomics.compareExchange(this.#state, 0, FREE, TAKEN) === FREE;
  }
  /** The frame has been read, or will not be sent. */
  giveBack(): void {
    // Pairs with the exchange in take(): the bytes have been read before they are written again.
    Atomics.store(this.#state, 0, FREE);
  }
}

/**
 * The slabs of one sender. To touch new memory costs more than to fill it: so what has been read is written again. They are held weakly:
 * the next full collection takes those that are not in use, and an idle port holds none for long.
 */
export class Slabs {
  #kept: WeakRef<Slab>[] = [];
  /** Whether the reader was soon enough when it was last waited for. */
  #isReaderQuick = true;

  /**
   * @param needed - in bytes, at most `LARGEST_SLAB`
   * @param wanted - so many, where new memory has to be made
   * @returns undefined when there is no memory for one
   */
  take(needed: number, wanted: number = needed): Slab | undefined {
    const kept = this.#kept.map((reference) => reference.deref()).filter((slab) => slab !== undefined);
    const large = kept.filter(({ bytes }) => bytes.length >= needed);
    let slab = take(large);
    if (slab) this.#isReaderQuick = true;
    else if (large.length === KEPT && this.#isReaderQuick) slab = this.#waitFor(large);
    return slab ?? this.#make(wanted, kept);
  }

  /** A reader that is at work is done with a slab sooner than a new one is written; one that sleeps, or is slow, is not waited for twice in a row. */
  #waitFor(slabs: readonly Slab[]): Slab | undefined {
    const end = clock.now() + PATIENCE;
    let taken: Slab | undefined;
    for (let look = 0; taken === undefined && look < LOOKS && clock.now() < end; look += 1) taken = take(slabs);
    this.#isReaderQuick = taken !== undefined;
    return taken;
  }

  #make(wanted: number, kept: readonly Slab[]): Slab | undefined {
    const size = Math.min(Math.max(2 ** Math.ceil(Math.log2(wanted)), SMALLEST), LARGEST_SLAB);
    const memory = trySharedMemory(HEAD + size);
    if (!memory) return undefined;
    const slab = new Slab(memory);
    slab.take();
    this.#kept = [...kept, slab].slice(-KEPT).map((one) => new WeakRef(one));
    return slab;
  }
}

/** The first that is free, if any. */
function take(slabs: readonly Slab[]): Slab | undefined {
  return slabs.find((slab) => slab.take());
}
