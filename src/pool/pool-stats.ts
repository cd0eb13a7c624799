import type { SlotState } from './slot-owner.ts';

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
