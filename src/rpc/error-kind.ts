import { types } from '#platform';
import { describeError } from '../clone/describe-error.ts';
import type { ErrorRecord } from '../clone/error-record.ts';
import { reviveError } from '../clone/revive-error.ts';
import type { SpecialKind } from './specials.ts';

/** Errors cross whole, with class, `cause` and all that they have of their own, where the structured clone keeps only message and stack. */
export const ERROR_KIND: SpecialKind = {
  name: 'error',
  is: (value) => types.isNativeError(value) || value instanceof DOMException,
  pack: (value) => describeError(value),
  unpack: (data) => reviveError(data as ErrorRecord),
};
