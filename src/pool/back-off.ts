/** In milliseconds: before the second attempt, and at most. */
const FIRST = 50;
const LONGEST = 1_000;
/** So many attempts in a row may be in vain where workers have been seen to start; where none ever has, nothing speaks for a second one. */
const ATTEMPTS = 3;

/** A worker that has ended before it had answered anything. Times are those of `clock.now()`. */
interface Failure {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Whether it had not begun with anything either: then nobody was told of its end, and the next one may end as it did. */
  readonly isBarren: boolean;
}

/**
 * How long to wait before a worker is started again, and when to stop waiting. It does not matter in which state the workers ended: one that has loaded and
 * ends at once is of no more use than one that does not load.
 */
export class BackOff {
  /** Attempts in a row that failed, and those of them that were barren. */
  #failures = 0;
  #barren = 0;
  #until = 0;
  /** When the last attempt failed. */
  #failedAt = 0;
  #everStarted = false;

  /** In milliseconds from `now`. */
  delay(now: number): number {
    return Math.max(0, this.#until - now);
  }

  /** Whether those who wait for a worker should be told that none comes. */
  get isHopeless(): boolean {
    return this.#barren >= (this.#everStarted ? ATTEMPTS : 1);
  }

  failed({ startedAt, endedAt, isBarren }: Failure): void {
    if (!isBarren) this.#barren = 0;
    // Workers that were there when another one failed may share its reason, and all of them are one attempt. Whatever is started again is started later.
    if (startedAt < this.#failedAt) return;
    this.#failedAt = endedAt;
    this.#until = endedAt + Math.min(FIRST * 2 ** this.#failures, LONGEST);
    this.#failures += 1;
    if (isBarren) this.#barren += 1;
  }
  /** A worker is ready for tasks. */
  started(): void {
    this.#everStarted = true;
  }
  /** A worker has answered. */
  worked(): void {
    this.#failures = 0;
    this.#barren = 0;
    this.#until = 0;
  }
}
