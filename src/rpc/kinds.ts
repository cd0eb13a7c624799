import { errorKind } from './error-kind.ts';
import { functionKind } from './function-kind.ts';
import { homeKind } from './home-kind.ts';
import { objectKind } from './object-kind.ts';
import type { SpecialKind } from './specials.ts';

/** The kinds of special values, in the order in which they are asked. */
export const KINDS: readonly SpecialKind[] = [homeKind, objectKind, errorKind, functionKind];
