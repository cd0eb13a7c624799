import type { FileMatcher, PathsMatcher, TsConfigJson, TsConfigJsonResolved } from 'get-tsconfig';
import { HeddleError } from '../core/heddle-error.ts';
import { fileURLToPath, fs, nodeModule, path, process } from '#node';
import { packageScopeOf } from './package-scope.ts';

/** What the loader reads of a `tsconfig.json`. */
export interface Tsconfig {
  readonly compilerOptions: NonNullable<TsConfigJsonResolved['compilerOptions']>;
  /** Paths that `paths` or `baseUrl` offer for a specifier, best first; extensions may be missing. */
  readonly matchPaths: PathsMatcher | null;
  /** Absolute paths of the folders that make up one. */
  readonly rootDirs: readonly string[];
  /** The files of the projects that it refers to. */
  readonly projects: readonly string[];
  /** Whether `files`, `include` and `exclude` make a file one of its own. */
  has(file: string): boolean;
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
  const tsconfig = read(config);
  return tsconfig.projects.length > 0 ? (projectOf(file, tsconfig, new Set([config])) ?? tsconfig) : tsconfig;
}

function read(config: string): Tsconfig {
  let tsconfig = parsed.get(config);
  if (tsconfig === undefined) parsed.set(config, (tsconfig = parse(config)));
  return tsconfig;
}

/** The project that a file belongs to, as editors find it: https://www.typescriptlang.org/docs/handbook/project-references.html */
function projectOf(file: string, tsconfig: Tsconfig, seen: Set<string>): Tsconfig | undefined {
  if (tsconfig.has(file)) return tsconfig;
  for (const project of tsconfig.projects) {
    if (seen.has(project)) continue;
    seen.add(project);
    const found = projectOf(file, read(project), seen);
    if (found) return found;
  }
  return undefined;
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
  if (!fs.existsSync(file)) throw invalid(file, new Error('no such file'));
  const own = checkSyntax(file, new Set()) ?? {};
  try {
    // Most files say themselves all that the loader asks, and loading get-tsconfig costs a thread some 5 ms.
    const { jsx, paths, baseUrl } = own.compilerOptions ?? {};
    const isComplete = own.extends === undefined && paths === undefined && baseUrl === undefined;
    const config = isComplete
      ? { ...own, compilerOptions: { ...own.compilerOptions, ...(jsx && { jsx: jsx.toLowerCase() as typeof jsx }) } }
      : tsconfigReader().parseTsconfig(file, reads);
    const { compilerOptions = {} } = config;
    const absolute = (name: string): string => path.resolve(path.dirname(file), name);
    let matcher: FileMatcher | undefined;
    return {
      compilerOptions,
      matchPaths: isComplete ? null : tsconfigReader().createPathsMatcher({ path: file, config }),
      rootDirs: (compilerOptions.rootDirs ?? []).map(absolute),
      projects: (own.references ?? []).map((reference) => fileOfProject(absolute(reference.path))),
      has: (member) => (matcher ??= tsconfigReader().createFilesMatcher({ path: file, config }))(member) !== undefined,
    };
  } catch (error) {
    throw invalid(file, error);
  }
}

function tsconfigReader(): typeof import('get-tsconfig') {
  return nodeModule.createRequire(import.meta.url)('get-tsconfig') as typeof import('get-tsconfig');
}

/** A reference names a folder, or the file itself. */
function fileOfProject(target: string): string {
  return target.endsWith('.json') ? target : path.join(target, 'tsconfig.json');
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
