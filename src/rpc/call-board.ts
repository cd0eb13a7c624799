import { memoryUsed } from '#platform';

const CALLS = 2048;
const SIZE = CALLS * 20 + 16;
const SENT = 0;
const BEGUN = 1;
const TAKEN = 2;

/**
 * Shared memory in which a caller sees which of its calls have begun, how long they ran, and by which it takes back those that have not begun. One
 * entry for each number of a call; calls with larger numbers cannot be taken back.
 *
 *     Float64 × CALLS     when each call began, in milliseconds of the clock of the side that serves it
 *     Float64 × CALLS     how long it ran, in milliseconds
 *     Float64             when that clock began, in milliseconds since the epoch
 *     Float64             the memory of that side, in bytes
 *     Int32 × CALLS       state of each call
 */
export class CallBoard {
  readonly memory: SharedArrayBuffer;
  readonly #begun: Float64Array;
  readonly #ran: Float64Array;
  readonly #origin: Float64Array;
  readonly #memoryUsed: Float64Array;
  readonly #states: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(SIZE)) {
    this.memory = memory;
    this.#begun = new Float64Array(memory, 0, CALLS);
    this.#ran = new Float64Array(memory, CALLS * 8, CALLS);
    this.#origin = new Float64Array(memory, CALLS * 16, 1);
    this.#memoryUsed = new Float64Array(memory, CALLS * 16 + 8, 1);
    this.#states = new Int32Array(memory, CALLS * 16 + 16, CALLS);
  }

  /** The side that serves the calls, before all else. */
  join(): void {
    this.#origin[0] = performance.timeOrigin;
    this.usesMemory(memoryUsed());
  }

  /** The caller, before it sends: the other side sees the call only after this. */
  open(id: number): void {
    if (id >= CALLS) return;
    this.#states[id] = SENT;
    this.#ran[id] = 0;
  }

  /** The caller. False when the other side has begun with it; if not, it never will, and only says that it has seen the call. */
  takeBack(id: number): boolean {
    // Pairs with the one in begin(): one of the two sees SENT.
    return id < CALLS && Atomics.compareExchange(this.#states, id, SENT, TAKEN) === SENT;
  }

  /** The other side. False when the caller has taken the call back. */
  begin(id: number, now: number): boolean {
    if (id >= CALLS) return true;
    // Pairs with the one in takeBack().
    if (Atomics.compareExchange(this.#states, id, SENT, BEGUN) !== SENT) return false;
    this.#begun[id] = now;
    return true;
  }
  /** The other side, before it answers. */
  finish(id: number, now: number): void {
    if (id < CALLS) this.#ran[id] = now - this.#begun[id]!;
  }

  /** The other side. */
  usesMemory(bytes: number): void {
    this.#memoryUsed[0] = bytes;
  }
  /** The caller: how many bytes the other side has used lately for its heap and what hangs on it; 0 as long as nobody knows. */
  get memoryUsed(): number {
    return this.#memoryUsed[0]!;
  }

  /** The caller: whether the other side has begun with a call that is not answered. */
  hasBegun(id: number): boolean {
    return id >= CALLS || Atomics.load(this.#states, id) === BEGUN;
  }
  /** When a call began that has begun, by the clock of this thread. */
  begunAt(id: number): number {
    return (this.#begun[id] ?? 0) + this.#origin[0]! - performance.timeOrigin;
  }
  /** The caller, once the call is answered: how many milliseconds it ran; 0 when it has not come to its end. */
  ranFor(id: number): number {
    return this.#ran[id] ?? 0;
  }
}
