import { HeddleError } from '../core/heddle-error.ts';
import { fileURLToPath, nodeModule, path, pathToFileURL, process } from '#node';
import { languageOf } from './detect-language.ts';
import { findFile } from './find-file.ts';
import type { VirtualSource } from './loader-options.ts';
import { findByConditions, findInPackage } from './package-map.ts';
import { inOtherRoots } from './root-directories.ts';
import { realPath } from './real-path.ts';
import { tsconfigOf } from './tsconfig.ts';

/** What a module asks for. */
export interface ResolveRequest {
  readonly specifier: string;
  /** `undefined` for the entry of a thread. */
  readonly parentURL: string | undefined;
  readonly isRequire: boolean;
  readonly sources: ReadonlyMap<string, VirtualSource>;
}

/** Where a module is: at `url`, behind `remote` (to be fetched), or for the `next` resolver to find. */
export type Resolution =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'remote'; readonly url: string }
  | { readonly kind: 'next'; readonly parentURL: string | undefined };

const NOT_FOUND: readonly unknown[] = [
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'MODULE_NOT_FOUND',
  // `#` at the front of an alias of `paths`.
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  'ERR_INVALID_MODULE_SPECIFIER',
];
/** What is never an alias, whatever `paths` says. */
const KNOWN_SCHEME = /^(?:node|data|blob|https?):/i;

/**
 * Resolves what Node would get wrong: in-memory and remote modules, and what TypeScript files ask for.
 *
 * @throws HeddleError `HEDDLE_REMOTE_FORBIDDEN` for what a remote module must not import, `HEDDLE_TSCONFIG_INVALID`
 */
export function resolveEarly({ specifier, parentURL, isRequire, sources }: ResolveRequest): Resolution {
  if (sources.has(specifier)) return { kind: 'url', url: specifier };
  if (isRemote(parentURL)) return resolveFromRemote(specifier, parentURL!, sources);
  if (isRemote(specifier)) return { kind: 'remote', url: new URL(specifier).href };
  const base =
    parentURL === undefined || parentURL.startsWith('file:') || !sources.has(parentURL)
      ? parentURL
      : pathToFileURL(`${process.cwd()}${path.sep}[memory]`).href;
  const typed = parentURL !== undefined && (sources.get(parentURL)?.language ?? languageOf(parentURL))?.startsWith('ts');
  const url = typed && base?.startsWith('file:') ? find(specifier, base, isRequire, true) : undefined;
  return url === undefined ? { kind: 'next', parentURL: base } : { kind: 'url', url };
}

/** The URL of what the next resolver did not find, or `undefined` when its error stands. */
export function resolveLate(error: unknown, { specifier, isRequire }: ResolveRequest, parentURL: string | undefined): string | undefined {
  const { code, url } = error as { code?: unknown; url?: unknown };
  if (!NOT_FOUND.includes(code)) return undefined;
  // The file that an `imports` or `exports` field or an import map led to.
  if (typeof url === 'string' && url.startsWith('file:'))
    return urlOf(findFile(fileURLToPath(url.replace(/[?#].*$/s, '')), false), specifier);
  const base = parentURL ?? pathToFileURL(`${process.cwd()}${path.sep}`).href;
  const found = find(specifier, base, isRequire, false);
  if (found !== undefined || !base.startsWith('file:') || !/^[@\w]/.test(specifier) || KNOWN_SCHEME.test(specifier)) return found;
  const target = findInPackage(specifier, fileURLToPath(base.replace(/[?#].*$/s, '')));
  return urlOf(target && findFile(target, false));
}

function find(specifier: string, base: string, isRequire: boolean, prefersSource: boolean): string | undefined {
  if (!base.startsWith('file:')) return undefined;
  const parent = fileURLToPath(base);
  const asPath = isRequire && (/^\.{1,2}(?:\/|$)/.test(specifier) || path.isAbsolute(specifier));
  if (asPath || /^(?:\.{0,2}\/|\.{1,2}$|file:)/.test(specifier)) {
    const target = asPath ? path.resolve(path.dirname(parent), specifier) : fileURLToPath(new URL(specifier, base));
    return urlOf(findFile(target, prefersSource) ?? findInRoots(target, parent, prefersSource), asPath ? '' : specifier);
  }
  if (KNOWN_SCHEME.test(specifier) || nodeModule.isBuiltin(specifier) || base.includes('/node_modules/')) return undefined;
  const tsconfig = tsconfigOf(parent);
  if (tsconfig === undefined) return undefined;
  // What `paths` names comes first: also what looks like a URL, or like one of the `imports` of package.json.
  const candidates = tsconfig.matchPaths?.(specifier) ?? [];
  const { customConditions } = tsconfig.compilerOptions;
  const file = firstFile(candidates, prefersSource);
  if (file !== undefined || !customConditions?.length) return urlOf(file);
  return urlOf(firstFile(findByConditions(specifier, parent, isRequire, customConditions), prefersSource));
}

function findInRoots(target: string, parent: string, prefersSource: boolean): string | undefined {
  if (parent.includes(`${path.sep}node_modules${path.sep}`)) return undefined;
  const rootDirs = tsconfigOf(parent)?.rootDirs ?? [];
  return rootDirs.length === 0 ? undefined : firstFile(inOtherRoots(target, rootDirs), prefersSource);
}

function firstFile(candidates: readonly string[], prefersSource: boolean): string | undefined {
  for (const candidate of candidates) {
    const file = findFile(candidate, prefersSource);
    if (file !== undefined) return file;
  }
  return undefined;
}

// As Node does, a module is known by its real path; the query, which tells instances apart, stays.
function urlOf(file: string | undefined, specifier = ''): string | undefined {
  if (file === undefined) return undefined;
  return pathToFileURL(realPath(file)).href + (/[?#].*$/s.exec(specifier)?.[0] ?? '');
}

function resolveFromRemote(specifier: string, parentURL: string, sources: ReadonlyMap<string, VirtualSource>): Resolution {
  // Node's own resolver refuses these to a parent that it thinks it loaded from the network itself.
  if (specifier.startsWith('data:') || (specifier.startsWith('node:') && nodeModule.isBuiltin(specifier)))
    return { kind: 'url', url: specifier };
  const isURL = /^(?:\.{0,2}\/|[a-z][a-z\d+.-]*:)/i.test(specifier);
  const url = isURL && URL.canParse(specifier, parentURL) ? new URL(specifier, parentURL).href : undefined;
  if (url !== undefined && sources.has(url)) return { kind: 'url', url };
  if (url !== undefined && isRemote(url)) return { kind: 'remote', url };
  throw new HeddleError(
    'HEDDLE_REMOTE_FORBIDDEN',
    `Cannot import ${specifier} from ${parentURL}: a remote module may import only http:, https:, data: and node: URLs`,
  );
}

function isRemote(url: string | undefined): boolean {
  return url !== undefined && /^https?:/i.test(url);
}
