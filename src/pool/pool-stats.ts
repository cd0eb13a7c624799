import { clock } from '#platform';
import type { Scheduler } from './scheduler.ts';
import type { SlotState } from './slot-owner.ts';
import { type TimeSummary, Times } from './times.ts';
import type { WorkerSlot } from './worker-slot.ts';

/** What `pool.stats()` says of one worker. */
export interface WorkerStats {
  /** Its name: that of the pool's option and a number. */
  readonly name: string;
  readonly threadId: number;
  readonly state: SlotState;
  /** Tasks that it works on, and tiny ones that were sent to it ahead of their time. */
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  /** The bytes of its heap, garbage and buffers included, as it was at its start or after one of its last tasks. */
  readonly memory: number;
  /** Milliseconds since it was started. */
  readonly age: number;
  /** The share of its time that it has spent on tasks, from 0 to 1. */
  readonly utilization: number;
  /** How long its tasks ran, as it measured. */
  readonly runTime: TimeSummary;
}

/** What a pool has done so far, and what it does now. */
export interface PoolStats {
  readonly workers: readonly WorkerStats[];
  /** Tasks that wait for a worker, or behind another one. */
  readonly queued: number;
  /** Tasks that workers work on. */
  readonly running: number;
  /** Tasks that gave a result. */
  readonly completed: number;
  /** Tasks that threw, whose arguments or result could not be cloned, or whose worker died. */
  readonly failed: number;
  /** Tasks that were cancelled, or given up because the pool was terminated or its workers did not start. */
  readonly cancelled: number;
  /**
   * Tasks that were refused at once, and have neither waited nor run: their signal was aborted already, the queue was full, no worker could be had,
   * their arguments did not fit their schema, or the pool was closed.
   */
  readonly rejected: number;
  /** How many times a task was run again after its worker had died. */
  readonly retried: number;
  readonly workersStarted: number;
  /** Workers that ended although nobody told them to. */
  readonly workersDied: number;
  /** Workers that were replaced because of `maxTasksPerWorker` or `maxMemoryPerWorker`. */
  readonly workersRecycled: number;
  /** How long the tasks waited that ran; those that were sent to a free worker at once have waited 0. */
  readonly waitTime: TimeSummary;
  /** How long tasks ran, as their workers measured it: also those that are gone. */
  readonly runTime: TimeSummary;
  /** The share of the workers' time that was spent on tasks, from 0 to 1, over the life of the pool. */
  readonly utilization: number;
}

export function statsOf({ counters, slots, queued }: Scheduler): PoolStats {
  const now = clock.now();
  const { completed, failed, cancelled, rejected, retried, workersStarted, workersDied, workersRecycled } = counters;
  const busy = slots.reduce((sum, slot) => sum + slot.busyUntil(now), counters.busyBefore);
  const age = slots.reduce((sum, slot) => sum + (now - slot.startedAt) * slot.places, counters.ageBefore);
  const runTime = new Times();
  for (const times of [counters.runTimeBefore, ...slots.map((slot) => slot.runTime)]) runTime.addAll(times);
  return {
    workers: slots.map((slot) => workerStats(slot, now)),
    queued,
    running: slots.reduce((sum, slot) => sum + slot.working, 0),
    completed,
    failed,
    cancelled,
    rejected,
    retried,
    workersStarted,
    workersDied,
    workersRecycled,
    waitTime: counters.waitTime.summary(),
    runTime: runTime.summary(),
    utilization: share(busy, age),
  };
}

function workerStats(slot: WorkerSlot, now: number): WorkerStats {
  const { name, threadId, state, working: running, completed, failed, memory, startedAt, places } = slot;
  const age = now - startedAt;
  const utilization = share(slot.busyUntil(now), age * places);
  return { name, threadId, state, running, completed, failed, memory, age, utilization, runTime: slot.runTime.summary() };
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
