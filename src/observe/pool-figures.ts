/** Times of tasks, in milliseconds. */
export interface Durations {
  readonly count: number;
  readonly sum: number;
  readonly histogram: { readonly bounds: readonly number[]; readonly counts: readonly number[] };
}

/** What a pool of this thread tells those who ask for figures. */
export interface PoolFigures {
  readonly name: string;
  readonly workers: number;
  readonly queued: number;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly rejected: number;
  readonly retried: number;
  readonly workersStarted: number;
  readonly workersDied: number;
  readonly workersRecycled: number;
  readonly waitTime: Durations;
  readonly runTime: Durations;
}

/** Figures of a pool; undefined once there is none any more. */
type Read = () => PoolFigures | undefined;

// A registry: the pools of this thread, by their numbers.
const pools = new Map<number, Read>();

/** Lets those who ask for figures read those of a pool. @returns the way to end that */
export function offerPoolFigures(pool: number, read: Read): () => void {
  pools.set(pool, read);
  return () => void pools.delete(pool);
}

/** Those of all pools of this thread. */
export function readPools(): (PoolFigures & { readonly pool: number })[] {
  return [...pools].flatMap(([pool, read]) => {
    const figures = read();
    return figures ? [{ ...figures, pool }] : [];
  });
}
