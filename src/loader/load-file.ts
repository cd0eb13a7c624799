import { fs, fileURLToPath, path } from '#platform';
import { parseDataURL } from '../core/data-url.ts';
import { languageOf, languageOfMime } from './detect-language.ts';
import type { VirtualSource } from './loader-options.ts';
import { packageScopeOf } from './package-scope.ts';
import { transform } from './transform.ts';
import { tsconfigOf } from './tsconfig.ts';

/** A module as a `load` hook returns it. */
export interface LoadedModule {
  readonly format: 'module' | 'commonjs';
  readonly source: string;
}

/**
 * Loads what plain Node would not: a TypeScript, TSX or JSX file, or a `data:` URL with a TypeScript or JSX type.
 *
 * @returns `undefined` for every other URL
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`, `HEDDLE_TSCONFIG_INVALID`
 */
export function loadTyped(url: string): LoadedModule | undefined {
  if (url.startsWith('file:')) return needsTransform(url) ? loadFile(fileURLToPath(url), url.replace(/[?#].*$/s, '')) : undefined;
  if (!url.startsWith('data:')) return undefined;
  const { mime, bytes } = parseDataURL(url);
  const language = languageOfMime(mime);
  return language === undefined || language === 'js' ? undefined : loadVirtual(url, { language, source: new TextDecoder().decode(bytes) });
}

/** Whether a file URL or path names a file that cannot run as it is. */
export function needsTransform(urlOrPath: string): boolean {
  return (languageOf(urlOrPath) ?? 'js') !== 'js';
}

/** Loads a TypeScript, TSX or JSX file as the module kind that its extension, its package and its syntax ask for. */
export function loadFile(file: string, url: string): LoadedModule {
  const source = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const isModule = file.endsWith('.mts') || (!file.endsWith('.cts') && packageScopeOf(path.dirname(file))?.type === 'module');
  const { compilerOptions = {} } = tsconfigOf(file) ?? {};
  const { format, code } = transform({ source, url, language: languageOf(file)!, format: isModule ? 'module' : 'detect', compilerOptions });
  return { format: format === 'module' ? 'module' : 'commonjs', source: code };
}

/** An in-memory text as an ES module. */
export function loadVirtual(url: string, { source, language }: VirtualSource): LoadedModule {
  return { format: 'module', source: language === 'js' ? source : transform({ source, url, language, format: 'module' }).code };
}
