import { hasModuleHooks, prepareAddonCache } from '#node';
import type { LoaderOptions } from './loader-options.ts';
import { installSyncHooks } from './sync-hooks.ts';
import { ThreadedHooks } from './threaded-hooks.ts';

// A registry: the hooks of this thread, `true` for those that need no more attention. Shared by all copies of the package.
const INSTALLED = Symbol.for('heddle.loader');
const global = globalThis as { [INSTALLED]?: true | ThreadedHooks };

/**
 * Lets this thread, the main thread or a worker, load TypeScript, TSX and JSX by `import` and `require` with true lines in stack traces,
 * and modules from memory and from allowed origins by `import`. A second call in a thread only looks at its `entry`.
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
  const hooks = global[INSTALLED] ?? install(options);
  if (hooks !== true) hooks.prepare(options.entry === undefined ? undefined : [options.entry].flat());
}

/**
 * Installs the loader as {@link installLoader} does and imports a script of this thread: the fastest way to do both where Node has no
 * `module.registerHooks`, since what is needed is found out by doing it. To run several scripts, call it for each in turn.
 *
 * @param url - an absolute URL
 * @returns the namespace of the module
 * @throws what the module throws; HeddleError `HEDDLE_TRANSFORM_FAILED`, `HEDDLE_TSCONFIG_INVALID`, `HEDDLE_REMOTE_FORBIDDEN`, `HEDDLE_REMOTE_FAILED`
 * @example await importEntry(new URL('./worker.ts', import.meta.url).href, { allowRemote: [] });
 */
export async function importEntry(url: string, options: Omit<LoaderOptions, 'entry'>): Promise<unknown> {
  const hooks = global[INSTALLED] ?? install(options);
  return hooks === true ? import(url) : hooks.import(url);
}

function install(options: LoaderOptions): true | ThreadedHooks {
  let hooks: true | ThreadedHooks = true;
  prepareAddonCache();
  if (hasModuleHooks) installSyncHooks(options);
  else hooks = new ThreadedHooks(options);
  Object.defineProperty(global, INSTALLED, { value: hooks });
  return hooks;
}
