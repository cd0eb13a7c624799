import type { Language } from './detect-language.ts';
import { enableSourceMaps } from './enable-source-maps.ts';
import { type CodeFormat, transform } from './transform.ts';

/** How {@link transformSource} has to treat a text. */
export interface TransformSourceOptions {
  /** The URL that stack traces show. */
  readonly url: string;
  readonly language: Language;
  /** How the result will be evaluated: `script` is a classic script in the global scope. */
  readonly format: CodeFormat;
}

/**
 * Turns a text that is not loaded through the module hooks (a classic script, code to evaluate) into JavaScript with an inline source map.
 * Stack traces of this thread are mapped from then on.
 *
 * @returns `source` itself when its language is `js`
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
 * @example
 * ```ts
 * vm.runInThisContext(transformSource('enum E { A }; E.A', { url: 'blob:nodedata:1', language: 'ts', format: 'script' }));
 * ```
 */
export function transformSource(source: string, options: TransformSourceOptions): string {
  if (options.language === 'js') return source;
  enableSourceMaps();
  return transform({ source, ...options }).code;
}
