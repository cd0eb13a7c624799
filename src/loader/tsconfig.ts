import type { PathsMatcher, TsConfigJson, TsConfigJsonResolved } from 'get-tsconfig';
import { HeddleError } from '../core/heddle-error.ts';
import { fileURLToPath, fs, nodeModule, path, process } from '#platform';
import { packageScopeOf } from './package-scope.ts';

/** What the loader reads of a `tsconfig.json`. */
export interface Tsconfig {
  readonly compilerOptions: NonNullable<TsConfigJsonResolved['compilerOptions']>;
  /** Paths that `paths` or `baseUrl` offer for a specifier, best first; extensions may be missing. */
  readonly matchPaths: PathsMatcher | null;
}

// Registries for the life of the thread: which file applies to a directory, and what each file says.
const applying = new Map<string, string | undefined>();
const parsed = new Map<string, Tsconfig>();
const reads = new Map<string, never>();

/**
 * The nearest `tsconfig.json` above a file, with what it extends. For a file in `node_modules` the search ends at its package:
 * the options of the program that uses a package say nothing about the package. The variable `HEDDLE_TSCONFIG` names another file for the program.
 *
 * @throws HeddleError `HEDDLE_TSCONFIG_INVALID`
 */
export function tsconfigOf(file: string): Tsconfig | undefined {
  const directory = path.dirname(file);
  const isPackaged = `${directory}${path.sep}`.includes(`${path.sep}node_modules${path.sep}`);
  const config = isPackaged ? find(directory, packageScopeOf(directory)?.directory ?? directory) : (chosen() ?? find(directory, undefined));
  if (config === undefined) return undefined;
  let tsconfig = parsed.get(config);
  if (tsconfig === undefined) parsed.set(config, (tsconfig = parse(config)));
  return tsconfig;
}

/** The file that stands in the place of the nearest one, for all but packages: `HEDDLE_TSCONFIG`. */
function chosen(): string | undefined {
  const file = process.env['HEDDLE_TSCONFIG'];
  return file ? path.resolve(file) : undefined;
}

/** What applies to a text by its URL: one in memory lies in the current directory, one of the network nowhere. */
export function compilerOptionsFor(url: string): Tsconfig['compilerOptions'] {
  if (/^https?:/i.test(url)) return {};
  const file = url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/s, '')) : path.join(process.cwd(), '[memory]');
  return tsconfigOf(file)?.compilerOptions ?? {};
}

function find(directory: string, last: string | undefined): string | undefined {
  if (applying.has(directory)) return applying.get(directory);
  const here = path.join(directory, 'tsconfig.json');
  const parent = path.dirname(directory);
  let found: string | undefined;
  if (fs.existsSync(here)) found = here;
  else if (parent !== directory && directory !== last) found = find(parent, last);
  applying.set(directory, found);
  return found;
}

function parse(file: string): Tsconfig {
  if (!fs.existsSync(file)) throw invalid(file, new Error('no such file, which HEDDLE_TSCONFIG names'));
  const own = checkSyntax(file, new Set());
  try {
    // Most files say themselves all that the loader asks, and loading get-tsconfig costs a thread some 5 ms.
    const { jsx, paths, baseUrl } = own?.compilerOptions ?? {};
    if (own?.extends === undefined && paths === undefined && baseUrl === undefined)
      return { compilerOptions: { ...own?.compilerOptions, ...(jsx && { jsx: jsx.toLowerCase() as typeof jsx }) }, matchPaths: null };
    const { createPathsMatcher, parseTsconfig } = nodeModule.createRequire(import.meta.url)(
      'get-tsconfig',
    ) as typeof import('get-tsconfig');
    const config = parseTsconfig(file, reads);
    return { compilerOptions: config.compilerOptions ?? {}, matchPaths: createPathsMatcher({ path: file, config }) };
  } catch (error) {
    throw invalid(file, error);
  }
}

// get-tsconfig reads what it can of a broken file, so that a missing brace would silently drop `paths` or `experimentalDecorators`.
function checkSyntax(file: string, seen: Set<string>): TsConfigJson | undefined {
  if (seen.has(file) || !fs.existsSync(file)) return undefined;
  seen.add(file);
  let config: TsConfigJson | null;
  try {
    config = JSON.parse(withoutComments(fs.readFileSync(file, 'utf8')) || '{}') as typeof config;
    if (typeof config !== 'object' || config === null || Array.isArray(config)) throw new SyntaxError('not an object');
  } catch (error) {
    throw invalid(file, error);
  }
  for (const parent of [config.extends].flat()) {
    if (typeof parent === 'string' && (parent.startsWith('.') || path.isAbsolute(parent))) {
      const target = path.resolve(path.dirname(file), parent);
      checkSyntax(target.endsWith('.json') ? target : `${target}.json`, seen);
    }
  }
  return config;
}

function withoutComments(text: string): string {
  const json = text.replace(/^\uFEFF/, '').replace(/("(?:\\.|[^"\\])*")|\/\/[^\n\r]*|\/\*.*?\*\//gs, '$1');
  return json.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1').trim();
}

function invalid(file: string, cause: unknown): HeddleError {
  return new HeddleError('HEDDLE_TSCONFIG_INVALID', `Cannot read ${file}: ${(cause as Error).message}`, { cause });
}
