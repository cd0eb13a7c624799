// The program that every worker starts with: brings together the inside of a worker and the loader, which lie in layers side by side.
import { nodeModule } from '#node';
import { installGlobals } from './install-globals.ts';
import { languageOf, languageOfMime } from './loader/detect-language.ts';
import { importEntry, installLoader } from './loader/install-loader.ts';
import { isModuleFile } from './loader/module-format.ts';
import { boot } from './worker/inside/boot.ts';
import type { ScriptLoader } from './worker/inside/script-loader.ts';

// Parts that most workers never need, by their names in the bundle, where all files lie in one folder.
const require = nodeModule.createRequire(import.meta.url);
const compiling = (): typeof import('./loader/compile-text.ts') =>
  require('./compile-text.js') as typeof import('./loader/compile-text.ts');
const fetching = (): typeof import('./loader/fetch-script-sync.ts') =>
  require('./fetch-script-sync.js') as typeof import('./loader/fetch-script-sync.ts');
const workers = (): typeof import('./worker/host/worker.ts') => require('./worker.js') as typeof import('./worker/host/worker.ts');

const loader: ScriptLoader = {
  install: installLoader,
  import: importEntry,
  languageOf,
  languageOfMime,
  isModuleFile,
  compile: (text, url, type) => compiling().compileText(text, url, type),
  fetchSync: (url, options) => fetching().fetchScriptSync(url, options),
  readBlobSync: (blob) => fetching().readBlobSync(blob),
};

void boot({
  loader,
  installGlobals: (options) => installGlobals({ ...options, loadWorker: () => workers().Worker }),
  async serveTasks(exports, port, transport) {
    // Not by `require()`: docs/internals/boot.md says why.
    const { serveTasks } = await import('./rpc/port-connection.ts');
    serveTasks(exports, port, transport);
  },
});
