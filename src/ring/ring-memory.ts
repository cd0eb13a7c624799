import { trySharedMemory, types } from '#platform';

/**
 * The memory of one direction of a port: a header and a ring of frames. docs/internals/ring.md has the picture.
 *
 *     byte 0     WRITTEN   units written so far       stored by the writer, after the bytes of the frame
 *     byte 64    READ      units read so far          stored by the reader
 *     byte 128   ASLEEP    1 while the reader waits to be woken
 *     byte 192   POSTED    messages that the writer has sent by other means
 *     byte 256   the ring, a power of two of units
 *
 * A unit is 8 bytes. WRITTEN and READ count up and wrap at 2^32, so their difference is what lies in the ring, and equal means
 * empty. Each index has a cache line of its own: a writer that stores one does not slow the reader of the other down.
 *
 *     frame = i32 payload bytes | i32 order | payload | padding to a whole unit
 *
 * A frame is contiguous. One that does not fit before the end of the ring begins at its start, and the rest is a frame of
 * payload length SKIP. `order` says how many messages the writer had sent by other means before; see `port/ring-transport.ts`.
 */
export const UNIT = 8;
export const SKIP = -1;

export const WRITTEN = 0;
export const READ = 16;
export const ASLEEP = 32;
export const POSTED = 48;
const RING_BYTE = 256;

/** The smallest and the largest ring that a reader accepts, in bytes. */
const FEWEST_BYTES = 1 << 10;
const MOST_BYTES = 1 << 26;

/** Whether what another thread sent can be the memory of a ring. */
export function isRing(memory: unknown): memory is SharedArrayBuffer {
  if (!types.isSharedArrayBuffer(memory)) return false;
  const bytes = memory.byteLength - RING_BYTE;
  return bytes >= FEWEST_BYTES && bytes <= MOST_BYTES && (bytes & (bytes - 1)) === 0;
}

export class RingMemory {
  readonly memory: SharedArrayBuffer;
  /** The whole memory, for the header. */
  readonly header: Int32Array;
  /** The ring alone, in three widths. */
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** In units; a power of two. */
  readonly capacity: number;

  /** @param memory - made by {@link allocateRing} in this or another thread */
  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.header = new Int32Array(memory, 0, RING_BYTE >>> 2);
    this.words = new Int32Array(memory, RING_BYTE);
    this.bytes = new Uint8Array(memory, RING_BYTE);
    this.view = new DataView(memory, RING_BYTE);
    this.capacity = this.bytes.length / UNIT;
  }
}

/**
 * @param bytes - of the ring; a power of two
 * @returns undefined when there is no memory for it
 */
export function allocateRing(bytes: number): RingMemory | undefined {
  const memory = trySharedMemory(RING_BYTE + bytes);
  if (!memory) return undefined;
  const ring = new RingMemory(memory);
  // A reader that has not come yet wants to be woken.
  ring.header[ASLEEP] = 1;
  return ring;
}

/** How many units a payload takes, with the head of its frame. */
export function unitsFor(payload: number): number {
  return ((payload + UNIT - 1) >>> 3) + 1;
}

/** Whether the reader has given back all that was written. */
export function isRead({ header }: RingMemory): boolean {
  // Pairs with the store of RingReader.advance(): it is done with the bytes.
  return Atomics.load(header, READ) === header[WRITTEN];
}
