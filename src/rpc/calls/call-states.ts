import { clock, memoryUsed } from '#platform';
import { afterThis } from '../../core/after-this.ts';
import { Queue } from '../../core/queue.ts';

const CALLS = 2048;
const SIZE = 16 + CALLS * (8 + 4 + 4);
const TAKEN = 1 << 30;
// In the header.
const ORIGIN = 0;
const MEMORY = 1;

/**
 * Shared memory in which a caller sees which of its calls have begun, how long they ran, and by which it takes back those that have not begun. One
 * entry for each number of a call; calls with larger numbers cannot be taken back.
 *
 *     Float64             when the clock of the serving side began, in milliseconds of the machine's, which is the same for all threads
 *     Float64             the memory of that side, in bytes
 *     Float64 × CALLS     when each call began, in milliseconds of that clock
 *     Float32 × CALLS     how long it ran, in milliseconds
 *     Int32 × CALLS       how many calls of its number have begun; with one bit turned, that the last one was taken back
 *
 * Each side counts by itself the calls of each number: the n-th has begun when the state is n, and not when it is n - 1. So the caller writes only to
 * take back, the other side alone has these lines in its cache, and an answer that is still under way is never taken for a call that has not begun.
 */
export class CallStates {
  readonly memory: SharedArrayBuffer;
  readonly #header: Float64Array;
  readonly #begun: Float64Array;
  readonly #ran: Float32Array;
  readonly #states: Int32Array;
  /** How many calls of each number this side has sent, or has been sent. */
  readonly #counts = new Int32Array(CALLS);

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(SIZE)) {
    this.memory = memory;
    this.#header = new Float64Array(memory, 0, 2);
    this.#begun = new Float64Array(memory, 16, CALLS);
    this.#ran = new Float32Array(memory, 16 + CALLS * 8, CALLS);
    this.#states = new Int32Array(memory, 16 + CALLS * 12, CALLS);
  }

  /** The side that serves the calls, before all else. */
  join(): void {
    this.#header[ORIGIN] = clock.origin;
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
    // Pairs with the exchange of the state in begin(): of the two, only the first finds the count before, and the other one gives way.
    return Atomics.compareExchange(this.#states, id, before, count ^ TAKEN) === before;
  }

  /** The other side. False when the caller has taken the call back. */
  begin(id: number, now: number): boolean {
    if (id >= CALLS) return true;
    const count = (this.#counts[id]! += 1) | 0;
    const before = (count - 1) | 0;
    // Before the state, whose load in hasBegun() makes it readable.
    this.#begun[id] = now;
    // Pairs with the exchange in takeBack(), of which only one succeeds, and with the load in hasBegun().
    if (Atomics.compareExchange(this.#states, id, before, count) === before) return true;
    // Pairs with no access of this call: the caller has taken it back. Its next call of this number, which it sends once it has been told that this one
    // was seen, finds here what it expects.
    Atomics.store(this.#states, id, count);
    return false;
  }
  /** The other side, before it answers. */
  finish(id: number, now: number): void {
    if (id < CALLS) this.#ran[id] = now - this.#begun[id]!;
  }
  /** The other side. */
  usesMemory(bytes: number): void {
    this.#header[MEMORY] = bytes;
  }
  /** The caller: how many bytes the other side has used lately for its heap and what hangs on it; 0 as long as nobody knows. */
  get memoryUsed(): number {
    return this.#header[MEMORY]!;
  }

  /** The caller: whether the other side has begun with a call that is neither answered nor taken back. */
  hasBegun(id: number): boolean {
    // Pairs with the exchange in begin(): where this finds the new count, begunAt() finds the time.
    return id >= CALLS || Atomics.load(this.#states, id) === this.#counts[id];
  }
  /** When a call began that has begun, by the clock of this thread. */
  begunAt(id: number): number {
    if (id >= CALLS) return clock.now();
    return this.#begun[id]! + this.#header[ORIGIN]! - clock.origin;
  }
  /** The caller, once the call is answered: how many milliseconds it ran; 0 when nobody knows. */
  ranFor(id: number): number {
    return this.#ran[id] ?? 0;
  }
}

/** In milliseconds. To weigh the heap takes one or two microseconds. */
const BETWEEN_WEIGHINGS = 10;

/** Lets in so many calls at a time, in their order, and none that its caller has taken back. */
export class ConcurrencyLimit<Message extends readonly [unknown, number, ...unknown[]]> {
  readonly #board: CallStates;
  readonly #limit: number;
  readonly #serve: (message: Message) => void;
  readonly #skip: (message: Message) => void;
  readonly #waiting = new Queue<Message>();
  #running = 0;
  #letting = false;
  #nextWeighing = 0;
  /** In a batch the next call begins when the one before has finished: to look at the clock once for both saves a tenth of a tiny call. */
  #finishedAt = 0;
  #isRecent = false;

  constructor(board: CallStates, limit: number, { serve, skip }: { serve: (message: Message) => void; skip: (message: Message) => void }) {
    this.#board = board;
    this.#limit = limit;
    this.#serve = serve;
    this.#skip = skip;
  }

  /** A call has come. */
  enter(message: Message): void {
    // What waits came before it.
    if (this.#running >= this.#limit || this.#waiting.length > 0) this.#waiting.push(message);
    else this.#begin(message);
  }

  /** The call is about to be answered. */
  finish(id: number): void {
    const now = clock.now();
    this.#board.finish(id, now);
    if (!this.#isRecent) afterThis(this.#passOn);
    this.#isRecent = true;
    this.#finishedAt = now;
    if (now < this.#nextWeighing) return;
    this.#nextWeighing = now + BETWEEN_WEIGHINGS;
    this.#board.usesMemory(memoryUsed());
  }

  /** The answer has been sent. */
  leave(): void {
    this.#running -= 1;
    if (this.#letting || this.#waiting.length === 0) return;
    this.#letting = true;
    try {
      while (this.#running < this.#limit && this.#waiting.length > 0) this.#begin(this.#waiting.shift()!);
    } finally {
      this.#letting = false;
    }
  }

  #begin(message: Message): void {
    const id = message[1];
    if (!this.#board.begin(id, this.#isRecent ? this.#finishedAt : clock.now())) return this.#skip(message);
    this.#running += 1;
    this.#serve(message);
  }

  readonly #passOn = (): void => {
    this.#isRecent = false;
  };
}
