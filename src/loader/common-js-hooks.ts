import { fileReport, nodeModule, path, pathToFileURL, threads } from '#node';
import { checkRequire } from './check-require.ts';
import { type FileNames, hookFileNames } from './hook-file-names.ts';
import type { ModuleLinker } from './link-modules.ts';
import { mayImport } from './needs-hooks.ts';

/** The parts of Node's CommonJS loader that every CommonJS hook replaces; stable for a decade, typed nowhere. */
interface CommonJsLoader extends FileNames {
  new (id: string): CommonJsModule;
  _extensions: Record<string, (module: CommonJsModule, filename: string) => void>;
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

  hookFileNames();
  const resolve = loader._resolveFilename;
  // The runtime itself reports what the main thread requires.
  const report = threads.isMainThread ? undefined : fileReport();
  if (report)
    loader._resolveFilename = function (this: unknown, ...parameters) {
      const file = resolve.apply(this, parameters);
      if (path.isAbsolute(file)) report(pathToFileURL(file).href);
      return file;
    };
  return (file) => {
    typescript().enableSourceMaps();
    linker().load(file);
  };
}
