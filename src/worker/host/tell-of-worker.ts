import { diagnostics } from '../../observe/diagnostics.ts';
import { logEvent } from '../../observe/event-log.ts';
import type { Failure } from './failure.ts';

/** Tells subscribers and those who watch what becomes of a worker. */
export function tellStart(worker: object, name: string, script: string): void {
  logEvent({ type: 'worker', what: 'start', worker: name });
  if (diagnostics.workerStart.isWanted) diagnostics.workerStart.publish({ worker, name, script });
}

export function tellOpen(worker: object, name: string): void {
  logEvent({ type: 'worker', what: 'open', worker: name });
  if (diagnostics.workerOpen.isWanted) diagnostics.workerOpen.publish({ worker, name });
}

export function tellError(worker: object, name: string, { event: { error, message } }: Failure): void {
  logEvent({ type: 'error', worker: name, message, stack: error instanceof Error ? (error.stack ?? '') : '' });
  if (diagnostics.workerError.isWanted) diagnostics.workerError.publish({ worker, name, error });
}

export function tellClose(worker: object, name: string, exitCode: number, reason: string): void {
  logEvent({ type: 'worker', what: 'close', worker: name, exitCode, reason });
  if (diagnostics.workerClose.isWanted) diagnostics.workerClose.publish({ worker, name, exitCode, reason });
}
