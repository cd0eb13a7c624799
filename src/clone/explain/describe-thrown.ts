import { readString } from '../guarded-read.ts';
import { nameOfClass } from '../name-of-class.ts';

/** What was thrown, in a few words: `RangeError: out of it`. Never throws. */
export function describeThrown(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return typeof thrown === 'symbol' ? thrown.toString() : String(thrown);
  return `${nameOfClass(thrown) ?? 'an object'}: ${readString(thrown, 'message') ?? ''}`;
}
