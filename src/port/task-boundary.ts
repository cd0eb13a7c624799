import { fs, inspect, process } from '#platform';

// Undocumented, but there since Node 0.10: `_tickCallback` runs the ticks and then the microtasks, as the runtime does after each
// callback of its own, and `_fatalException` is what it calls for an error that came out of one.
const { _tickCallback: drain, _fatalException: report } = process as {
  _tickCallback?: () => void;
  _fatalException?: (error: unknown, fromPromise: boolean) => boolean;
};

/** Whether this runtime lets a task end in the middle of a callback. */
export const canEndTask: boolean = typeof drain === 'function' && typeof report === 'function';

/** Ends a task: what the message before asked for by `process.nextTick` and promises runs before the next message. */
export function endTask(): void {
  for (;;) {
    try {
      drain?.();
      return;
    } catch (error) {
      // A tick threw; the others wait their turn. Only the runtime's own way of reporting puts its stack of asynchronous calls in
      // order again, without which it aborts the process at the end of this callback.
      if (!report?.(error, false)) die(error);
    }
  }
}

/** What the runtime does next where nobody took care of an error, after it has emitted `exit`. It cannot be left to do it: see above. */
function die(error: unknown): never {
  const shown = error instanceof Error ? inspect(error) : `Uncaught ${inspect(error)}`;
  fs.writeSync(2, `${shown}\n\nNode.js ${process.version}\n`);
  process.exit();
}
