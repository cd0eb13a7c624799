import { nodeModule } from '#platform';
import { lazily } from './lazily.ts';
import type { LoaderOptions } from './loader-options.ts';

const syncHooks = lazily<typeof import('./sync-hooks.ts')>('./sync-hooks.js');
const threadedHooks = lazily<typeof import('./threaded-hooks.ts')>('./threaded-hooks.js');

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
  if (typeof nodeModule.registerHooks === 'function') syncHooks().installSyncHooks(options);
  else threadedHooks().installThreadedHooks(options);
}
