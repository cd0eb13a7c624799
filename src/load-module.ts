import { fileURLToPath, nodeModule, process } from '#node';
import { parseAllowRemote } from './core/allow-remote.ts';
import { installGlobals } from './install-globals.ts';
import { importEntry, installLoader } from './loader/install-loader.ts';
import { isModuleFile } from './loader/module-format.ts';
import { resolveScript } from './worker/host/resolve-script.ts';
import { Worker } from './worker/host/worker.ts';

/**
 * Loads a module into this process as a program is loaded, with the globals of heddle, TypeScript and JSX.
 *
 * @param script - a path, its extension may be left out, or a `file:` URL
 * @returns what `load()` gives: the exports of the module by name; `module.exports` of a CommonJS module is `default` as well
 * @throws HeddleError `HEDDLE_WORKER_NOT_FOUND`, `HEDDLE_WORKER_UNREADABLE`, `HEDDLE_WORKER_SCHEME`; from `load()` whatever the module throws
 */
export function moduleAt(script: string): { load(): Promise<Readonly<Record<string, unknown>>> } {
  const { url } = resolveScript(script, 'the module', []);
  const path = fileURLToPath(url);
  const allowRemote = parseAllowRemote(process.env['HEDDLE_ALLOW_REMOTE']);
  return {
    async load() {
      installGlobals({ replacesNodeWorker: true, loadWorker: () => Worker });
      if (isModuleFile(path)) return (await importEntry(url, { allowRemote })) as Record<string, unknown>;
      installLoader({ allowRemote, entry: url });
      const exports = nodeModule.createRequire(path)(path) as Record<string, unknown>;
      return { default: exports, ...exports };
    },
  };
}
