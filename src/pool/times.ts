/** How many values there were of which length. */
export interface TimeHistogram {
  /** Milliseconds, in ascending order: 0.001, 0.0025, 0.005, 0.01 and so on, up to 100 000. */
  readonly bounds: readonly number[];
  /** How many values were at most the bound at the same place, to within 2 %, and above the one before; at last, how many were above all of them. */
  readonly counts: readonly number[];
}

/** Times in milliseconds: what half, nine of ten, and 99 of 100 values do not exceed, to within 1 %. */
export interface TimeSummary {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly histogram: TimeHistogram;
}

/** Times from a nanosecond to four hours, in milliseconds: what is shorter or longer is counted as these. */
const LEAST = 2 ** -20;
const MOST = 2 ** 24;
/** A place for each 64th of each doubling: the exponent of a double and the highest 6 bits of what follows. */
const SHIFT = 20 - 6;
const SCRATCH = new DataView(new ArrayBuffer(8));
const FIRST = placeOf(LEAST, 0);
const PLACES = placeOf(MOST, FIRST) + 1;
/** The lowest value of each place, and of the one after the last. */
const EDGES: Float64Array = Float64Array.from({ length: PLACES + 1 }, (_, place) => lowestOf(place));

/** Up to which the values of each part of the histogram go: 1, 2.5 and 5 of a microsecond, ten of them, and so on up to 100 seconds. */
const BOUNDS: readonly number[] = [-3, -2, -1, 0, 1, 2, 3, 4].flatMap((power) => [1, 2.5, 5].map((step) => step * 10 ** power)).concat(1e5);

/** How often each length of time has occurred. To count one takes a few additions: there is one for every task. */
export class Times {
  // Not of 32 bits: a million tasks a second would be too many in an hour.
  readonly #counts = new Float64Array(PLACES);
  /** There is no place for these, and most tasks wait for nothing. */
  #zeros = 0;
  #sum = 0;
  #max = 0;

  add(milliseconds: number): void {
    this.#counts[placeOf(Math.min(Math.max(milliseconds, LEAST), MOST), FIRST)]! += 1;
    this.#sum += milliseconds;
    if (milliseconds > this.#max) this.#max = milliseconds;
  }
  addZero(): void {
    this.#zeros += 1;
  }
  /** Adds all that `others` have counted. */
  addAll(others: Times): void {
    for (let place = 0; place < PLACES; place += 1) this.#counts[place]! += others.#counts[place]!;
    this.#zeros += others.#zeros;
    this.#sum += others.#sum;
    this.#max = Math.max(this.#max, others.#max);
  }

  summary(): TimeSummary {
    let count = this.#zeros;
    for (let place = 0; place < PLACES; place += 1) count += this.#counts[place]!;
    return {
      count,
      sum: this.#sum,
      mean: count === 0 ? 0 : this.#sum / count,
      p50: this.#atRank(0.5 * count),
      p90: this.#atRank(0.9 * count),
      p99: this.#atRank(0.99 * count),
      max: this.#max,
      histogram: this.#histogram(),
    };
  }

  /** What so many of the values do not exceed. */
  #atRank(rank: number): number {
    let below = this.#zeros;
    if (below >= rank) return 0;
    let place = 0;
    while (place < PLACES - 1 && (below += this.#counts[place]!) < rank) place += 1;
    // The middle of a place is at most 1 % away from any of its values.
    return Math.min((EDGES[place]! + EDGES[place + 1]!) / 2, this.#max);
  }

  #histogram(): TimeHistogram {
    const counts = [this.#zeros, ...BOUNDS.map(() => 0)];
    let part = 0;
    for (let place = 0; place < PLACES; place += 1) {
      // By the lowest value of the place, so that those which are exactly the bound are within it.
      while (part < BOUNDS.length && EDGES[place]! > BOUNDS[part]!) part += 1;
      counts[part]! += this.#counts[place]!;
    }
    return { bounds: BOUNDS, counts };
  }
}

function placeOf(milliseconds: number, first: number): number {
  SCRATCH.setFloat64(0, milliseconds);
  return (SCRATCH.getUint32(0) >>> SHIFT) - first;
}
function lowestOf(place: number): number {
  SCRATCH.setUint32(0, (place + FIRST) << SHIFT);
  SCRATCH.setUint32(4, 0);
  return SCRATCH.getFloat64(0);
}

/** What a pool counts. Every task is in the end one of the completed, failed, cancelled or rejected. */
export class Counters {
  /** Tasks that are not settled. */
  pending: number = 0;
  completed: number = 0;
  failed: number = 0;
  cancelled: number = 0;
  rejected: number = 0;
  retried: number = 0;
  workersStarted: number = 0;
  workersDied: number = 0;
  workersRecycled: number = 0;
  /** Milliseconds: of workers that are gone, on tasks and altogether. */
  busyBefore: number = 0;
  ageBefore: number = 0;
  readonly waitTime: Times = new Times();
  /** Of workers that are gone; the others have their own. */
  readonly runTimeBefore: Times = new Times();
}
