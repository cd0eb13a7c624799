import { SIGNAL_KIND } from './signal-kind.ts';
import type { SpecialKind } from './specials.ts';
import { STREAM_KIND } from './stream-kind.ts';

/** The kinds of special values, in the order in which they are asked. */
export const KINDS: readonly SpecialKind[] = [SIGNAL_KIND, STREAM_KIND];
