import { memoryUsed } from '#platform';

const CALLS = 2048;
// Bytes. Both sides write to an entry, so that it is to lie in one line of the processor's cache.
const HEADER = 64;
const ENTRY = 32;
// In elements of their arrays.
const ORIGIN = 0;
const MEMORY = 1;
const STATE = 0;
const RAN = 1;
const BEGUN_AT = 2;

const TAKEN = 1 << 30;

/**
 * Shared memory in which a caller sees which of its calls have begun, how long they ran, and by which it takes back those that have not begun. One
 * entry for each number of a call; calls with larger numbers cannot be taken back.
 *
 *     header              Float64   when the clock of the serving side began, in milliseconds since the epoch
 *                         Float64   the memory of that side, in bytes
 *     entry × CALLS       Int32     how many calls of this number have begun; with one bit turned, that the last one was taken back
 *                         Float64   how long the last call of this number ran, in milliseconds; 0 once the caller has read it
 *                         Float64   when it began, by that clock
 *
 * Each side counts by itself the calls of each number: the n-th has begun when the state is n, and not when it is n - 1. So neither writes when a call is
 * sent or has been answered, and an answer that is still under way is never taken for a call that has not begun.
 */
export class CallBoard {
  readonly memory: SharedArrayBuffer;
  readonly #states: Int32Array;
  readonly #figures: Float64Array;
  /** How many calls of each number this side has sent, or has been sent. */
  readonly #counts = new Int32Array(CALLS);

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(HEADER + CALLS * ENTRY)) {
    this.memory = memory;
    this.#states = new Int32Array(memory);
    this.#figures = new Float64Array(memory);
  }

  /** The side that serves the calls, before all else. */
  join(): void {
    this.#figures[ORIGIN] = performance.timeOrigin;
    this.usesMemory(memoryUsed());
  }

  /** The caller, when it sends a call. */
  open(id: number): void {
    if (id < CALLS) this.#counts[id]! += 1;
  }

  /** The caller, when the call could not be sent after all. */
  withdraw(id: number): void {
    if (id < CALLS) this.#counts[id]! -= 1;
  }

  /** The caller. False when the other side has begun with it; if not, it never will, and only says that it has seen the call. */
  takeBack(id: number): boolean {
    if (id >= CALLS) return false;
    const count = this.#counts[id]!;
    const before = (count - 1) | 0;
    // Pairs with the one in begin(): one of the two sees the count before.
    return Atomics.compareExchange(this.#states, stateOf(id), before, count ^ TAKEN) === before;
  }

  /** The other side. False when the caller has taken the call back. */
  begin(id: number, now: number): boolean {
    if (id >= CALLS) return true;
    const count = (this.#counts[id]! += 1) | 0;
    const before = (count - 1) | 0;
    // Pairs with the one in takeBack().
    if (Atomics.compareExchange(this.#states, stateOf(id), before, count) !== before) {
      Atomics.store(this.#states, stateOf(id), count);
      return false;
    }
    this.#figures[figuresOf(id) + BEGUN_AT] = now;
    return true;
  }
  /** The other side, before it answers. */
  finish(id: number, now: number): void {
    if (id >= CALLS) return;
    const figures = figuresOf(id);
    this.#figures[figures + RAN] = now - this.#figures[figures + BEGUN_AT]!;
  }
  /** The other side. */
  usesMemory(bytes: number): void {
    this.#figures[MEMORY] = bytes;
  }
  /** The caller: how many bytes the other side has used lately for its heap and what hangs on it; 0 as long as nobody knows. */
  get memoryUsed(): number {
    return this.#figures[MEMORY]!;
  }

  /** The caller: whether the other side has begun with a call that is not answered. */
  hasBegun(id: number): boolean {
    return id >= CALLS || Atomics.load(this.#states, stateOf(id)) === this.#counts[id];
  }
  /** When a call began that has begun, by the clock of this thread. */
  begunAt(id: number): number {
    if (id >= CALLS) return performance.now();
    return this.#figures[figuresOf(id) + BEGUN_AT]! + this.#figures[ORIGIN]! - performance.timeOrigin;
  }
  /** The caller, when a call is answered or given up: how many milliseconds it ran; 0 when it has not come to its end. */
  ranFor(id: number): number {
    if (id < 0 || id >= CALLS) return 0;
    const at = figuresOf(id) + RAN;
    const milliseconds = this.#figures[at]!;
    if (milliseconds !== 0) this.#figures[at] = 0;
    return milliseconds;
  }
}

function stateOf(id: number): number {
  return (HEADER + id * ENTRY) / 4 + STATE;
}
function figuresOf(id: number): number {
  return (HEADER + id * ENTRY) / 8;
}
