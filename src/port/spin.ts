import { clock, runInParallel } from '#platform';

/** How long a reader looks at its ring before it sleeps, and how soon the next message must have come for that to pay, in milliseconds. */
const LONGEST = 0.07;
const SOON = 0.15;
/**
 * So long it looks for a peer that has first to be woken itself, or collects garbage; but only until messages have come so late a few times in a row:
 * where they always do, to be woken costs less.
 */
const LATEST = 0.3;
const MOST_LATE = 4;
/** Looks at the ring between two looks at the clock, which costs as much as ten of them. */
const LOOKS = 64;
/** And so many looks at the clock at most, which is several times what passes in the longest time: a clock that stands still must not hold up the thread. */
const MOST_ROUNDS = 8192;
/** How many times a reader sleeps at once before it looks again, where looking is in vain nearly always. */
const LONGEST_PAUSE = 128;

/** What a reader waits for. */
export interface Awaited {
  readonly hasFrame: boolean;
  /** Whether a message came that did not take the ring. */
  readonly hasPosted: boolean;
}

// A registry: the reader of this thread that was woken last. While one looks, the others get nothing.
let latest: Spin | undefined;

/**
 * Decides how long a reader that found nothing looks on before it sleeps. Waking a thread costs ten to thirty microseconds, so
 * a reader whose peer answers sooner had better wait; one whose messages come every millisecond must not, nor one that is not alone.
 *
 * To doze in `Atomics.wait()` for a while instead was measured: where timers are slow, as in virtual machines, it takes longer than
 * to be woken by a message.
 */
export class Spin {
  #worthwhile = false;
  #sleptAt = 0;
  /**
   * How many times to sleep at once before looking again. When programs share the cores, the system may wake the writer on this one,
   * where it cannot run while the reader looks: the more often that happens, the less often the reader looks.
   */
  #pause = 0;
  #pauseNext = 1;
  /** How many messages in a row came late. */
  #late = 0;

  /** The reader was woken. */
  woken(): void {
    // With one core the writer cannot run while the reader looks.
    this.#worthwhile = latest === this && (this.#pauseNext === 1 || clock.now() - this.#sleptAt < SOON) && runInParallel();
    // oxlint-disable-next-line typescript/no-this-alias -- it is compared, not used in its place
    latest = this;
  }

  /** Looks for a while. @returns whether a message came; otherwise the reader is to sleep */
  look(awaited: Awaited): boolean {
    if (this.#worthwhile && this.#pause === 0) {
      if (this.#comes(awaited)) return true;
    } else if (this.#pause > 0) this.#pause -= 1;
    this.#worthwhile = false;
    this.#sleptAt = clock.now();
    return false;
  }

  #comes(awaited: Awaited): boolean {
    const begun = clock.now();
    const longest = this.#pauseNext === 1 && this.#late < MOST_LATE ? LATEST : LONGEST;
    let elapsed = 0;
    let rounds = 0;
    do {
      rounds += 1;
      for (let look = 0; look < LOOKS; look += 1) {
        if (!awaited.hasFrame && !awaited.hasPosted) continue;
        if (elapsed > LONGEST) this.#late += 1;
        else {
          this.#late = 0;
          this.#pauseNext = Math.max(this.#pauseNext >> 1, 1);
        }
        return true;
      }
      elapsed = clock.now() - begun;
    } while (elapsed < longest && rounds < MOST_ROUNDS);
    this.#pause = this.#pauseNext;
    this.#pauseNext = Math.min(2 * this.#pauseNext, LONGEST_PAUSE);
    return false;
  }
}
