import { HeddleError } from '../core/heddle-error.ts';

/** Why calls are not answered: the port to `peer` has been closed, by either side. */
export function portClosed(peer: string): (task: string) => HeddleError {
  return (task) => new HeddleError('HEDDLE_PORT_CLOSED', `Cannot finish ${task}: the port to ${peer} is closed`);
}
