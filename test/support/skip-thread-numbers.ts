import threads from 'node:worker_threads';

/** Uses up numbers of threads: the runtime gives one to each worker, also to one that it cannot start. */
export function skipThreadNumbers(count: number): void {
  for (let skipped = 0; skipped < count; skipped += 1) {
    try {
      // The last thing that is looked at, and nothing that can be sent.
      void new threads.Worker('', { eval: true, workerData: skipThreadNumbers });
    } catch {
      continue;
    }
    throw new Error('Cannot skip a number: the runtime has started a thread');
  }
}
