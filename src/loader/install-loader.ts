import { nodeModule } from '#platform';
import { installCommonJsHooks } from './common-js-hooks.ts';
import { enableSourceMaps } from './enable-source-maps.ts';
import { fetchTimeout } from './fetch-timeout.ts';
import type { HooksThreadData } from './hooks-thread.ts';
import type { LoaderOptions } from './loader-options.ts';
import { needsHooks } from './needs-hooks.ts';
import { installSyncHooks } from './sync-hooks.ts';

// A registry: whether this thread has its hooks. Shared by all copies of the package.
const INSTALLED = Symbol.for('heddle.loader');

/**
 * Lets this thread, the main thread or a worker, load TypeScript, TSX and JSX by `import` and `require` with true lines in stack traces,
 * and modules from memory and from allowed origins by `import`. A second call in a thread does nothing.
 *
 * Transformed files are kept in a cache on disk, which the variable `HEDDLE_CACHE` moves or switches off (`off`).
 * Hooks that others have installed stay in force for everything that is not such a module.
 *
 * @example
 * ```ts
 * installLoader({ allowRemote: [] });
 * await import('./application.ts');
 * ```
 */
export function installLoader(options: LoaderOptions): void {
  const global = globalThis as { [INSTALLED]?: true };
  if (global[INSTALLED]) return;
  Object.defineProperty(global, INSTALLED, { value: true });
  if (typeof nodeModule.registerHooks === 'function') installSyncHooks(options);
  else installThreadedHooks(options);
}

function installThreadedHooks({ allowRemote, sources = new Map(), entry }: LoaderOptions): void {
  let registered = false;
  const register = (): void => {
    if (registered) return;
    registered = true;
    // The hooks thread cannot do it for this one.
    enableSourceMaps();
    nodeModule.register<HooksThreadData>('./hooks-thread.js', { parentURL: import.meta.url, data: { allowRemote, sources, timeout: fetchTimeout() } });
  };
  installCommonJsHooks(register);
  if (entry === undefined || sources.size > 0 || [entry].flat().some(needsHooks)) register();
}
