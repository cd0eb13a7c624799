import { clock, runInParallel } from '#platform';

/** How long a thread looks for what another one writes before it sleeps, in milliseconds: to sleep and be woken takes about as long. */
const LONGEST = 0.07;
/** Looks between two looks at the clock, which costs as much as ten of them. */
const LOOKS = 64;
/** Looks at the clock at most, which is several times what passes in the longest time: a clock that stands still must not hold up the thread. */
const MOST_ROUNDS = 8192;
/** How many times a thread sleeps at once before it looks again, where looking is in vain nearly always. */
const LONGEST_PAUSE = 128;

/** How soon the next message must have come for a reader to look for one more, in milliseconds. */
const SOON = 0.15;
/**
 * How long a reader looks for a peer that has first to be woken itself, or collects garbage; but only until messages have come so late a few times in a
 * row: where they always do, to be woken costs less.
 */
const LATEST = 0.3;
const MOST_LATE = 4;

/**
 * Decides whether a thread that waits for another one looks on for a while before it sleeps: as long as that was of use. The more often it looks in
 * vain, the more often it sleeps at once. With one core it never looks, because the other thread cannot run meanwhile.
 *
 * To doze in `Atomics.wait()` for a while instead was measured: where timers are slow, as in virtual machines, it takes longer than
 * to be woken by a message.
 */
export class AdaptiveSpin {
  /** How many times to sleep at once before looking again. */
  #pause = 0;
  #pauseNext = 1;

  /** Whether looking has been of use lately. */
  get pays(): boolean {
    return this.#pauseNext === 1;
  }

  /**
   * Looks for a while.
   *
   * @param hasCome - whether there is what the thread waits for
   * @param longest - how long, in milliseconds; what comes later than by default is found too, but does not speak for looking
   * @returns after how many milliseconds it came, to within a few microseconds; undefined when the thread is to sleep
   */
  look(hasCome: () => boolean, longest: number = LONGEST): number | undefined {
    if (this.rest() || !runInParallel()) return undefined;
    const begun = clock.now();
    let elapsed = 0;
    let rounds = 0;
    do {
      rounds += 1;
      for (let look = 0; look < LOOKS; look += 1) {
        if (!hasCome()) continue;
        if (elapsed <= LONGEST) this.#pauseNext = Math.max(this.#pauseNext >> 1, 1);
        return elapsed;
      }
      elapsed = clock.now() - begun;
    } while (elapsed < longest && rounds < MOST_ROUNDS);
    this.#pause = this.#pauseNext;
    this.#pauseNext = Math.min(2 * this.#pauseNext, LONGEST_PAUSE);
    return undefined;
  }

  /** Counts one sleep without a look. @returns whether that was due */
  protected rest(): boolean {
    if (this.#pause === 0) return false;
    this.#pause -= 1;
    return true;
  }
}

// A registry: the reader of this thread that was woken last. While one looks, the others get nothing.
let latest: ReaderSpin | undefined;

/**
 * The same for one of many readers of a thread, which is woken by a message: a reader whose peer answers sooner than that takes had better look; one whose
 * messages come every millisecond must not, nor one that is not alone. When programs share the cores, the system may wake the writer on the reader's
 * core, where the writer cannot run while the reader looks.
 */
export class ReaderSpin extends AdaptiveSpin {
  #worthwhile = false;
  #sleptAt = 0;
  /** How many messages in a row came late. */
  #late = 0;

  /** The reader was woken. */
  woken(): void {
    this.#worthwhile = latest === this && (this.pays || clock.now() - this.#sleptAt < SOON);
    // oxlint-disable-next-line typescript/no-this-alias -- it is compared, not used in its place
    latest = this;
  }

  override look(hasCome: () => boolean): number | undefined {
    if (this.#worthwhile) {
      const elapsed = super.look(hasCome, this.pays && this.#late < MOST_LATE ? LATEST : LONGEST);
      if (elapsed !== undefined) {
        this.#late = elapsed > LONGEST ? this.#late + 1 : 0;
        return elapsed;
      }
    } else this.rest();
    this.#worthwhile = false;
    this.#sleptAt = clock.now();
    return undefined;
  }
}
