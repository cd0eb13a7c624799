import { inspect, process } from '#node';
import { reviveError } from '../../clone/revive-error.ts';
import { locateError } from '../../core/locate-error.ts';
import type { ErrorReport } from '../messages.ts';

/** An error that ends a worker, as its parent sees it. */
export interface Failure {
  readonly event: { message: string; filename: string; lineno: number; colno: number; error: unknown };
  /** For the `reason` of `close`. */
  readonly reason: string;
}

/** A failure that the worker reported. */
export function reportedFailure({ message, filename, lineno, colno, error }: ErrorReport): Failure {
  return { event: { message, filename, lineno, colno, error: reviveError(error) }, reason: `uncaught error: ${message}` };
}

/** A failure that the runtime noticed because the worker could not report it any more: out of memory, a thread that does not start. */
export function runtimeFailure(error: unknown): Failure {
  const located = locateError(error);
  return { event: { ...located, error }, reason: located.message };
}

/** For failures that nobody listens to: they are told, and the parent goes on. */
export function printFailure({ event }: Failure, worker: string): void {
  process.stderr.write(
    `Uncaught error in ${worker}:\n${event.error instanceof Error ? inspect(event.error) : inspect(event.error, { colors: false })}\n`,
  );
}
