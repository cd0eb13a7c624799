import { nodeModule } from '#platform';
import { enableSourceMaps } from './enable-source-maps.ts';
import { fetchScriptSync } from './fetch-script-sync.ts';
import type { FetchedScript } from './fetch-script.ts';
import { loadTyped, loadVirtual } from './load-file.ts';
import type { LoaderOptions } from './loader-options.ts';
import { resolveEarly, resolveLate } from './resolve-specifier.ts';

/** Installs hooks that run in this thread and serve `import` and `require` alike; for Node with `module.registerHooks`. */
export function installSyncHooks({ allowRemote, sources = new Map() }: LoaderOptions): void {
  const fetched = new Map<string, FetchedScript>();

  const fetchModule = (url: string): string => {
    if (fetched.has(url)) return url;
    const script = fetchScriptSync(url, { allowRemote, kind: 'module' });
    // Known by the URL after redirects, against which its own imports resolve.
    fetched.set(script.url, script);
    return script.url;
  };

  nodeModule.registerHooks({
    resolve(specifier, context, nextResolve) {
      const isRequire = context.conditions.includes('require');
      const request = { specifier, parentURL: context.parentURL, isRequire, sources };
      const early = resolveEarly(request);
      if (early.kind === 'url') return { url: early.url, shortCircuit: true };
      if (early.kind === 'remote') return { url: fetchModule(early.url), format: 'module', shortCircuit: true };
      try {
        return nextResolve(specifier, early.parentURL === context.parentURL ? context : { ...context, parentURL: early.parentURL });
      } catch (error) {
        const url = resolveLate(error, request, early.parentURL);
        if (url === undefined) throw error;
        return { url, shortCircuit: true };
      }
    },

    load(url, context, nextLoad) {
      const virtual = sources.get(url) ?? fetched.get(url);
      const loaded = virtual ? loadVirtual(url, virtual) : loadTyped(url);
      if (!loaded) return nextLoad(url, context);
      enableSourceMaps();
      return { ...loaded, shortCircuit: true };
    },
  });
}
