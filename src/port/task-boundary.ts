import { clock, fs, inspect, process } from '#platform';

// Undocumented, but there since Node 0.10: `_tickCallback` runs the ticks and then the microtasks, as the runtime does after each
// callback of its own, and `_fatalException` is what it calls for an error that came out of one.
const { _tickCallback: drain, _fatalException: report } = process as {
  _tickCallback?: () => void;
  _fatalException?: (error: unknown, fromPromise: boolean) => boolean;
};

// A registry: what this thread has found out about its runtime.
let isPossible: boolean | undefined;

/**
 * Whether this runtime lets a task end in the middle of a callback; where it does not, each message takes a turn of the event loop. To be asked at the
 * beginning of a callback that the runtime has called.
 */
export function canEndTask(): boolean {
  return (isPossible ??= typeof drain === 'function' && typeof report === 'function' && runsAll(drain));
}

/** Whether `drain` does what it is for: the name says little in a runtime that has it for the sake of others, or where a program has replaced it. */
function runsAll(drain: () => void): boolean {
  const ran: string[] = [];
  clock.nextTick(() => {
    ran.push('tick');
    void Promise.resolve().then(() => ran.push('microtask'));
  });
  try {
    drain();
  } catch {
    // Nothing else waits at the beginning of a callback: it is no error of the program.
    return false;
  }
  return ran.join() === 'tick,microtask';
}

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
