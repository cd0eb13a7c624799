import { nodeModule, process } from '#platform';
import type { HooksThreadData } from './hooks-thread.ts';
import { lazily } from './lazily.ts';
import type { LoaderOptions } from './loader-options.ts';

const commonJs = lazily<typeof import('./common-js-hooks.ts')>('./common-js-hooks.js');
const probe = lazily<typeof import('./needs-hooks.ts')>('./needs-hooks.js');

/** Installs hooks for Node without `module.registerHooks`: those for `require` in this thread, those for `import` in one of their own. */
export function installThreadedHooks({ allowRemote, sources = new Map(), entry }: LoaderOptions): void {
  let registered = false;
  const register = (): void => {
    if (registered) return;
    registered = true;
    // The hooks thread cannot do it for this one.
    process.setSourceMapsEnabled(true);
    nodeModule.register<HooksThreadData>('./hooks-thread.js', { parentURL: import.meta.url, data: { allowRemote, sources } });
  };
  commonJs().installCommonJsHooks(register);
  if (entry === undefined || sources.size > 0 || [entry].flat().some(probe().needsHooks)) register();
}
