import { fileReport, fileURLToPath, fs, nodeModule, path, pathToFileURL, threads } from '#node';
import { commonJsFacade } from './common-js-facade.ts';
import { jsonModule } from './data-module.ts';
import { languageOf } from './detect-language.ts';
import { hasModuleSyntax } from './has-module-syntax.ts';
import { loadFile } from './load-file.ts';
import type { VirtualSource } from './loader-options.ts';
import { needsHooks } from './needs-hooks.ts';
import { findAsImported } from './package-map.ts';
import { packageScopeOf } from './package-scope.ts';
import { resolveEarly, resolveLate } from './resolve-specifier.ts';
import { type StaticImports, staticImportsOf } from './static-imports.ts';

/** Compiles and evaluates code as the ES module of a file; Node's `module._compile(code, file, 'module')`. */
export type CompileModule = (code: string, file: string) => void;

interface Target {
  readonly url: string;
  /** Whether plain Node finds the same. */
  readonly isPlain: boolean;
}

const NO_SOURCES: ReadonlyMap<string, VirtualSource> = new Map();

/**
 * Puts the TypeScript modules that a module imports into Node's table of ES modules, without the hooks thread.
 *
 * Node looks a static import up in that table before it asks how to load it, and `module._compile(code, file, 'module')` adds to it.
 * So the graph is walked depth first, which is the order of evaluation too: every TypeScript file is compiled before the files that import it,
 * whose specifiers are replaced by the URLs that were found. Positions move only behind a specifier, where nothing runs.
 *
 * What has no such order (a cycle) or is not synchronous (top-level `await`, `http:`) is refused with `ERR_REQUIRE_ASYNC_MODULE`.
 */
export class ModuleLinker {
  readonly #compile: CompileModule;
  readonly #onDynamicImport: () => void;
  // What plain Node loads, in the order of the imports, as far as it has to be evaluated before the next TypeScript file.
  readonly #waiting: (() => void)[] = [];
  // The code of each file whose imports are linked; `undefined` while they are being linked.
  readonly #linked = new Map<string, string | undefined>();

  /** @param onDynamicImport - called when the graph contains an `import()` or `import.meta.resolve`, which do need the hooks thread */
  constructor(compile: CompileModule, onDynamicImport: () => void) {
    this.#compile = compile;
    this.#onDynamicImport = onDynamicImport;
  }

