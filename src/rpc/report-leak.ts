import { programLines } from '../counters/program-lines.ts';
import { warn } from '../counters/warn.ts';

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
