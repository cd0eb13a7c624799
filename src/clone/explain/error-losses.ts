import { readError, type ErrorParts } from '../error-parts.ts';
import type { ClonePlace } from '../clone-path.ts';
import { ERROR_NAMES } from '../format.ts';
import { guardedRead } from '../guarded-read.ts';
import { Refused, type Refusal } from '../refused.ts';
import { at, type OwnLosses } from './own-losses.ts';
import type { Findings } from './finding.ts';

const CONTENT = new Set(['message', 'stack', 'cause', 'name']);

/** What the structured clone keeps of an error, and why the codec leaves it to the runtime, if it does. */
export function partsOfError(error: Error): { readonly parts: ErrorParts; readonly refusal: Refusal | undefined } {
  try {
    return { parts: readError(error), refusal: undefined };
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    const message = dataOf(error, 'message');
    const cause = Object.getOwnPropertyDescriptor(error, 'cause');
    const stack = dataOf(error, 'stack');
    // Read as the runtime reads it, once; a getter of its class may throw.
    const name = guardedRead(error, 'name');
    return {
      parts: {
        type: Math.max(0, (ERROR_NAMES as readonly string[]).indexOf('value' in name ? String(name.value) : 'Error')),
        message: message === undefined ? undefined : String(message),
        stack: typeof stack === 'string' ? stack : undefined,
        hasCause: cause !== undefined && 'value' in cause,
        cause: cause?.value,
      },
      refusal: refused.reason,
    };
  }
}

function dataOf(error: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(error, key)?.value;
}

/** Enters what is lost of an error: its class, its name, its own properties. */
export function enterErrorLosses(
  error: Error,
  parts: ErrorParts,
  place: ClonePlace | undefined,
  losses: OwnLosses,
  findings: Findings,
): void {
  const arrival = ERROR_NAMES[parts.type]!;
  losses.prototype(error, place, (globalThis as unknown as Record<string, { prototype: object }>)[arrival]!.prototype, arrival);
  const name = Object.getOwnPropertyDescriptor(error, 'name');
  if (name && name.value !== arrival)
    findings.lost('property', at(place, 'name'), 'property', `an error arrives with the name of its class, ${arrival}`);
  for (const key of ['message', 'cause']) {
    const property = Object.getOwnPropertyDescriptor(error, key);
    if (property && !('value' in property)) losses.property(key, place, arrival);
  }
  losses.beside(error, place, arrival, (key) => CONTENT.has(key));
}
