/** A source language that the loader knows; `js` needs no transform. */
export type Language = 'js' | 'jsx' | 'ts' | 'tsx';

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  jsx: 'jsx',
  ts: 'ts',
  mts: 'ts',
  cts: 'ts',
  tsx: 'tsx',
};

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
const JAVASCRIPT_MIME_TYPES: ReadonlySet<string> = new Set([
  'application/ecmascript',
  'application/javascript',
  'application/x-ecmascript',
  'application/x-javascript',
  'text/ecmascript',
  'text/javascript',
  'text/javascript1.0',
  'text/javascript1.1',
  'text/javascript1.2',
  'text/javascript1.3',
  'text/javascript1.4',
  'text/javascript1.5',
  'text/jscript',
  'text/livescript',
  'text/x-ecmascript',
  'text/x-javascript',
]);
// Not registered anywhere; what servers, Bun and Deno use.
const TYPED_MIME_TYPES: Readonly<Record<string, Language>> = {
  'application/typescript': 'ts',
  'application/x-typescript': 'ts',
  'text/typescript': 'ts',
  'text/x-typescript': 'ts',
  'text/tsx': 'tsx',
  'application/tsx': 'tsx',
  'text/jsx': 'jsx',
  'application/jsx': 'jsx',
};

/**
 * The language that the extension of a URL or path stands for.
 *
 * @param urlOrPath - query and fragment are ignored when it is a URL
 * @returns `undefined` for an extension that is no script's
 * @example languageOf('file:///app/worker.mts?v=2') // 'ts'
 */
export function languageOf(urlOrPath: string): Language | undefined {
  const path = /^[a-z][a-z\d+.-]+:/i.test(urlOrPath) ? urlOrPath.replace(/[?#].*$/s, '') : urlOrPath;
  const extension = /\.([cm]?[jt]s|[jt]sx)$/.exec(path)?.[1];
  return extension === undefined ? undefined : BY_EXTENSION[extension];
}

/**
 * The language that a MIME type stands for.
 *
 * @param mime - as in a `Content-Type` header: parameters such as `charset` are ignored, and so is case
 * @returns `undefined` for a type that is no script's
 * @example languageOfMime('text/typescript; charset=utf-8') // 'ts'
 */
export function languageOfMime(mime: string): Language | undefined {
  const essence = mime.split(';', 1)[0]!.trim().toLowerCase();
  return JAVASCRIPT_MIME_TYPES.has(essence) ? 'js' : TYPED_MIME_TYPES[essence];
}
