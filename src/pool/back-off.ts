/** In milliseconds: before the second attempt, and at most. */
const FIRST = 50;
const LONGEST = 5_000;
/** So many attempts in a row may fail where workers have been seen to start; where none ever has, nothing speaks for a second one. */
const ATTEMPTS = 3;

/** How long to wait before a worker is started again, and when to stop waiting. A failure is a worker that ended before it had done anything. */
export class BackOff {
  #failures = 0;
  #until = 0;
  #everStarted = false;

  /** In milliseconds from `now`, of the clock of `performance.now()`. */
  delay(now: number): number {
    return Math.max(0, this.#until - now);
  }

  /** Whether those who wait for a worker should be told that none comes. */
  get isHopeless(): boolean {
    return this.#failures >= (this.#everStarted ? ATTEMPTS : 1);
  }

  failed(now: number): void {
    this.#until = now + Math.min(FIRST * 2 ** this.#failures, LONGEST);
    this.#failures += 1;
  }
  /** A worker is ready for tasks. */
  started(): void {
    this.#everStarted = true;
  }
  /** A worker has done something. */
  worked(): void {
    this.#failures = 0;
    this.#until = 0;
  }
}
