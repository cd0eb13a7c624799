import { signalKind } from './signal-kind.ts';
import type { SpecialKind } from './specials.ts';

/** The kinds of special values, in the order in which they are asked. */
export const KINDS: readonly SpecialKind[] = [signalKind];
