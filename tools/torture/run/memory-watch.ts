import { memoryUsage } from 'node:process';

/** What may come on top of the memory of the first fifth, which loads code and fills caches, in bytes. */
const GROWTH = 150 * 2 ** 20;
/** In less time, what is still in use is no growth yet. */
const SHORTEST_MILLISECONDS = 30_000;

const inMebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Compares the most memory of the first fifth of the time with the least of the last: what stays in between is never given back. */
export class MemoryWatch {
  readonly #start: number;
  readonly #until: number;
  #early = 0;
  #late = Infinity;

  constructor(start: number, until: number) {
    this.#start = start;
    this.#until = until;
  }

  look(now: number): void {
    const passed = (now - this.#start) / (this.#until - this.#start);
    if (passed < 0.2) this.#early = Math.max(this.#early, memoryUsage.rss());
    else if (passed > 0.8) this.#late = Math.min(this.#late, memoryUsage.rss());
  }

  check(): void {
    if (this.#until - this.#start < SHORTEST_MILLISECONDS || this.#early === 0 || this.#late === Infinity) return;
    if (this.#late - this.#early > GROWTH)
      throw new Error(`Cannot call memory flat: ${inMebibytes(this.#early)} at first, ${inMebibytes(this.#late)} at the end`);
  }
}
