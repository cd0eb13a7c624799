import { atEachBeat, BEAT_MILLISECONDS } from '../observe/beat.ts';
import { logEvent } from '../observe/event-log.ts';
import { GROWN, GrowingQueue } from '../observe/look-for-trouble.ts';
import { offerPoolFigures } from '../observe/pool-figures.ts';
import { warn } from '../observe/warn.ts';
import type { TimeSummary } from './times.ts';
import type { Scheduler } from './scheduler.ts';
import { statsOf } from './pool-stats.ts';

/** Once a second. */
const LOOK = 1000 / BEAT_MILLISECONDS;

// A registry: the pools of this thread have numbers.
let numbers = 0;

/** Tells those who watch what a pool does, at each beat, and those who ask, as long as there is the pool. @returns the way to end that */
export function reportPool(scheduler: Scheduler, name: string): () => void {
  const pool = (numbers += 1);
  const reference = new WeakRef(scheduler);
  const queue = new GrowingQueue();
  let beats = 0;
  const ends = [
    atEachBeat(() => {
      const found = reference.deref();
      if (!found) return end();
      const { waitTime, runTime, ...stats } = statsOf(found);
      beats += 1;
      if (beats % LOOK === 0 && queue.look(stats.queued)) warnOfQueue(name, stats.queued);
      // The workers are threads, which those who watch see anyway; and an event has little room.
      const reported = {
        ...stats,
        workers: stats.workers.length,
        waitTime: drawn(waitTime),
        runTime: drawn(runTime),
      };
      logEvent({ type: 'pool', pool, name, stats: reported });
    }),
    offerPoolFigures(pool, () => {
      const found = reference.deref();
      if (!found) {
        end();
        return undefined;
      }
      const stats = statsOf(found);
      return { ...stats, name, workers: stats.workers.length };
    }),
  ];
  const end = (): void => {
    for (const stop of ends) stop();
    logEvent({ type: 'pool', pool, name, stats: undefined });
  };
  return end;
}

function warnOfQueue(name: string, queued: number): void {
  warn(
    'HEDDLE_QUEUE_GROWS',
    `pool ${name}`,
    `The queue of pool ${name} has grown for ${GROWN} s, to ${queued} tasks`,
    'It gets more tasks than its workers finish, and keeps all of them in memory. Set `maxQueue` and wait for `pool.ready`, use `map()`, or give it more workers.',
  );
}

/** What is told of times: their histogram as it can be drawn, because an event has little room. */
export interface DrawnTimes extends Omit<TimeSummary, 'histogram'> {
  /** The bounds of all parts that are told, in milliseconds; `most` is null where there is none. */
  readonly least: number;
  readonly most: number | null;
  /** How high each part is, as a digit between 0 and z; what is there at all is not 0. */
  readonly heights: string;
}

function drawn({ histogram: { bounds, counts }, ...times }: TimeSummary): DrawnTimes {
  const first = counts.findIndex((count) => count > 0);
  const parts = first < 0 ? [] : counts.slice(first, counts.findLastIndex((count) => count > 0) + 1);
  const highest = Math.max(...parts);
  return {
    ...times,
    least: bounds[first - 1] ?? 0,
    most: bounds[first + parts.length - 1] ?? null,
    heights: parts.map((count) => Math.ceil((count / highest) * 35).toString(36)).join(''),
  };
}
