import { fs, fileURLToPath, path } from '#node';
import { parseDataURL } from '../core/data-url.ts';
import { languageOf, languageOfMime } from './detect-language.ts';
import type { VirtualSource } from './loader-options.ts';
import { packageScopeOf } from './package-scope.ts';
import { transform } from './transform.ts';
import { compilerOptionsFor, tsconfigOf } from './tsconfig.ts';

/** A module as a `load` hook returns it. */
export interface LoadedModule {
  readonly format: 'module' | 'commonjs';
  readonly source: string;
}

/**
 * Loads what plain Node would not: a TypeScript, TSX or JSX file, or a `data:` URL with a TypeScript or JSX type.
 *
 * @param text - what hooks of others have made of a file, still in its language
 * @returns `undefined` for every other URL
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`, `HEDDLE_TSCONFIG_INVALID`
 */
export function loadTyped(url: string, text?: string): LoadedModule | undefined {
  if (url.startsWith('file:')) return needsTransform(url) ? loadFile(fileURLToPath(url), url.replace(/[?#].*$/s, ''), text) : undefined;
  if (!url.startsWith('data:')) return undefined;
  const { mime, bytes } = parseDataURL(url);
  const language = languageOfMime(mime);
  return language === undefined || language === 'js' ? undefined : loadVirtual(url, { language, source: new TextDecoder().decode(bytes) });
}

/**
 * The format by which a file in TypeScript or JSX is shown to hooks of others, which may read and change it: Node's names for what is still to be
 * transformed. A hook that gives another one has done that itself.
 */
export function typedFormat({ format }: LoadedModule): string {
  return `${format}-typescript`;
}

/** The text that a hook gives for a file, if it gives any. */
export function textOf({ source }: { readonly source?: unknown }): string | undefined {
  if (source === undefined || source === null || typeof source === 'string') return source ?? undefined;
  return new TextDecoder().decode(source as Uint8Array);
}

/**
 * Whether a hook of others has made JavaScript of a file. CommonJS without a text only says who is to load it: the loader of Plug'n'Play answers so for
 * each program whose package is no module.
 */
export function isTransformed(
  given: { readonly format?: string | null | undefined; readonly source?: unknown },
  loaded: LoadedModule,
): boolean {
  return given.format !== typedFormat(loaded) && !(given.format === 'commonjs' && textOf(given) === undefined);
}

/** Whether a file URL or path names a file that cannot run as it is. */
export function needsTransform(urlOrPath: string): boolean {
  return (languageOf(urlOrPath) ?? 'js') !== 'js';
}

/**
 * Loads a TypeScript, TSX or JSX file as the module kind that its extension, its package, its tsconfig.json and its content ask for.
 *
 * @param text - what hooks of others have made of the file, still in its language
 */
export function loadFile(file: string, url: string, text: string = fs.readFileSync(file, 'utf8')): LoadedModule {
  const source = text.replace(/^\uFEFF/, '');
  const { compilerOptions = {} } = tsconfigOf(file) ?? {};
  const transformed = transform({ source, url, language: languageOf(file)!, format: formatOf(file) ?? 'detect', compilerOptions });
  return { format: transformed.format === 'module' ? 'module' : 'commonjs', source: transformed.code };
}

function formatOf(file: string): 'module' | 'commonjs' | undefined {
  if (file.endsWith('.mts')) return 'module';
  return file.endsWith('.cts') ? 'commonjs' : packageScopeOf(path.dirname(file))?.type;
}

/** An in-memory text as an ES module. */
export function loadVirtual(url: string, { source, language }: VirtualSource): LoadedModule {
  if (language === 'js') return { format: 'module', source };
  return {
    format: 'module',
    source: transform({ source, url, language, format: 'module', compilerOptions: compilerOptionsFor(url) }).code,
  };
}
