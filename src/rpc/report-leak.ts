import { process } from '#platform';

/** Where something was made, as `Error.captureStackTrace()` tells it. */
export interface Stack {
  readonly stack?: string;
}

/** The places that have been reported. */
const reported = new Set<string>();

/**
 * Warns of what was never released and is gone on the other side, once for each place.
 *
 * @param what - e.g. `the proxy onChange`
 */
export function reportLeak(what: string, madeAt: Stack): void {
  const place =
    madeAt.stack
      ?.split('\n')
      .find((line) => line.startsWith('    at '))
      ?.trim() ?? 'at an unknown place';
  if (reported.has(place)) return;
  reported.add(place);
  process.emitWarning(`${what} was collected as garbage before it was released (made ${place})`, {
    type: 'HeddleWarning',
    code: 'HEDDLE_LEAKED',
    detail: 'Call release() or `await using` on the side that has it. This is reported once for each place.',
  });
}
