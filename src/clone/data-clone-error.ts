import { findCulprit } from './find-culprit.ts';
import { makeDataCloneError } from './make-data-clone-error.ts';
import { isRefusal } from './refusal.ts';
import { refusedEntry } from './refused-entry.ts';

/**
 * What to throw when the runtime's own `postMessage()` or `structuredClone()` threw `cause`: a real `DOMException` `DataCloneError` (code 25)
 * with the place of the culprit in its message and in an own property `path`, and `cause`.
 * What is no refusal (a getter of the user's threw, the nesting is too deep for the runtime) is passed through.
 *
 * @param root - what the path starts with: `message`, `workerData`
 * @param value - the value that was refused
 * @param transfer - its transfer list
 * @param cause - what the runtime threw
 * @param isProxy - as for `findCulprit()`
 */
export function dataCloneError(
  root: string,
  value: unknown,
  transfer: readonly unknown[],
  cause: unknown,
  isProxy?: (value: object) => boolean,
): unknown {
  if (!isRefusal(cause)) return cause;
  const entry = refusedEntry(transfer, cause.message);
  if (entry) return makeDataCloneError(entry.path, entry.reason, cause);
  const culprit = findCulprit(root, value, transfer, cause.message, isProxy);
  return culprit ? makeDataCloneError(culprit.path, culprit.reason, cause) : makeDataCloneError(root, cause.message, cause);
}
