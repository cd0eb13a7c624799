import { nodeModule } from '#node';
import type { TerminationGuard } from '../../thread/thread-table.ts';

type Compile = (this: unknown, code: string, file: string, format?: string, ...rest: unknown[]) => unknown;

/** Lets nobody stop this thread while the runtime links ES modules for a `require()`, of the program or of heddle: see `TerminationGuard`. */
export function guardLinking(guard: TerminationGuard, thread: number): void {
  // What every hook of `require` replaces; Node passes modules of both kinds through it, and says which.
  const prototype = nodeModule.Module.prototype as { _compile?: Compile };
  const compile = prototype._compile;
  if (compile === undefined) return;
  let depth = 0;
  prototype._compile = function _compile(code, file, format, ...rest) {
    if (format === undefined || !format.startsWith('module')) return compile.call(this, code, file, format, ...rest);
    if (depth === 0) guard.enter(thread);
    depth += 1;
    try {
      return compile.call(this, code, file, format, ...rest);
    } finally {
      depth -= 1;
      if (depth === 0) guard.leave(thread);
    }
  };
}
