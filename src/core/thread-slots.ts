/** Tables in shared memory that all threads of a process have: so many slots of four i32, of which each thread uses the one at its number modulo their count. */
export const SLOTS = 1024;
export const WORDS = 4;

export function allocateSlots(): SharedArrayBuffer {
  return new SharedArrayBuffer(SLOTS * WORDS * 4);
}

/** The first word of the thread's slot. */
export function slotOf(thread: number): number {
  return (thread % SLOTS) * WORDS;
}
