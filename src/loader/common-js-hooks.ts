import { fileReport, fileURLToPath, nodeModule, path, pathToFileURL, threads } from '#platform';
import { checkRequire } from './check-require.ts';
import type { ModuleLinker } from './link-modules.ts';
import type { VirtualSource } from './loader-options.ts';
import { mayImport } from './needs-hooks.ts';

/** The parts of Node's CommonJS loader that every CommonJS hook replaces; stable for a decade, typed nowhere. */
interface CommonJsLoader {
  new (id: string): CommonJsModule;
  _extensions: Record<string, (module: CommonJsModule, filename: string) => void>;
  _resolveFilename: (request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]) => string;
}
interface CommonJsModule {
  _compile(code: string, filename: string, format?: 'module' | 'commonjs'): unknown;
}

// Loaded when it is needed: `require` of an ES module is synchronous, as hooks have to be.
const require = nodeModule.createRequire(import.meta.url);
const typescript = (): typeof import('./typescript.ts') => {
  checkRequire();
  return require('./typescript.js') as typeof import('./typescript.ts');
};

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.jsx'];
const TYPED = /\.[cm]?tsx?$/;
const NO_SOURCES: ReadonlyMap<string, VirtualSource> = new Map();

/**
 * Makes `require` in this thread load TypeScript, for Node without `module.registerHooks`.
 *
 * @param onDynamicImport - called when a loaded ES module contains an `import()`
 * @returns how to load a TypeScript file, so that `import` finds it without the hooks thread; see `ModuleLinker`
 */
export function installCommonJsHooks(onDynamicImport: () => void): (file: string) => void {
  const loader = nodeModule as unknown as CommonJsLoader;
  let made: ModuleLinker | undefined;
  const linker = (): ModuleLinker =>
    (made ??= new (typescript().ModuleLinker)((code, file) => new loader(file)._compile(code, file, 'module'), onDynamicImport));

  const compile = (module: CommonJsModule, filename: string): void => {
    const { format, source } = typescript().loadFile(filename, pathToFileURL(filename).href);
    typescript().enableSourceMaps();
    if (format === 'commonjs') {
      if (mayImport(filename, source)) onDynamicImport();
      module._compile(source, filename);
    } else {
      module._compile(linker().link(filename, source), filename, 'module');
    }
  };
  for (const extension of EXTENSIONS) loader._extensions[extension] = compile;

  const next = loader._resolveFilename;
  const resolve: CommonJsLoader['_resolveFilename'] = function (this: unknown, request, parent, ...rest) {
    const parentURL = parent?.filename ? pathToFileURL(parent.filename).href : undefined;
    const asked = { specifier: request, parentURL, isRequire: true, sources: NO_SOURCES };
    if (TYPED.test(parent?.filename ?? '')) {
      const early = typescript().resolveEarly(asked);
      if (early.kind === 'url') return fileURLToPath(early.url);
    }
    try {
      return next.call(this, request, parent, ...rest);
    } catch (error) {
      const url = typescript().resolveLate(error, asked, parentURL);
      if (url === undefined) throw error;
      return fileURLToPath(url);
    }
  };
  // The runtime itself reports what the main thread requires.
  const report = threads.isMainThread ? undefined : fileReport();
  loader._resolveFilename = report
    ? function (this: unknown, ...parameters) {
        const file = resolve.apply(this, parameters);
        if (path.isAbsolute(file)) report(pathToFileURL(file).href);
        return file;
      }
    : resolve;
  return (file) => {
    typescript().enableSourceMaps();
    linker().load(file);
  };
}
