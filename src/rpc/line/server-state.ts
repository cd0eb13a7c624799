const STATE = 0;
const CODE = 1;
const THREAD = 2;
const WORDS = 3;

const OPEN = 0;
const CLOSED = 1;
const EXITED = 2;

/**
 * What a caller that sleeps can see of the side that serves it, in memory that both share: three i32.
 *
 *     STATE    0 at first; 1 when the port is closed; 2 when the thread has ended
 *     CODE     its exit code then
 *     THREAD   1 + the number of the thread that serves; 0 before it has heard of the caller
 */
export class ServerState {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(WORDS * 4)) {
    this.memory = memory;
    this.#words = new Int32Array(memory);
  }

  /** The side that serves. */
  greet(thread: number): void {
    // Pairs with the load in `thread`.
    Atomics.store(this.#words, THREAD, thread + 1);
  }
  /** The side that serves, after its last answer. */
  close(): void {
    // Pairs with the load in `isClosed`: what was sent before is found by a look after that load. It leaves alone what exit() has stored.
    Atomics.compareExchange(this.#words, STATE, OPEN, CLOSED);
  }
  /** The side that serves, after its last answer. */
  exit(code: number): void {
    // Before STATE, whose load in `exitCode` makes it readable.
    Atomics.store(this.#words, CODE, code);
    // Pairs with the loads in `isClosed` and `exitCode`: the last answer was sent before.
    Atomics.store(this.#words, STATE, EXITED);
  }

  /** The caller: the number of the thread that serves, once it has heard of the caller. */
  get thread(): number | undefined {
    // Pairs with the store in greet().
    const thread = Atomics.load(this.#words, THREAD);
    return thread === 0 ? undefined : thread - 1;
  }
  /** The caller. */
  get isClosed(): boolean {
    // Pairs with the exchange in close() and the store of STATE in exit(): a caller that looks for messages after this load finds all that were sent.
    return Atomics.load(this.#words, STATE) !== OPEN;
  }
  /** The caller: the exit code of the thread, when it could still say so. */
  get exitCode(): number | undefined {
    // Pair with the stores in exit(): CODE is there when STATE says so.
    return Atomics.load(this.#words, STATE) === EXITED ? Atomics.load(this.#words, CODE) : undefined;
  }
}
