import { fileReport, fileURLToPath, nodeModule, process, type ResolveHookSync, threads } from '#node';
import { checkRequire } from './check-require.ts';
import type { FetchedScript } from './fetch-script.ts';
import { hookFileNames } from './hook-file-names.ts';
import type { LoaderOptions } from './loader-options.ts';

// Parts that a thread may never need: `require` of an ES module is synchronous, as hooks have to be.
const require = nodeModule.createRequire(import.meta.url);
const fetching = (): typeof import('./fetch-script-sync.ts') =>
  require('./fetch-script-sync.js') as typeof import('./fetch-script-sync.ts');
const typescript = (): typeof import('./typescript.ts') => {
  checkRequire();
  return require('./typescript.js') as typeof import('./typescript.ts');
};

const REMOTE = /^https?:/i;
const DATA = /\.(?:json|txt)(?:[?#]|$)/;
const TYPED = /\.(?:[cm]?ts|[jt]sx)(?:[?#]|$)/;

/** Node's own resolver, which hooks of others may come before, takes a path for `require`. */
function nameOf(url: string, { isRequire }: { readonly isRequire: boolean }): string {
  return isRequire ? fileURLToPath(url) : url;
}

/** Installs hooks that run in this thread and serve `import` and `require` alike; for Node with `module.registerHooks`. */
export function installSyncHooks({ allowRemote, sources = new Map() }: LoaderOptions): void {
  const fetched = new Map<string, FetchedScript>();
  /** The program, which nothing imports. */
  let main: string | undefined;
  // The runtime itself reports what the main thread loads.
  const report = threads.isMainThread ? undefined : fileReport();

  const fetchModule = (url: string): string => {
    if (fetched.has(url)) return url;
    const script = fetching().fetchScriptSync(url, { allowRemote, kind: 'module' });
    // Known by the URL after redirects, against which its own imports resolve.
    fetched.set(script.url, script);
    return script.url;
  };
  // Everything else is Node's to find, unless it fails.
  const isOurs = (specifier: string, parentURL = ''): boolean =>
    sources.has(specifier) || sources.has(parentURL) || REMOTE.test(specifier) || REMOTE.test(parentURL) || TYPED.test(parentURL);

  const find: ResolveHookSync = (specifier, context, nextResolve) => {
    const request = { specifier, parentURL: context.parentURL, isRequire: context.conditions.includes('require'), sources };
    let next = context;
    if (isOurs(specifier, context.parentURL)) {
      const early = typescript().resolveEarly(request);
      if (early.kind === 'url') {
        if (early.url.startsWith('file:') && !sources.has(early.url)) return nextResolve(nameOf(early.url, request), context);
        return { url: early.url, shortCircuit: true };
      }
      if (early.kind === 'remote') return { url: fetchModule(early.url), format: 'module', shortCircuit: true };
      if (early.parentURL !== context.parentURL) next = { ...context, parentURL: early.parentURL };
    }
    try {
      return nextResolve(specifier, next);
    } catch (error) {
      const url = typescript().resolveLate(error, request, next.parentURL);
      if (url === undefined) throw typescript().placeImport(error, specifier, next.parentURL);
      return nextResolve(nameOf(url, request), context);
    }
  };

  // Before Node 24 `require.resolve` asks no hooks.
  if (Number(process.versions.node.split('.', 1)[0]) < 24) hookFileNames();
  nodeModule.registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = find(specifier, context, nextResolve);
      if (context.parentURL === undefined) main = found.url;
      return found;
    },

    load(url, context, nextLoad) {
      report?.(url);
      const virtual = sources.get(url) ?? fetched.get(url);
      // Left out for the program itself, which CommonJS loads.
      const type = (context.importAttributes as ImportAttributes | undefined)?.type;
      if (!virtual && (type === 'text' || DATA.test(url)) && !context.conditions.includes('require')) {
        const data = typescript().loadData(url, type);
        if (data) return { ...data, shortCircuit: true };
      }
      if (!virtual && !TYPED.test(url) && !url.startsWith('data:')) return nextLoad(url, context);
      let loaded = virtual ? typescript().loadVirtual(url, virtual) : typescript().loadTyped(url);
      if (!loaded) return nextLoad(url, context);
      if (url.startsWith('file:') && !virtual) {
        const { isTransformed, loadTyped, textOf, typedFormat } = typescript();
        const given = nextLoad(url, { ...context, format: typedFormat(loaded) });
        if (isTransformed(given, loaded)) return given;
        loaded = loadTyped(url, textOf(given))!;
      }
      typescript().enableSourceMaps();
      if (loaded.format === 'module' || context.conditions.includes('require')) return { ...loaded, shortCircuit: true };
      return { format: 'module', source: typescript().commonJsFacade(fileURLToPath(url), loaded.source, url === main), shortCircuit: true };
    },
  });
}
