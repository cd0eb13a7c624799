import { shown } from '../../core/invalid-argument.ts';
import { programLines } from '../../core/own-frames.ts';
import { warn } from '../../observe/warn.ts';

/** Where something was made, as `Error.captureStackTrace()` tells it. */
export interface Stack {
  readonly stack?: string;
}

/**
 * Warns of what was never released and that nobody can reach any more, once for each place.
 *
 * @param what - e.g. `The proxy onChange`
 * @param end - what it was to be before: `released`
 * @param remedy - what to do instead
 */
export function reportLeak(
  what: string,
  madeAt: Stack,
  end: string = 'released',
  remedy: string = 'Call release() or `await using` on the side that has it. This is reported once for each place.',
): void {
  const place = programLines(madeAt.stack ?? '', 1) || 'at an unknown place';
  warn('HEDDLE_LEAKED', place, `${what} was collected as garbage before it was ${end} (made ${place})`, remedy);
}

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

/** Tells of a stream whose source never learnt that its reader has left. */
export function warnOfStuck(task: string, peer: string, milliseconds: number): void {
  warn(
    'HEDDLE_STREAM_STUCK',
    task,
    `The stream of ${task} has not ended: ${peer} has not come to its event loop for ${milliseconds} ms after the reader had left`,
    'Have the generator return to its event loop, or look at currentSignal() in its loop and give the call a signal.',
  );
}
