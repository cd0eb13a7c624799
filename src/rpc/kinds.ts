import { ERROR_KIND } from './error-kind.ts';
import { FUNCTION_KIND } from './function-kind.ts';
import { HOME_KIND } from './home-kind.ts';
import { OBJECT_KIND } from './object-kind.ts';
import { SIGNAL_KIND } from './signal-kind.ts';
import type { SpecialKind } from './specials.ts';
import { STREAM_KIND } from './stream-kind.ts';

/** The kinds of special values, in the order in which they are asked. */
export const KINDS: readonly SpecialKind[] = [HOME_KIND, OBJECT_KIND, SIGNAL_KIND, ERROR_KIND, FUNCTION_KIND, STREAM_KIND];
