import { fileURLToPath, fs, path, pathToFileURL, process, resolveObjectURL } from '#node';
import { isAllowed } from '../../core/allow-remote.ts';
import { HeddleError } from '../../core/heddle-error.ts';
import { wrongType } from '../../core/invalid-argument.ts';
import type { Script } from '../messages.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** The TypeScript source that a JavaScript name may stand for, as in TypeScript's own resolution. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
// Two letters at least: `C:\worker.js` is a path.
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * Finds the script of a worker.
 *
 * @param specifier - a `URL` is used as it is; so is a string that is an absolute URL; any other string is a path relative
 *   to the current directory, or to the worker's own address in a worker that came over http
 * @param what - how errors call it: `the script of a worker`, `options.preload[0]`
 * @throws TypeError for what is neither string nor URL, `SyntaxError` `DOMException` for a URL that does not parse
 * @throws HeddleError `HEDDLE_WORKER_NOT_FOUND`, `HEDDLE_WORKER_UNREADABLE`, `HEDDLE_WORKER_SCHEME`,
 *   `HEDDLE_BLOB_NOT_FOUND`, `HEDDLE_REMOTE_FORBIDDEN`
 */
export function resolveScript(specifier: unknown, what: string, allowRemote: readonly string[]): Script {
  const url = toURL(specifier, what);
  if (typeof url === 'string') return { kind: 'file', url: findFile(path.resolve(url), what, '') };
  switch (url.protocol) {
    case 'file:':
      return { kind: 'file', url: findFile(pathOf(url, what), what, url.search + url.hash) };
    case 'data:':
      return { kind: 'data', url: url.href };
    case 'blob:':
      return blobScript(url.href, what);
    case 'http:':
    case 'https:':
      requireAllowed(url, allowRemote, what);
      return { kind: 'remote', url: url.href };
    default:
      throw new HeddleError(
        'HEDDLE_WORKER_SCHEME',
        `Cannot use ${JSON.stringify(url.href)} as ${what}: the scheme ${url.protocol} is not one of file:, data:, blob:, http:, https:`,
      );
  }
}

/** A URL, or a string that is a path. */
function toURL(specifier: unknown, what: string): URL | string {
  if (specifier instanceof URL) return specifier;
  if (typeof specifier !== 'string') throw wrongType(what, specifier, 'a path, a URL string or a URL');
  if (specifier === '')
    throw Object.assign(new TypeError(`Cannot use the empty string as ${what}: expected a path or a URL`), {
      code: 'ERR_INVALID_ARG_VALUE',
    });
  const base = remoteBase();
  if (!SCHEME.test(specifier) && base === undefined) return specifier;
  try {
    return new URL(specifier, base);
  } catch (cause) {
    throw Object.assign(new DOMException(`Cannot use ${JSON.stringify(specifier)} as ${what}: not a valid URL`, 'SyntaxError'), { cause });
  }
}

/** The address of this thread's own script, if that came over http. */
function remoteBase(): string | undefined {
  const { location } = globalThis as { location?: { href?: unknown } };
  return typeof location?.href === 'string' && /^https?:/.test(location.href) ? location.href : undefined;
}

function pathOf(url: URL, what: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new HeddleError('HEDDLE_WORKER_NOT_FOUND', `Cannot use ${url.href} as ${what}: ${(cause as Error).message}`, { cause });
  }
}

/** The URL of the first candidate that is a file; `suffix` is the query and fragment to keep. */
function findFile(wanted: string, what: string, suffix: string): string {
  const tried = candidates(wanted);
  const found = tried.find((candidate) => fs.statSync(candidate, { throwIfNoEntry: false })?.isFile());
  if (found === undefined) {
    // A web address may carry a query; a file of that very name comes first.
    const [bare, query] = /^([^?#]+)([?#].*)$/.exec(wanted)?.slice(1) ?? [];
    if (bare && suffix === '') return findFile(bare, what, query!);
    if (fs.existsSync(wanted))
      throw new HeddleError('HEDDLE_WORKER_UNREADABLE', `Cannot run ${wanted} as ${what}: not a file but a directory or device`);
    throw new HeddleError(
      'HEDDLE_WORKER_NOT_FOUND',
      `Cannot find ${what} ${wanted}: no such file (current directory ${process.cwd()}; tried ${tried.join(', ')})`,
    );
  }
  try {
    fs.accessSync(found, fs.constants.R_OK);
  } catch (cause) {
    throw new HeddleError('HEDDLE_WORKER_UNREADABLE', `Cannot read ${what} ${found}: ${(cause as Error).message}`, { cause });
  }
  return pathToFileURL(found).href + suffix;
}

function candidates(wanted: string): string[] {
  const extension = path.extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  return [wanted, ...(SOURCES[extension] ?? []).map((source) => stem + source), ...EXTENSIONS.map((added) => wanted + added)];
}

function blobScript(url: string, what: string): Script {
  const blob = resolveObjectURL(url);
  if (!blob)
    throw new HeddleError(
      'HEDDLE_BLOB_NOT_FOUND',
      `Cannot use ${url} as ${what}: no blob has this URL on this thread (revoked, or made on another)`,
    );
  return { kind: 'blob', url, blob };
}

function requireAllowed(url: URL, origins: readonly string[], what: string): void {
  if (isAllowed(url, origins)) return;
  const allowed = origins.length > 0 ? origins.join(', ') : 'none';
  throw new HeddleError(
    'HEDDLE_REMOTE_FORBIDDEN',
    `Cannot fetch ${what} ${url.href}: the origin ${url.origin} is not allowed (allowed: ${allowed})`,
  );
}
