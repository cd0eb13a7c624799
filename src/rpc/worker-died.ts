import { HeddleError } from '../core/heddle-error.ts';
import { describeThread, type ThreadEnd } from '../port/thread-end.ts';

/**
 * Why a call is not answered: its worker has ended, or could not be loaded.
 *
 * @param stderr - the last lines that the worker wrote, if they are known
 */
export function workerDied(task: string, end: ThreadEnd, stderr: string = ''): HeddleError {
  const { name, id, code, reason, error, loading } = end;
  const what = loading ? 'could not be loaded, and ended' : 'ended';
  return Object.assign(
    new HeddleError(
      loading ? 'HEDDLE_LOAD_FAILED' : 'HEDDLE_WORKER_DIED',
      `Cannot finish ${task}: ${describeThread(end)} ${what} with code ${code}: ${reason}`,
      error === undefined ? {} : { cause: error },
    ),
    { worker: { name, id }, exitCode: code, task, ...(stderr !== '' && { stderr }) },
  );
}
