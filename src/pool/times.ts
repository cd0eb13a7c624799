import { createHistogram } from '#platform';
import type { TimeSummary } from './pool-stats.ts';

/** A time in milliseconds is counted in nanoseconds, up to three hours. */
const NANOSECONDS = 1e6;
const HIGHEST = 1e13;

/** How often each length of time has occurred. */
export class Times {
  readonly #histogram = createHistogram({ highest: HIGHEST, figures: 2 });
  /** The histogram has no place for these, and most tasks wait for nothing. */
  #zeros = 0;

  add(milliseconds: number): void {
    // Clocks of threads differ by less than a nanosecond may.
    this.#histogram.record(Math.min(Math.max(1, Math.round(milliseconds * NANOSECONDS)), HIGHEST));
  }
  addZero(): void {
    this.#zeros += 1;
  }

  summary(): TimeSummary {
    const times = this.#histogram;
    const count = this.#zeros + times.count;
    if (count === 0) return { count, mean: 0, p50: 0, p90: 0, p99: 0, max: 0 };
    const at = (share: number): number => {
      const rank = share * count - this.#zeros;
      return rank <= 0 ? 0 : times.percentile((100 * rank) / times.count) / NANOSECONDS;
    };
    const mean = times.count === 0 ? 0 : (times.mean * times.count) / count / NANOSECONDS;
    return { count, mean, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: times.count === 0 ? 0 : times.max / NANOSECONDS };
  }
}
