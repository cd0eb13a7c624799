import { nodeModule } from '#node';
import type { TerminationGuard } from '../../thread/thread-table.ts';

type Compile = (this: unknown, code: string, file: string, format?: string, ...rest: unknown[]) => unknown;
type Load = (this: unknown, ...parameters: unknown[]) => unknown;

/** Lets nobody stop this thread while the runtime links ES modules for a `require()`, of the program or of heddle: see `TerminationGuard`. */
export function guardLinking(guard: TerminationGuard, thread: number): void {
  let depth = 0;
  const guarded = <T>(link: () => T): T => {
    if (depth === 0) guard.enter(thread);
    depth += 1;
    try {
      return link();
    } finally {
      depth -= 1;
      if (depth === 0) guard.leave(thread);
    }
  };
  // What every hook of `require` replaces; Node passes modules of both kinds through it, and says which.
  const prototype = nodeModule.Module.prototype as { _compile?: Compile };
  const compile = prototype._compile;
  if (compile !== undefined)
    prototype._compile = function _compile(code, file, format, ...rest) {
      const run = (): unknown => compile.call(this, code, file, format, ...rest);
      return format?.startsWith('module') === true ? guarded(run) : run();
    };
  // Node 20.19 has a way of its own for these, which compiles nothing.
  const { _extensions: extensions } = nodeModule as unknown as { _extensions?: Record<string, Load> };
  const load = extensions?.['.mjs'];
  if (load)
    extensions['.mjs'] = function (this: unknown, ...parameters) {
      return guarded(() => Reflect.apply(load, this, parameters));
    };
}
