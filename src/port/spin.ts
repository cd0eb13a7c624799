import { os } from '#platform';

/** How long a reader looks at its ring before it sleeps, and how soon the next message must have come for that to pay, in milliseconds. */
const LONGEST = 0.05;
const SOON = 0.15;
/** Looks at the ring between two looks at the clock, which costs as much as ten of them. */
const LOOKS = 64;

/** In wake-ups. */
const LONGEST_PAUSE = 64;

// With one core the writer cannot run while the reader looks.
const ENABLED = os.availableParallelism() > 1;

/**
 * Decides how long a reader that found nothing looks on before it sleeps. Waking a thread costs ten to thirty microseconds, so
 * a reader whose peer answers sooner had better wait; one whose messages come every millisecond must not.
 */
export class Spin {
  #worthwhile = false;
  #sleptAt = 0;
  /** How many wake-ups to let pass before looking again, after looks that were in vain: other programs may want the core. */
  #pause = 0;
  #pauseNext = 1;

  /** The reader was woken. */
  woken(): void {
    if (this.#pause > 0) this.#pause -= 1;
    else this.#worthwhile = ENABLED && performance.now() - this.#sleptAt < SOON;
  }

  /** Looks for a while. @returns whether something came; otherwise the reader is to sleep */
  look(hasFrame: () => boolean): boolean {
    if (this.#worthwhile) {
      const until = performance.now() + LONGEST;
      do {
        for (let look = 0; look < LOOKS; look += 1) {
          if (!hasFrame()) continue;
          this.#pauseNext = 1;
          return true;
        }
      } while (performance.now() < until);
      this.#worthwhile = false;
      this.#pause = this.#pauseNext;
      this.#pauseNext = Math.min(2 * this.#pauseNext, LONGEST_PAUSE);
    }
    this.#sleptAt = performance.now();
    return false;
  }
}