  /** Compiles and evaluates a TypeScript file and what it imports; `import` finds it afterwards. */
  load(file: string): void {
    if (this.#linked.has(file)) {
      if (this.#linked.get(file) === undefined) refuse(file, 'its imports form a cycle');
      return;
    }
    const { format, source } = loadFile(file, pathToFileURL(file).href);
    const before = this.#waiting.length;
    this.#evaluate(this.link(file, format === 'module' ? source : commonJsFacade(file, source)), file, before);
  }

  /** Evaluates a module after all that stands before it; what it imports itself comes with it. */
  #evaluate(code: string, file: string, before: number): void {
    this.#waiting.length = Math.min(this.#waiting.length, before);
    for (const evaluate of this.#waiting.splice(0)) evaluate();
    try {
      this.#compile(code, file);
    } catch (error) {
      locate(error, code, file);
      throw error;
    }
  }

  /**
   * Loads everything that a module imports.
   *
   * @param code - the module as JavaScript
   * @returns the code to compile: with specifiers that Node can look up
   */
  link(file: string, code: string): string {
    const known = this.#linked.get(file);
    if (known !== undefined) return known;
    this.#linked.set(file, undefined);
    try {
      const { found, hasDynamic } = importsOf(code, file);
      if (hasDynamic || code.includes('import.meta.resolve')) this.#onDynamicImport();
      const parts: string[] = [];
      let position = 0;
      for (const [specifier, start, end, type] of found) {
        const target = targetOf(specifier, file);
        if (target === undefined) {
          if (!nodeModule.isBuiltin(specifier)) this.#waiting.push(() => requireAsImported(specifier, file));
          continue;
        }
        this.#loadTarget(target, file, type);
        // One specifier with and without an attribute is one module to Node 20.
        if (target.isPlain && !(type === null && target.url.endsWith('.json'))) continue;
        parts.push(code.slice(position, start), target.url);
        position = end;
      }
      const linked = parts.join('') + code.slice(position);
      this.#linked.set(file, linked);
      return linked;
    } catch (error) {
      this.#linked.delete(file);
      throw error;
    }
  }

  #loadTarget({ url }: Target, from: string, type: string | null): void {
    if (/[?#]/.test(url)) refuse(from, 'it imports with a query');
    const file = fileURLToPath(url);
    const language = languageOf(file);
    fileReport()?.(url);
    if (type === 'text' || file.endsWith('.txt')) refuse(from, `it imports the text ${file}`);
    if (file.endsWith('.json')) return type === null ? this.#loadJson(file) : undefined;
    if (language === undefined) return;
    if (language !== 'js') return this.load(file);
    // JavaScript can reach TypeScript again.
    const later = (): void => void nodeModule.createRequire(pathToFileURL(from))(file);
    if (isBuilt(file) || this.#linked.has(file)) return void this.#waiting.push(later);
    if (!isModule(file)) {
      if (needsHooks(file)) this.#onDynamicImport();
      this.#waiting.push(later);
      return;
    }
    const code = fs.readFileSync(file, 'utf8');
    const before = this.#waiting.length;
    const linked = this.link(file, code);
    if (linked !== code) return this.#evaluate(linked, file, before);
    this.#waiting.length = Math.min(this.#waiting.length, before);
    this.#waiting.push(later);
  }

  #loadJson(file: string): void {
    if (this.#linked.has(file)) return;
    const code = jsonModule(file);
    this.#linked.set(file, code);
    this.#compile(code, file);
  }
}

function targetOf(specifier: string, file: string): Target | undefined {
  if (nodeModule.isBuiltin(specifier) || specifier.startsWith('data:')) return undefined;
  const parentURL = pathToFileURL(file).href;
  const request = { specifier, parentURL, isRequire: false, sources: NO_SOURCES };
  const early = resolveEarly(request);
  // Remote, or of a scheme that hooks of others may know.
  if (early.kind === 'remote' || (early.kind === 'next' && /^(?!file:)[a-z][a-z\d+.-]*:/i.test(specifier)))
    refuse(file, `it imports ${specifier}`);
  if (/^(?:\.{0,2}\/|file:)/.test(specifier)) {
    const { href } = new URL(specifier, parentURL);
    if (early.kind === 'url') return { url: early.url, isPlain: early.url === href };
    if (fs.statSync(fileURLToPath(href), { throwIfNoEntry: false })?.isFile()) return { url: href, isPlain: true };
    const late = resolveLate({ code: 'ERR_MODULE_NOT_FOUND' }, request, parentURL);
    return late === undefined ? undefined : { url: late, isPlain: false };
  }
  if (early.kind === 'url') return { url: early.url, isPlain: false };
  // Any other specifier matters only when it leads to TypeScript: in a workspace, in a package, by `imports` or, from JavaScript, by `paths`.
  try {
    const found = nodeModule.createRequire(parentURL).resolve(specifier);
    return (languageOf(found) ?? 'js') === 'js' ? undefined : { url: pathToFileURL(found).href, isPlain: false };
  } catch {
    return undefined;
  }
}

function importsOf(code: string, file: string): StaticImports {
  try {
    return staticImportsOf(code);
  } catch {
    return refuse(file, 'its imports are of a form that the lexer does not know');
  }
}

// Node 20 keeps the place of an import that does not link for the terminal of the main thread: only that shows it. Later versions write the stack so.
function locate(error: unknown, code: string, file: string): void {
  const name = /does not provide an export named '(.*)'$/.exec(error instanceof SyntaxError ? error.message : '')?.[1];
  if (name === undefined || (error as SyntaxError).stack?.includes(file)) return;
  const lines = code.split('\n');
  const pattern = name === 'default' ? /^import [\w$]+\b.*\bfrom\b/ : new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`);
  const line = lines.findIndex((text) => pattern.test(text));
  if (line < 0) return;
  const column = Math.max(0, lines[line]!.search(pattern));
  const entry = nodeModule.findSourceMap(pathToFileURL(file).href)?.findEntry(line, column);
  const original = entry && 'originalLine' in entry ? entry.originalLine : line;
  const syntaxError = error as SyntaxError;
  if (threads.isMainThread) {
    syntaxError.stack = syntaxError.stack!.replace('\n    at ', () => `\n    at ${file}:${original + 1}:1\n    at `);
    return;
  }
  const text = fs.readFileSync(file, 'utf8').split('\n')[original] ?? '';
  syntaxError.stack = `${file}:${original + 1}\n${text}\n${' '.repeat(Math.max(0, text.search(pattern)))}^\n${syntaxError.stack}`;
}

// A package may have one file for `require` and another one for `import`.
function requireAsImported(specifier: string, file: string): void {
  const require = nodeModule.createRequire(pathToFileURL(file));
  let found: string | undefined;
  try {
    found = findAsImported(specifier, file).find((target) => fs.existsSync(target)) ?? require.resolve(specifier);
  } catch {
    // Node says what is wrong when it links the module.
    return;
  }
  require(found);
}

function isBuilt(file: string): boolean {
  return file.includes(`${path.sep}node_modules${path.sep}`);
}

function isModule(file: string): boolean {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  const type = packageScopeOf(path.dirname(file))?.type;
  return type === undefined ? hasModuleSyntax(fs.readFileSync(file, 'utf8')) : type === 'module';
}

function refuse(file: string, why: string): never {
  const message = `Cannot load ${file} synchronously: ${why}, for which this version of Node needs import()`;
  throw Object.assign(new Error(message), { code: 'ERR_REQUIRE_ASYNC_MODULE' });
}
