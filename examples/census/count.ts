import { setImmediate } from 'node:timers/promises';

import type { Batch } from './batches.ts';
import { countFile } from './count-file.ts';
import { emptyTally, mergeTally, type Tally } from './tally.ts';
import { WorkerClient } from './worker-client.ts';

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
  const workers = Array.from({ length: threads }, (_, index) => new WorkerClient(`census-${index + 1}`));
  try {
    const finished = await Promise.all(
      workers.map(async (worker) => {
        for (let next = await batches.next(); !next.done; next = await batches.next()) {
          const { files, bytes } = await worker.count(root, next.value);
          advance(files, bytes);
        }
        return await worker.finish();
      }),
    );
    const [first, ...others] = finished.map((answer) => answer.tally);
    for (const other of others) mergeTally(first!, other);
    return { tally: first!, busyMilliseconds: finished.map((answer) => answer.busyMilliseconds) };
  } finally {
    await Promise.all(workers.map((worker) => worker[Symbol.asyncDispose]()));
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
