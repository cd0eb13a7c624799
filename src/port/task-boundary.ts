import { process } from '#platform';

// Undocumented, but there since Node 0.10: runs the ticks and then the microtasks, as the runtime does after each callback of its own.
const drain = (process as { _tickCallback?: () => void })._tickCallback;

/** Whether this runtime lets a task end in the middle of a callback. */
export const canEndTask: boolean = typeof drain === 'function';

/** Ends a task: what the message before asked for by `process.nextTick` and promises runs before the next message. */
export function endTask(): void {
  for (;;) {
    try {
      drain?.();
      return;
    } catch (error) {
      // A tick threw. The others wait their turn.
      reportUncaught(error);
    }
  }
}

function reportUncaught(error: unknown): void {
  const { reportError } = globalThis as { reportError?: (error: unknown) => void };
  if (typeof reportError === 'function') reportError(error);
  else
    queueMicrotask(() => {
      throw error;
    });
}
