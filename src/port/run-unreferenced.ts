import { natives } from '#platform';

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

/**
 * Runs `task` in a later turn of the event loop, if there is one: unlike `setImmediate()` it does not keep the thread alive.
 * An immediate without a reference would not do: it waits until something else wakes the loop.
 */
export function runUnreferenced(task: () => void): void {
  ring ??= openChannel();
  waiting.push(task);
  ring();
}
