import { clock, environment } from '#platform';

/**
 * Messages that a direction carries by the runtime's own means before it may get a ring. A ring is faster once both threads have compiled the codec,
 * which takes each some 2,000 messages; a worker that lives for less never gets back what that costs. Measured in docs/internals/ring.md.
 */
const EARNED_AFTER = 512;
/** So many messages in a row must have come within so many milliseconds: at a slower pace a thread sleeps between them, and to be woken by either way costs the same. */
const WINDOW = 64;
const WINDOW_MILLISECONDS = 32;

// A registry: what the variable asks for, once this thread has looked.
let forced: number | undefined;

/** `HEDDLE_RING_AFTER`: a ring after so many messages, whatever their pace; NaN where it is not set. */
function forcedAfter(): number {
  return (forced ??= Number.parseInt(environment('HEDDLE_RING_AFTER') ?? '', 10));
}

/** Decides when one direction of a port has had enough messages, in quick enough succession, for a ring to pay. */
export class RingDemand {
  #count = 0;
  #windowBegan = 0;
  #isQuick = false;

  /** One message was sent by the runtime's own means. */
  sent(): void {
    this.#count += 1;
    if (this.#count % WINDOW !== 0) return;
    const now = clock.now();
    this.#isQuick = now - this.#windowBegan < WINDOW_MILLISECONDS;
    this.#windowBegan = now;
  }

  /** Whether the next message should find a ring. */
  get isEarned(): boolean {
    const forced = forcedAfter();
    return this.#count >= EARNED_AFTER ? this.#isQuick || this.#count >= forced : this.#count >= forced;
  }
}
