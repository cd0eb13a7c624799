import { clock } from '../clock.ts';
import { fs, inspect, process } from '../node-modules.ts';
import { natives } from './ports.ts';

export { clock };

// Undocumented, but there since Node 0.10: `_tickCallback` runs the ticks and then the microtasks, as the runtime does after each
// callback of its own, and `_fatalException` is what it calls for an error that came out of one.
const { _tickCallback: drain, _fatalException: report } = process as {
  _tickCallback?: () => void;
  _fatalException?: (error: unknown, fromPromise: boolean) => boolean;
};

// A registry: what this thread has found out about its runtime.
let isPossible: boolean | undefined;

export function canEndTask(): boolean {
  return (isPossible ??= report !== undefined && runsAll());
}

/** Whether `drain` does what it is for: the name says little in a runtime that has it for the sake of others, or where a program has replaced it. */
function runsAll(): boolean {
  const ran: string[] = [];
  clock.nextTick(() => {
    ran.push('tick');
    void Promise.resolve().then(() => ran.push('microtask'));
  });
  try {
    drain!();
  } catch {
    // There is no such function, or it does something else: nothing else waits at the beginning of a callback, so it is no error of the program.
    return false;
  }
  return ran.join() === 'tick,microtask';
}

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

// A registry: what waits in this thread, and the channel whose messages call it.
const waiting: (() => void)[] = [];
let ring: (() => void) | undefined;

function openChannel(): () => void {
  const { port1, port2 } = new natives.MessageChannel();
  port2.on('message', () => waiting.shift()?.());
  port1.unref();
  port2.unref();
  return () => port1.postMessage(0);
}

/** An immediate without a reference would not do: it waits until something else wakes the loop. */
export function runUnreferenced(task: () => void): void {
  ring ??= openChannel();
  waiting.push(task);
  ring();
}

/** `node:async_hooks`, loaded at the first call: most threads never need it. */
export function getAsyncHooks(): typeof import('node:async_hooks') {
  return process.getBuiltinModule('node:async_hooks');
}
