import { allocateSlots, SLOTS, slotOf } from './thread-slots.ts';

const SENT = 0;
const OWNER = 1;
const SEEN = 2;
const TARGET = 3;

/**
 * Which thread of this process sleeps until which other one answers: shared memory that a parent gives to its workers. Four i32 for each thread, at
 * its number modulo the number of slots:
 *
 *     SENT      counts what was sent to the thread while it may sleep; what it sleeps on
 *     OWNER     1 + the number of the thread that has the slot
 *     SEEN      what SENT was before the thread found nothing to do
 *     TARGET    1 + the number of the thread that it waits for; 0 while it does not sleep
 *
 * A thread is blocked while SEEN equals SENT: whoever sends it something ends that by the same store, so that nobody takes a thread for blocked that
 * is about to wake up. Threads that share a slot, 1024 apart, wake each other for nothing, and of one of them it is not seen that it is blocked.
 */
export class WaitTable {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer = allocateSlots()) {
    this.memory = memory;
    this.#words = new Int32Array(memory);
  }

  /** What to pass to `sleep()` and `block()`, seen before the thread looks for something to do. */
  sent(thread: number): number {
    // Pairs with the add in wake().
    return Atomics.load(this.#words, slotOf(thread) + SENT);
  }

  /** Whoever sends something to `thread`, after it can be found. */
  wake(thread: number): void {
    const at = slotOf(thread) + SENT;
    Atomics.add(this.#words, at, 1);
    Atomics.notify(this.#words, at);
  }

  /** Somebody has said of a thread that it is over: whoever waits for it, or for one that it has started, is to look. */
  wakeAll(): void {
    // The slot of a thread is found by any number that shares it. Pairs with the store of TARGET in block(), after which a thread looks once more.
    for (let slot = 0; slot < SLOTS; slot += 1) if (Atomics.load(this.#words, slotOf(slot) + TARGET) !== 0) this.wake(slot);
  }

  /** Sleeps until something has been sent since `seen`, or for `milliseconds`. False when the time was over. */
  sleep(thread: number, seen: number, milliseconds: number): boolean {
    return Atomics.wait(this.#words, slotOf(thread) + SENT, seen, milliseconds) !== 'timed-out';
  }

  /** Says that `thread` is about to sleep until `target` sends it something. Who says so first and looks for `cycle()` then: one of them sees the other. */
  block(thread: number, target: number, seen: number): void {
    const at = slotOf(thread);
    this.unblock(thread);
    Atomics.store(this.#words, at + OWNER, thread + 1);
    Atomics.store(this.#words, at + SEEN, seen);
    Atomics.store(this.#words, at + TARGET, target + 1);
  }
  unblock(thread: number): void {
    // The words before are not to be read with those of another sleep.
    Atomics.store(this.#words, slotOf(thread) + TARGET, 0);
  }

  /** The threads that wait for each other in a circle with `thread`, beginning with it; undefined when there is none. */
  cycle(thread: number): readonly number[] | undefined {
    const threads = [thread];
    for (let next = this.#targetOf(thread); next !== undefined; next = this.#targetOf(next)) {
      if (next === thread) return threads;
      // A circle further on is for those in it to see.
      if (threads.includes(next)) return undefined;
      threads.push(next);
    }
    return undefined;
  }

  #targetOf(thread: number): number | undefined {
    const words = this.#words;
    const at = slotOf(thread);
    const target = Atomics.load(words, at + TARGET);
    if (target === 0 || Atomics.load(words, at + OWNER) !== thread + 1) return undefined;
    const isBlocked = Atomics.load(words, at + SEEN) === Atomics.load(words, at + SENT);
    // Unchanged, it belongs to what was read in between.
    return isBlocked && Atomics.load(words, at + TARGET) === target ? target - 1 : undefined;
  }
}

// Registries: the table of this process, which a thread makes for itself only when nobody has given it one, and who started this thread.
let table: WaitTable | undefined;
let parent: number | undefined;

export function waitTable(): WaitTable {
  return (table ??= new WaitTable());
}

/** The number of the thread that started this one, where heddle did. */
export function parentThread(): number | undefined {
  return parent;
}

/** Takes over the table of the thread that started this one. */
export function joinProcess(memory: SharedArrayBuffer, parentThread: number): void {
  table ??= new WaitTable(memory);
  parent = parentThread;
}
