import { HeddleError } from '../core/heddle-error.ts';

/** `open` for tasks; `closing` while it finishes those that it has, `closed` from then on. */
export type PoolState = 'open' | 'closing' | 'closed';

/** The error of a task that comes too late. */
export function poolClosed(task: string, state: PoolState): HeddleError {
  return new HeddleError('HEDDLE_POOL_CLOSED', `Cannot run ${task}: the pool is ${state}`);
}

/** That of one which the pool has not waited for when it was closed. */
export function poolGaveUp(task: string, why: string): HeddleError {
  return new HeddleError('HEDDLE_POOL_CLOSED', `Cannot finish ${task}: the pool is closed, and ${why}`);
}

/** That of one which had not finished when the pool was terminated. */
export function poolTerminated(task: string): HeddleError {
  return new HeddleError('HEDDLE_POOL_CLOSED', `Cannot finish ${task}: the pool has been terminated`);
}
