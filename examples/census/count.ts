import { setImmediate } from 'node:timers/promises';

import { Pool } from 'heddle';

import type { Batch } from './batches.ts';
import { countFile } from './count-file.ts';
import { emptyTally, mergeTally, type Tally } from './tally.ts';
import type { Assignment } from './tasks.ts';

export interface Counted {
  readonly tally: Tally;
  /** How long each thread was counting, by its own clock. */
  readonly busyMilliseconds: readonly number[];
}

/** Told after every batch. */
export type Advance = (files: number, bytes: number) => void;

/** Counts on worker threads. Each takes the next batch when it is through with one, so a slow file delays only its own worker. */
export async function countOnThreads(
  threads: number,
  root: string,
  batches: AsyncGenerator<Batch, void, void>,
  advance: Advance,
): Promise<Counted> {
  const pool = new Pool<typeof import('./tasks.ts')>(new URL('./tasks.ts', import.meta.url), { size: threads, name: 'census' });
  try {
    let given = 0;
    const assignments = async function* (): AsyncGenerator<Assignment, void, void> {
      for await (const { paths } of batches) {
        given += paths.length;
        yield { root, paths };
      }
    };
    for await (const { files, bytes } of pool.map('count', assignments(), { concurrency: 2 * threads, ordered: false }))
      advance(files, bytes);
    const shares = await pool.broadcast('finish', []);
    // A worker that ended while it had nothing to do took its tally along, and another one has its place.
    const counted = shares.reduce((files, share) => files + share.files, 0);
    if (counted !== given) throw new Error(`Cannot add up the census: ${given - counted} files were counted by a worker that has ended`);
    const [first, ...others] = shares.map(({ tally }) => tally);
    for (const other of others) mergeTally(first!, other);
    return { tally: first!, busyMilliseconds: shares.map((share) => share.busyMilliseconds) };
  } finally {
    await pool.terminate();
  }
}

/** The same on the calling thread, for comparison. */
export async function countHere(root: string, batches: AsyncGenerator<Batch, void, void>, advance: Advance): Promise<Counted> {
  const tally = emptyTally();
  let busyMilliseconds = 0;
  for await (const { paths } of batches) {
    const began = performance.now();
    let bytes = 0;
    for (const path of paths) bytes += countFile(tally, root, path);
    busyMilliseconds += performance.now() - began;
    advance(paths.length, bytes);
    // Files that are found at once never let the event loop turn, and the progress bar is drawn by a timer.
    await setImmediate();
  }
  return { tally, busyMilliseconds: [busyMilliseconds] };
}
