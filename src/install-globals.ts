import { nodeModule, threads } from './platform/node.ts';
import { CloseEvent } from './core/events/close-event.ts';
import { ErrorEvent } from './core/events/error-event.ts';
import { MessageChannel } from './port/message-channel.ts';
import { MessagePort } from './port/message-port.ts';
import { Worker } from './worker/host/worker.ts';

/**
 * Puts heddle's classes into the global object, and on demand into `node:worker_threads`, so that what a program starts
 * there is a worker of heddle too.
 */
export function installGlobals({ replacesNodeWorker }: { replacesNodeWorker: boolean }): void {
  const own = { Worker, MessageChannel, MessagePort };
  const missing = Object.entries({ ErrorEvent, CloseEvent }).filter(([name]) => !(name in globalThis));
  for (const [name, value] of [...Object.entries(own), ...missing]) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  }
  if (!replacesNodeWorker) return;
  Object.assign(threads, { Worker, MessageChannel, MessagePort });
  nodeModule.syncBuiltinESMExports();
}
