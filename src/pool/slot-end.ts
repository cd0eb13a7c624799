import type { FailedStart } from './cannot-load.ts';
import type { SlotState } from './slot-owner.ts';

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
