import { HeddleError } from '../core/heddle-error.ts';

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
