import { HeddleError } from '../core/heddle-error.ts';
import type { PoolTask } from './pool-task.ts';

/**
 * `starting` until the script has loaded and `setup` has run; `ready` for tasks; `retiring` while it finishes what it has; `ending` once
 * it is told to end, and `ended`.
 */
export type SlotState = 'starting' | 'ready' | 'retiring' | 'ending' | 'ended';

export type TaskOutcome = 'completed' | 'failed' | 'cancelled' | 'rejected';

/** Who is told of what happens to a slot. */
export interface SlotOwner<Slot> {
  ready(slot: Slot): void;
  /** The worker has answered for the first time. */
  worked(slot: Slot): void;
  /** A task is done, or never will be: its promise is settled. */
  done(slot: Slot, outcome: TaskOutcome): void;
  /** A task that ran has waited so long before. */
  waited(milliseconds: number): void;
  /**
   * The worker is gone; its tasks are `lost`, of which the owner takes those that it can send elsewhere. The others are rejected then.
   *
   * @returns whether tasks that it does not have are told why it has ended
   */
  losing(slot: Slot, lost: readonly PoolTask[], end: SlotEnd): boolean;
  ended(slot: Slot, end: SlotEnd): void;
}

/** Why a slot's worker ended. */
export interface SlotEnd {
  readonly name: string;
  readonly id: number;
  /** The state before. */
  readonly during: SlotState;
  /** Whether it has answered anything. */
  readonly hasWorked: boolean;
  /**
   * Whether it ended although nobody had told it to, and had neither answered anything nor begun with a task: a task that it was given runs elsewhere,
   * and nobody hears of this end.
   */
  readonly isBarren: boolean;
  readonly code: number;
  readonly reason: string;
  /** What it threw, if that is why. */
  readonly error: unknown;
  /** The last lines that it wrote. */
  readonly stderr: string;
}

/** What is told of a worker that was of no use. */
export function failedStart({ name, id, during, code, reason, error, stderr }: SlotEnd): FailedStart {
  const why = error ?? new Error(`the worker ended with code ${code} (${reason})`);
  return { worker: { name, id }, wasReady: during !== 'starting', exitCode: code, error: why, stderr };
}

/** A worker that has been of no use, and why. */
export interface FailedStart {
  readonly worker: { readonly name: string; readonly id: number };
  /** Whether it has been ready for tasks, and ended before it had begun with one. */
  readonly wasReady: boolean;
  readonly exitCode: number;
  /** What it threw, or what says how it ended. */
  readonly error: unknown;
  /** The last lines that it wrote. */
  readonly stderr: string;
}

/** What a task is rejected with for which there is no worker. */
export function cannotLoad(task: string, { worker, wasReady, exitCode, error, stderr }: FailedStart): HeddleError {
  const message = error instanceof Error ? error.message : String(error);
  const what = wasReady ? 'ended before it could begin' : 'could not start';
  return Object.assign(
    new HeddleError('HEDDLE_LOAD_FAILED', `Cannot run ${task}: worker "${worker.name}" ${what}: ${message}`, { cause: error }),
    { worker, exitCode, task, ...(stderr !== '' && { stderr }) },
  );
}
