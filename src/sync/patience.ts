import { clock, runInParallel } from '#platform';

/** How long a thread looks for its answer before it sleeps, in milliseconds: to sleep and be woken costs more. */
const LONGEST = 0.05;
/** Looks between two looks at the clock. */
const LOOKS = 64;
/** And so many looks at the clock at most, several times what passes in that time: a clock that stands still must not hold up the thread. */
const MOST_ROUNDS = 2048;
/** How many times a thread sleeps at once, where looking is in vain nearly always. */
const LONGEST_PAUSE = 64;

/** Decides whether it pays to look for an answer for a while before sleeping: as long as answers come that soon. */
export class Patience {
  /** How many times to sleep at once before looking again. */
  #pause = 0;
  #pauseNext = 1;

  /** Looks for a while. @returns whether it came; otherwise the thread is to sleep */
  look(hasCome: () => boolean): boolean {
    // With one core the other thread cannot run while this one looks.
    if (!runInParallel()) return false;
    if (this.#pause > 0) {
      this.#pause -= 1;
      return false;
    }
    const until = clock.now() + LONGEST;
    let rounds = 0;
    do {
      rounds += 1;
      for (let look = 0; look < LOOKS; look += 1) {
        if (!hasCome()) continue;
        this.#pauseNext = Math.max(this.#pauseNext >> 1, 1);
        return true;
      }
    } while (clock.now() < until && rounds < MOST_ROUNDS);
    this.#pause = this.#pauseNext;
    this.#pauseNext = Math.min(2 * this.#pauseNext, LONGEST_PAUSE);
    return false;
  }
}
