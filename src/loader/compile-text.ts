import { enableSourceMaps } from './enable-source-maps.ts';
import { hasModuleSyntax } from './has-module-syntax.ts';
import { keepSourceMap } from './keep-source-map.ts';
import type { VirtualSource } from './loader-options.ts';
import { transform } from './transform.ts';
import { compilerOptionsFor } from './tsconfig.ts';

/**
 * Makes JavaScript, with an inline source map, of a text that is not loaded through the module hooks: a classic script, code to evaluate.
 *
 * @param url - what stack traces show
 * @param type - `classic`: it is a script whatever it looks like; undefined: tell whether it can be nothing but an ES module
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
 */
export function compileText(
  { source, language }: VirtualSource,
  url: string,
  type: 'classic' | undefined,
): { code: string; isModule: boolean } {
  if (language === 'js') return { code: source, isModule: type === undefined && hasModuleSyntax(source) };
  enableSourceMaps();
  const { code, format } = transform({
    source,
    url,
    language,
    format: type === 'classic' ? 'script' : 'detect-module',
    compilerOptions: compilerOptionsFor(url),
  });
  if (format !== 'module') keepSourceMap(code, url);
  return { code, isModule: format === 'module' };
}
