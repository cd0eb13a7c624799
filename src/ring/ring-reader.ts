import { ASLEEP, POSTED, READ, type RingMemory, SKIP, unitsFor, WRITTEN } from './ring-memory.ts';

/** A writer that waits for room gets it in parts of 1/16 of the ring. */
const PART = 4;

/** The reading end of a ring: `next()`, use `[start, end)` of `ring.bytes`, `advance()`. */
export class RingReader {
  readonly ring: RingMemory;
  /** The payload of the frame that `next()` found. */
  start = 0;
  end = 0;
  /** The second word of its head. */
  order = 0;

  // Only this end stores READ, so it need not be loaded.
  #read: number;
  /** READ as it was stored last: not for each frame, because that costs as much as to decode a short one. */
  #given: number;
  /** WRITTEN as it was seen last; the writer can only have gone on since. */
  #written: number;
  /** Units between READ and the frame that `next()` found. */
  #skipped = 0;

  constructor(ring: RingMemory) {
    this.ring = ring;
    this.#read = ring.header[READ]! >>> 0;
    this.#given = this.#read;
    this.#written = this.#read;
  }

  /** Units read so far. */
  get read(): number {
    return this.#read;
  }

  /** Whether a frame is there, without looking at it. */
  get hasNext(): boolean {
    if (this.#read !== this.#written) return true;
    // Pairs with the store of RingWriter.publish().
    this.#written = Atomics.load(this.ring.header, WRITTEN) >>> 0;
    if (this.#read !== this.#written) return true;
    if (this.#read !== this.#given) this.giveBack();
    return false;
  }

  /** How many messages the writer has sent by other means. */
  get posted(): number {
    // Pairs with the store of RingWriter.posted().
    return Atomics.load(this.ring.header, POSTED);
  }

  /**
   * Finds the next frame; it stays where it is until `advance()`.
   *
   * @throws RangeError when the head of the frame cannot be one: the memory was written to by somebody else
   */
  next(): boolean {
    if (!this.hasNext) return false;
    const { words, capacity } = this.ring;
    let at = this.#read & (capacity - 1);
    this.#skipped = 0;
    if (words[at << 1] === SKIP) {
      this.#skipped = capacity - at;
      at = 0;
    }
    const size = words[at << 1]!;
    const units = unitsFor(size);
    const unread = (this.#written - this.#read) >>> 0;
    // More than the ring holds would be read round and round.
    if (size < 0 || at + units > capacity || this.#skipped + units > unread || unread > capacity)
      throw new RangeError(`a frame of ${size} bytes at unit ${at} of ${capacity}`);
    this.order = words[(at << 1) + 1]!;
    this.start = (at + 1) << 3;
    this.end = this.start + size;
    return true;
  }

  /** Goes on behind the frame that `next()` found. Its room is the writer's again when some part of the ring has been read, or all that is there. */
  advance(): void {
    this.#read = (this.#read + this.#skipped + unitsFor(this.end - this.start)) >>> 0;
    if ((this.#read - this.#given) >>> 0 >= this.ring.capacity >>> PART) this.giveBack();
  }

  /** Gives the room of all that was read back to the writer: before another reader goes on here. */
  giveBack(): void {
    this.#given = this.#read;
    // Pairs with the load of RingWriter.reserve(): the bytes have been read before they are free.
    Atomics.store(this.ring.header, READ, this.#read | 0);
  }

  /** Marks this end as asleep. False when a frame came in between: then there is no sleep, and no wake-up will come. */
  sleep(): boolean {
    const { header } = this.ring;
    // Pairs with the load and the exchange of ASLEEP in RingWriter.publish().
    Atomics.store(header, ASLEEP, 1);
    // Pairs with RingWriter.publish(), which stores WRITTEN and then loads ASLEEP: one of the two sees the other.
    if (Atomics.load(header, WRITTEN) >>> 0 === this.#read) return true;
    // Pairs with the exchange in RingWriter.publish(). When the writer has seen it too, a wake-up is on its way; it finds nothing to do.
    Atomics.compareExchange(header, ASLEEP, 1, 0);
    return false;
  }

  /** Marks this end as awake, so that the writer does not trouble to wake it. */
  wake(): void {
    // Pairs with the load of ASLEEP in RingWriter.publish(): what that has published is looked for after this.
    Atomics.store(this.ring.header, ASLEEP, 0);
  }
}
