import { Times } from './times.ts';

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
