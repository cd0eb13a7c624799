import { shown } from '../core/invalid-argument.ts';
import { warn } from '../counters/warn.ts';

/** Tells of what a stream threw whose reader did not wait for its end: there is nobody else to tell. */
export function reportLateError(task: string, error: unknown): void {
  const what = described(error);
  warn(
    'HEDDLE_LATE_ERROR',
    `${task} ${what}`,
    `The stream of ${task} failed after its reader had left: ${what}`,
    'Give the call a signal, and have the task end when currentSignal() is aborted.',
  );
}

function described(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : shown(error);
  } catch {
    // A getter of the program.
    return 'an error that cannot be read';
  }
}
