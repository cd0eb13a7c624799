import { LARGEST_SLAB, type Slab, type Slabs } from './slabs.ts';

// Above this a position is no longer a small integer in the engines.
const LARGEST = 0x3fffffff;
/** From here on the memory is shared, and written again: see `Slabs`. */
const LONG = 1 << 18;

/** Memory that grows, for a frame that a ring has no room for. */
export class Spill {
  bytes!: Uint8Array;
  view!: DataView;
  /** What the frame lies in, if that is to be given back. */
  slab: Slab | undefined;
  readonly #slabs: Slabs;

  /**
   * @param used - what of the frame is written already
   * @param size - how much more is asked for
   */
  constructor(used: Uint8Array, size: number, slabs: Slabs) {
    this.#slabs = slabs;
    // Twice the size: what comes in pieces, such as the rows of a table, mostly goes on.
    this.#move(used, used.length + size, Math.max(2 * (used.length + size), 4096));
  }

  /** Makes room for `size` more bytes behind `used`. False when no memory can hold that. */
  grow(used: number, size: number): boolean {
    const needed = used + size;
    if (needed <= this.bytes.length) return true;
    if (needed > LARGEST) return false;
    const { slab } = this;
    try {
      this.#move(this.bytes.subarray(0, used), needed, Math.min(Math.max(needed, 2 * this.bytes.length), LARGEST));
    } catch {
      return false;
    }
    slab?.giveBack();
    return true;
  }

  /** The frame will not be sent, or is somewhere else. */
  drop(): void {
    this.slab?.giveBack();
    this.slab = undefined;
  }

  #move(used: Uint8Array, needed: number, wanted: number): void {
    this.slab = needed > LONG && needed <= LARGEST_SLAB ? this.#slabs.take(needed, wanted) : undefined;
    this.bytes = this.slab?.bytes ?? new Uint8Array(wanted);
    this.bytes.set(used);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
  }
}
