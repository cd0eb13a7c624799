/** In milliseconds: before the second attempt, and at most. */
const FIRST = 50;
const LONGEST = 1_000;
/** So many attempts in a row may fail where workers have been seen to start; where none ever has, nothing speaks for a second one. */
const ATTEMPTS = 3;

/** How long to wait before a worker is started again, and when to stop waiting. */
export class BackOff {
  /** Workers in a row that ended before they had done anything, and those of them that did not even start. */
  #failures = 0;
  #failedStarts = 0;
  #until = 0;
  #everStarted = false;

  /** In milliseconds from `now`, of the clock of `performance.now()`. */
  delay(now: number): number {
    return Math.max(0, this.#until - now);
  }

  /** Whether those who wait for a worker should be told that none comes. */
  get isHopeless(): boolean {
    return this.#failedStarts >= (this.#everStarted ? ATTEMPTS : 1);
  }

  /** A worker has ended before it had done anything. */
  failed(now: number, toStart: boolean): void {
    this.#until = now + Math.min(FIRST * 2 ** this.#failures, LONGEST);
    this.#failures += 1;
    if (toStart) this.#failedStarts += 1;
  }
  /** A worker is ready for tasks. */
  started(): void {
    this.#everStarted = true;
    this.#failedStarts = 0;
  }
  /** A worker has done something. */
  worked(): void {
    this.#failures = 0;
    this.#until = 0;
  }
}
