import type { TransformConfig } from '@swc/core';
import type { Tsconfig } from './tsconfig.ts';

const NAMES = ['require', 'module', 'exports', '__dirname', '__filename'] as const;
const MARK = '$heddle_of_common_js';

/** Whether TypeScript makes CommonJS of a file whose package does not say what it is. */
export function emitsCommonJs({ module }: Tsconfig['compilerOptions']): boolean {
  return /^(?:commonjs|node(?:16|18|20|next)|amd|umd|none)$/i.test(module ?? '');
}

/**
 * Whether a file counts on the names that CommonJS gives it. To ask for their `typeof` is not enough: code does that which runs as either.
 *
 * @param emit - transforms the file with these options added
 */
export function usesCommonJs(source: string, emit: (transform: TransformConfig) => string): boolean {
  if (!NAMES.some((name) => source.includes(name))) return false;
  // The transformer knows which of the names the file declares itself.
  const code = emit({ optimizer: { globals: { vars: Object.fromEntries(NAMES.map((name) => [name, MARK])) } } });
  return code.replaceAll(`typeof ${MARK}`, '').includes(MARK);
}
