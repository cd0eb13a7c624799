import type { PoolTask } from './pool-task.ts';
import type { SlotEnd } from './slot-end.ts';
import type { WorkerSlot } from './worker-slot.ts';

/**
 * `starting` until the script has loaded and `setup` has run; `ready` for tasks; `retiring` while it finishes what it has; `ending` once
 * it is told to end, and `ended`.
 */
export type SlotState = 'starting' | 'ready' | 'retiring' | 'ending' | 'ended';

export type TaskOutcome = 'completed' | 'failed' | 'cancelled' | 'rejected';

/** Who is told of what happens to a slot. */
export interface SlotOwner {
  ready(slot: WorkerSlot): void;
  /** The worker has answered for the first time. */
  worked(slot: WorkerSlot): void;
  /** A task is done, or never will be: its promise is settled. */
  done(slot: WorkerSlot, outcome: TaskOutcome): void;
  /** A task that ran has waited so long before. */
  waited(milliseconds: number): void;
  /**
   * The worker is gone; its tasks are `lost`, of which the owner takes those that it can send elsewhere. The others are rejected then.
   *
   * @returns whether tasks that it does not have are told why it has ended
   */
  losing(slot: WorkerSlot, lost: readonly PoolTask[], end: SlotEnd): boolean;
  ended(slot: WorkerSlot, end: SlotEnd): void;
}
