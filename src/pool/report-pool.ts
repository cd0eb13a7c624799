import { atEachBeat } from '../counters/beat.ts';
import { logEvent } from '../counters/event-log.ts';
import type { Scheduler } from './scheduler.ts';
import { statsOf } from './stats-of.ts';

// A registry: the pools of this thread have numbers.
let numbers = 0;

/** Tells those who watch what a pool does, at each beat, as long as there is the pool. @returns the way to end that */
export function reportPool(scheduler: Scheduler, name: string): () => void {
  const pool = (numbers += 1);
  const reference = new WeakRef(scheduler);
  const stop = atEachBeat(() => {
    const found = reference.deref();
    if (!found) return end();
    const stats = statsOf(found);
    // The workers are threads, which those who watch see anyway.
    logEvent({ type: 'pool', pool, name, stats: { ...stats, workers: stats.workers.length } });
  });
  const end = (): void => {
    stop();
    logEvent({ type: 'pool', pool, name, stats: undefined });
  };
  return end;
}
