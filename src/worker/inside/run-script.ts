import { getVm, nodeModule, path, process } from '#node';
import type { PreparedScript } from './prepare-script.ts';

// Undocumented, but how every program of Node begins: https://nodejs.org/api/modules.html#modulechildren names its `isMain` effect.
const { _load: loadMain } = nodeModule as unknown as { _load(path: string, parent: null, isMain: boolean): unknown };

/**
 * Runs a script to its end, its top-level `await`s included.
 *
 * @param isMain - whether it is the script of the worker, and not one of its preloads
 * @param importModule - imports a module by its URL
 * @returns what the script exports
 * @throws whatever the script throws
 */
export async function runScript(script: PreparedScript, isMain: boolean, importModule: (url: string) => Promise<unknown>): Promise<object> {
  switch (script.kind) {
    case 'module':
      return (await importModule(script.url)) as object;
    case 'commonjs':
      if (!isMain) return (await importModule(script.url)) as object;
      return namespaceOf(loadMain(script.path, null, true));
    case 'classic':
      runClassic(script.code, script.url);
      return {};
    case 'eval':
      defineCommonJSGlobals();
      runClassic(script.code, path.join(process.cwd(), '[worker eval]'));
      return {};
  }
}

/** As `import` shows a CommonJS module. */
function namespaceOf(exports: unknown): object {
  return typeof exports === 'object' && exports !== null ? { ...exports, default: exports } : { default: exports };
}

/** Runs code in the global scope; its `import()` resolves against `url`. */
export function runClassic(code: string, url: string): void {
  silence('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER');
  const { constants, Script } = getVm();
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  // A syntax error shows its line; but to the stack of an error that the script throws nothing is added.
  new Script(code, { filename: url, importModuleDynamically }).runInThisContext({ displayErrors: false });
}

const silenced = new Set<string>();

/** Keeps the runtime from warning the program of an experimental feature that heddle chose. */
function silence(feature: string): void {
  if (silenced.has(feature)) return;
  silenced.add(feature);
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).startsWith(`${feature} `)) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
}

// What `node --eval` and `new Worker(code, { eval: true })` of Node give their code.
function defineCommonJSGlobals(): void {
  const file = path.join(process.cwd(), '[worker eval]');
  const module = new nodeModule.Module('[worker eval]');
  const globals = { module, exports: module.exports, require: nodeModule.createRequire(file), __filename: '[worker eval]', __dirname: '.' };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
