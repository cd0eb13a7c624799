import { fileURLToPath, nodeModule, pathToFileURL } from '#platform';
import { enableSourceMaps } from './enable-source-maps.ts';
import { loadFile } from './load-file.ts';
import type { VirtualSource } from './loader-options.ts';
import { resolveEarly, resolveLate } from './resolve-specifier.ts';

/** The parts of Node's CommonJS loader that every CommonJS hook replaces; stable for a decade, typed nowhere. */
interface CommonJsLoader {
  _extensions: Record<string, (module: CommonJsModule, filename: string) => void>;
  _resolveFilename: (request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]) => string;
}
interface CommonJsModule {
  _compile(code: string, filename: string, format?: 'module' | 'commonjs'): unknown;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.jsx'];
const NO_SOURCES: ReadonlyMap<string, VirtualSource> = new Map();

/**
 * Makes `require` in this thread load TypeScript, for Node without `module.registerHooks`.
 *
 * @param onModule - called before the first time an ES module is compiled: its own imports need the hooks for `import`
 */
export function installCommonJsHooks(onModule: () => void): void {
  const loader = nodeModule as unknown as CommonJsLoader;

  const compile = (module: CommonJsModule, filename: string): void => {
    const { format, source } = loadFile(filename, pathToFileURL(filename).href);
    enableSourceMaps();
    if (format === 'module') onModule();
    module._compile(source, filename, format);
  };
  for (const extension of EXTENSIONS) loader._extensions[extension] = compile;

  const next = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    const parentURL = parent?.filename ? pathToFileURL(parent.filename).href : undefined;
    const asked = { specifier: request, parentURL, isRequire: true, sources: NO_SOURCES };
    const early = parentURL !== undefined && !/^https?:/i.test(request) ? resolveEarly(asked) : undefined;
    if (early?.kind === 'url') return fileURLToPath(early.url);
    try {
      return next.call(this, request, parent, ...rest);
    } catch (error) {
      const url = resolveLate(error, asked, parentURL);
      if (url === undefined) throw error;
      return fileURLToPath(url);
    }
  };
}
