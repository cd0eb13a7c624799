import { ASLEEP, POSTED, READ, type RingMemory, SKIP, UNIT, unitsFor, WRITTEN } from './ring-memory.ts';
import { LARGEST_SLAB, Slabs } from './slabs.ts';
import { Spill } from './spill.ts';

/**
 * Looks for room that an awake reader is about to make, while as much is written as the ring holds: some 50 µs, less than what the memory of
 * another ring costs when it is written for the first time. A reader that keeps up is waited for now and then, a slow one hardly.
 */
const LOOKS = 4096;

/**
 * The writing end of a ring. A frame is encoded straight into it: `begin()`, write through the members that the codec calls a `Sink`, `publish()`.
 * What was begun and not published does not exist, also when the thread is killed in between.
 *
 * A frame for which there is no room goes on in memory of its own: then `spilled` is set, and it cannot be published here. One piece of a message,
 * such as a string, that is longer than such memory may be is refused: the runtime copies it once less.
 */
export class RingWriter {
  readonly ring: RingMemory;
  bytes: Uint8Array;
  view: DataView;
  start = 0;
  position = 0;
  limit = 0;

  // Only this end stores WRITTEN, so it need not be loaded.
  #written: number;
  /** READ as it was seen last; the reader can only have gone on since. */
  #read: number;
  /** Units left unused before the end of the ring, because the frame did not fit there. */
  #skipped = 0;
  #spill: Spill | undefined;
  readonly #longest: number;
  readonly #slabs: Slabs;
  /** Looks that are left, and WRITTEN when they were counted afresh. */
  #looksLeft = LOOKS;
  #patientSince: number;
  #isFull = false;

  /**
   * @param longest - frames of up to so many bytes are refused where there is no room for them. Longer ones spill; with 0, all do
   * @param slabs - for those that spill and are long
   */
  constructor(ring: RingMemory, longest: number, slabs: Slabs = new Slabs()) {
    this.ring = ring;
    this.#longest = longest;
    this.#slabs = slabs;
    this.bytes = ring.bytes;
    this.view = ring.view;
    this.#written = ring.header[WRITTEN]! >>> 0;
    this.#read = ring.header[READ]! >>> 0;
    this.#patientSince = this.#written;
  }

  /** Units written so far: where the next frame will begin, for those who order other messages by it. */
  get written(): number {
    return this.#written;
  }

  /** The memory of the frame that was begun, if it did not stay in the ring. */
  get spilled(): Spill | undefined {
    return this.#spill;
  }

  /** Whether a frame was refused because there was no room for it. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Begins a frame; the sink then has the free room up to the end of the ring, or to what is not read yet. */
  begin(): void {
    const at = this.#written & (this.ring.capacity - 1);
    this.#skipped = 0;
    if (this.#spill) {
      this.#spill.drop();
      this.#spill = undefined;
      this.bytes = this.ring.bytes;
      this.view = this.ring.view;
    }
    this.#open(at, Math.min(this.#free(), this.ring.capacity - at));
  }

  reserve(size: number): boolean {
    if (this.#spill) return this.#growSpill(this.#spill, size);
    while (!this.#makeRoom(size)) if (!this.#mayWait(size)) return this.#leaveRing(size);
    return true;
  }

  /** A reader that is at work makes room sooner than a frame could go another way; one that sleeps, or is slow, is not waited for. */
  #mayWait(size: number): boolean {
    if ((this.#written - this.#patientSince) >>> 0 >= this.ring.capacity) {
      this.#patientSince = this.#written;
      this.#looksLeft = LOOKS;
    }
    if (this.#looksLeft === 0 || !this.#isShort(size)) return false;
    this.#looksLeft -= 1;
    // Pairs with the stores of ASLEEP in RingReader.sleep() and wake(): a hint, on which nothing but the time depends.
    return Atomics.load(this.ring.header, ASLEEP) === 0;
  }

  #isShort(size: number): boolean {
    return this.position - this.start + size <= this.#longest;
  }

  #makeRoom(size: number): boolean {
    const used = this.position - this.start;
    const needed = unitsFor(used + size);
    // Pairs with the store of RingReader.advance().
    this.#read = Atomics.load(this.ring.header, READ) >>> 0;
    const at = (this.#written + this.#skipped) & (this.ring.capacity - 1);
    const here = Math.min(this.#free() - this.#skipped, this.ring.capacity - at);
    if (needed <= here) {
      this.limit = (at + here) * UNIT;
      return true;
    }
    // Not at the end of the ring, but perhaps at its start, behind what is not read yet.
    if (this.#skipped > 0 || at === 0 || needed > this.#free() - (this.ring.capacity - at)) return false;
    const { start, position } = this;
    this.#skipped = this.ring.capacity - at;
    this.#open(0, this.#free() - this.#skipped);
    this.bytes.copyWithin(this.start, start, position);
    this.position = this.start + used;
    return true;
  }

  /**
   * Makes the frame visible to the reader.
   *
   * @param order - for the head of the frame
   * @returns whether the reader sleeps and this call was the one to find out: then it has to be woken
   */
  publish(order: number): boolean {
    const { words, header, capacity } = this.ring;
    const size = this.position - this.start;
    const mask = capacity - 1;
    if (this.#skipped > 0) words[(this.#written & mask) << 1] = SKIP;
    const head = ((this.#written + this.#skipped) & mask) << 1;
    words[head] = size;
    words[head + 1] = order;
    this.#written = (this.#written + this.#skipped + unitsFor(size)) >>> 0;
    // Pairs with the loads of RingReader: the bytes above are in place before it sees this.
    Atomics.store(header, WRITTEN, this.#written | 0);
    // Pairs with RingReader.sleep(), which stores ASLEEP and then loads WRITTEN: one of the two sees the other.
    return Atomics.load(header, ASLEEP) === 1 && Atomics.compareExchange(header, ASLEEP, 1, 0) === 1;
  }

  /** Tells a reader that looks at the ring how many messages have been sent by other means so far. */
  posted(count: number): void {
    // Pairs with the load of RingReader.posted.
    Atomics.store(this.ring.header, POSTED, count);
  }

  #free(): number {
    return this.ring.capacity - ((this.#written - this.#read) >>> 0);
  }

  /** @param units - free from `at` on, the head of the frame included */
  #open(at: number, units: number): void {
    this.start = (at + 1) * UNIT;
    this.position = this.start;
    this.limit = Math.max(this.start, (at + units) * UNIT);
  }

  #leaveRing(size: number): boolean {
    if (size > LARGEST_SLAB) return false;
    this.#isFull = this.#isShort(size);
    if (this.#isFull) return false;
    try {
      this.#spill = new Spill(this.bytes.subarray(this.start, this.position), size, this.#slabs);
    } catch {
      // No memory: the runtime may need less.
      return false;
    }
    this.position -= this.start;
    this.start = 0;
    this.#useSpill(this.#spill);
    return true;
  }

  #growSpill(spill: Spill, size: number): boolean {
    if (size > LARGEST_SLAB) return false;
    const done = spill.grow(this.position, size);
    this.#useSpill(spill);
    return done;
  }

  #useSpill({ bytes, view }: Spill): void {
    this.bytes = bytes;
    this.view = view;
    this.limit = bytes.length;
  }
}
