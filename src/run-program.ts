import { fileURLToPath, nodeModule, process } from '#platform';
import { parseAllowRemote } from './core/allow-remote.ts';
import { installGlobals } from './install-globals.ts';
import { importEntry, installLoader } from './loader/install-loader.ts';
import { isModuleFile } from './loader/module-format.ts';
import { resolveScript } from './worker/host/resolve-script.ts';
import { Worker } from './worker/host/worker.ts';

const { _load: loadMain } = nodeModule as unknown as { _load(path: string, parent: null, isMain: boolean): unknown };

/**
 * Runs a program in this process as `node` would, with the globals of heddle, TypeScript and JSX; workers that it starts
 * through `node:worker_threads` get them too.
 *
 * @param script - a path, its extension may be left out, or a `file:` URL
 * @param parameters - what the program finds in `process.argv` behind its own path
 * @throws HeddleError `HEDDLE_WORKER_NOT_FOUND`, `HEDDLE_WORKER_UNREADABLE`, `HEDDLE_WORKER_SCHEME`; whatever the program throws
 * @throws RangeError for a variable `HEDDLE_ALLOW_REMOTE` that lists anything else than origins
 */
export function programAt(script: string): { run(parameters: readonly string[]): Promise<void> } {
  const { url } = resolveScript(script, 'the program', []);
  const path = fileURLToPath(url);
  const allowRemote = parseAllowRemote(process.env['HEDDLE_ALLOW_REMOTE']);
  return {
    async run(parameters) {
      process.argv = [process.argv[0]!, path, ...parameters];
      installGlobals({ replacesNodeWorker: true, loadWorker: () => Worker });
      if (isModuleFile(path)) return void (await importEntry(url, { allowRemote }));
      installLoader({ allowRemote, entry: url });
      loadMain(path, null, true);
    },
  };
}
