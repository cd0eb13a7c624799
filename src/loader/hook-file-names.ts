import { fileURLToPath, nodeModule, pathToFileURL } from '#node';
import type { VirtualSource } from './loader-options.ts';

/** How Node's CommonJS loader finds a file: for `require` and for `require.resolve`. */
export interface FileNames {
  _resolveFilename: (request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]) => string;
}

const require = nodeModule.createRequire(import.meta.url);
const typescript = (): typeof import('./typescript.ts') => require('./typescript.js') as typeof import('./typescript.ts');

const TYPED = /\.[cm]?tsx?$/;
const NO_SOURCES: ReadonlyMap<string, VirtualSource> = new Map();

/** Makes `require` and `require.resolve` find what TypeScript means; for Node whose hooks do not, or not for both. */
export function hookFileNames(): void {
  const loader = nodeModule as unknown as FileNames;
  const next = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, parent, ...rest) {
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
      if (url === undefined) throw typescript().placeImport(error, request, parentURL);
      return fileURLToPath(url);
    }
  };
}
