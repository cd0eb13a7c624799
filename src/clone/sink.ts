/**
 * Where an encoder writes a frame: a contiguous stretch of memory, shared or not.
 *
 * `bytes` and `view` cover the same memory, from the same origin. The frame occupies `[start, position)`; `[position, limit)` is free.
 * The encoder reads the fields when it begins, keeps its own position while it works, and stores `position` when it is done;
 * after a refused or failed encode every field is what `reserve` left, with `position === start`.
 */
export interface Sink {
  bytes: Uint8Array;
  view: DataView;
  start: number;
  position: number;
  limit: number;
  /**
   * Makes `limit - position >= size`. The encoder has stored `position` before the call and reads all fields again after it,
   * so the frame may be moved: a ring that is too small copies `[start, position)` into memory of its own and goes on there.
   *
   * @returns false when there is no such room; the encoder then gives the message up
   */
  reserve(size: number): boolean;
}

// Above this a position is no longer a small integer in the engines, and a message is better served by the runtime.
export const LARGEST_FRAME = 0x3fffffff;

/** A sink in memory of its own that doubles. One frame after another may be written; `reset()` starts again at 0. */
export class GrowableSink implements Sink {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView<ArrayBuffer>;
  start = 0;
  position = 0;
  limit: number;

  /** @param size - bytes to begin with */
  constructor(size = 1024) {
    const memory = new ArrayBuffer(size);
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.limit = size;
  }

  reserve(size: number): boolean {
    const needed = this.position + size;
    if (needed > LARGEST_FRAME) return false;
    let memory: ArrayBuffer;
    try {
      memory = new ArrayBuffer(Math.min(Math.max(needed, 2 * this.limit), LARGEST_FRAME));
    } catch {
      return false;
    }
    const bytes = new Uint8Array(memory);
    bytes.set(this.bytes.subarray(0, this.position));
    this.bytes = bytes;
    this.view = new DataView(memory);
    this.limit = memory.byteLength;
    return true;
  }

  /** Forgets what was written and keeps the memory. */
  reset(): void {
    this.start = 0;
    this.position = 0;
  }
}
