import { HeddleError } from '../core/heddle-error.ts';

/** A worker that has not started, and why. */
export interface FailedStart {
  readonly worker: { readonly name: string; readonly id: number };
  readonly exitCode: number;
  /** What it threw, or what says how it ended. */
  readonly error: unknown;
  /** The last lines that it wrote. */
  readonly stderr: string;
}

/** What a task is rejected with for which there is no worker. */
export function cannotLoad(task: string, { worker, exitCode, error, stderr }: FailedStart): HeddleError {
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(
    new HeddleError('HEDDLE_LOAD_FAILED', `Cannot run ${task}: worker "${worker.name}" could not start: ${message}`, { cause: error }),
    { worker, exitCode, task, ...(stderr !== '' && { stderr }) },
  );
}
