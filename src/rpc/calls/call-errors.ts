import type { ErrorRecord } from '../../clone/error-record.ts';
import { reviveError } from '../../clone/revive-error.ts';
import { HeddleError } from '../../core/heddle-error.ts';
import { describeThread, type ThreadEnd } from '../../thread/thread-end.ts';

/** The delivery of a message takes up to so many frames of a stack, which come before those of the caller. */
const FRAMES_OF_DELIVERY = 24;

const TURN = Promise.resolve();

/**
 * A promise that rejects with what `make` returns, for a call to be resolved with. `make` runs where the engine knows who awaits the call, so that
 * the stack of an error made there ends with the caller, and a call that succeeds costs nothing for it.
 */
export async function raise(make: () => unknown): Promise<never> {
  // After the first turn this promise has its reaction, which leads to the caller; the second is for the resolved promise to become it.
  await TURN;
  await TURN;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackTraceLimit + FRAMES_OF_DELIVERY;
  try {
    throw make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Within `raise()`: the error that the other side threw, with the stack of the caller behind its own. */
export function revive(record: ErrorRecord): unknown {
  return passOn(reviveError(record));
}

/** Within `raise()`: an error that heddle made on this side, with the stack of the caller for its own. */
export function asRaised<E extends Error>(error: E): E {
  setFrames(error, [`${error.name}: ${error.message}`, ...callers()]);
  return error;
}

/** Within `raise()`: the error of a call that was made for somebody else than its caller, such as the reader of a list, with the stack of that one behind its own. */
export function passOn(error: unknown): unknown {
  if (error instanceof Error) setFrames(error, [error.stack ?? '', ...callers()]);
  return error;
}

/** The same for what kept arguments from being sent: an error of a getter, or the reason of a signal, is the program's and stays as it is. */
export function asRefused(error: unknown): unknown {
  return error instanceof DOMException && error.name === 'DataCloneError' ? asRaised(error) : error;
}

function callers(): string[] {
  return new Error().stack!.split('\n').filter((line) => line.startsWith('    at async '));
}

function setFrames(error: Error, lines: readonly string[]): void {
  Object.defineProperty(error, 'stack', { value: lines.join('\n'), writable: true, configurable: true });
}

// A registry: the errors of time-outs that were made here. Each belongs to one call.
const timeouts = new WeakSet<object>();

/** The error of a call whose time is over. */
export function timedOut(message: string): DOMException {
  const error = new DOMException(message, 'TimeoutError');
  timeouts.add(error);
  return error;
}

/** Within `raise()`: why a call was cancelled. The time-out of the call gets the stack of the caller; any other reason is the program's, and stays as it is. */
export function asReason(reason: unknown): unknown {
  return reason instanceof DOMException && timeouts.has(reason) ? asRaised(reason) : reason;
}

/** Why calls are not answered: the port to `peer` has been closed, by either side. */
export function portClosed(peer: string): (task: string) => HeddleError {
  return (task) => new HeddleError('HEDDLE_PORT_CLOSED', `Cannot finish ${task}: the port to ${peer} is closed`);
}

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
