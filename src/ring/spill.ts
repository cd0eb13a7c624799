// Above this a position is no longer a small integer in the engines.
const LARGEST = 0x3fffffff;

/** Memory that grows, for a frame that a ring has no room for. */
export class Spill {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView<ArrayBuffer>;

  /**
   * @param used - what of the frame is written already
   * @param size - how much more is asked for
   */
  constructor(used: Uint8Array, size: number) {
    // Twice the size: what comes in pieces, such as the rows of a table, mostly goes on.
    this.bytes = new Uint8Array(Math.max(2 * (used.length + size), 4096));
    this.view = new DataView(this.bytes.buffer);
    this.bytes.set(used);
  }

  /** Makes room for `size` more bytes behind `used`. False when no memory can hold that. */
  grow(used: number, size: number): boolean {
    const needed = used + size;
    if (needed <= this.bytes.length) return true;
    if (needed > LARGEST) return false;
    const { bytes } = this;
    try {
      this.bytes = new Uint8Array(Math.min(Math.max(needed, 2 * bytes.length), LARGEST));
    } catch {
      return false;
    }
    this.bytes.set(bytes.subarray(0, used));
    this.view = new DataView(this.bytes.buffer);
    return true;
  }
}
