import { nodeModule, threads } from '#node';
import { CloseEvent } from './core/events/close-event.ts';
import { ErrorEvent } from './core/events/error-event.ts';
import { MessageChannel } from './port/message-channel.ts';
import { MessagePort } from './port/message-port.ts';
import { receiveMessageOnPort } from './port/receive-message-on-port.ts';
import type { Worker } from './worker/host/worker.ts';

/** What to install, and where. */
export interface InstallOptions {
  /** Whether what a program starts through `node:worker_threads` is a worker of heddle too. */
  readonly replacesNodeWorker: boolean;
  /** Loads the class `Worker`, when it is used for the first time: most workers start none, and have one file less to load. */
  loadWorker(): typeof Worker;
}

/** Puts heddle's classes into the global object, and on demand into `node:worker_threads`. */
export function installGlobals({ replacesNodeWorker, loadWorker }: InstallOptions): void {
  for (const [name, value] of Object.entries({ MessageChannel, MessagePort })) define(name, value);
  for (const [name, value] of Object.entries({ ErrorEvent, CloseEvent })) if (!(name in globalThis)) define(name, value);
  defineLazily('Worker', loadWorker);
  if (!replacesNodeWorker) return;
  Object.assign(threads, {
    Worker: loadWorker(),
    MessageChannel,
    MessagePort,
    receiveMessageOnPort,
  });
  nodeModule.syncBuiltinESMExports();
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}

/** An ordinary property from its first use on, as the runtime makes its own. */
function defineLazily(name: string, load: () => unknown): void {
  Object.defineProperty(globalThis, name, {
    get(): unknown {
      const value = load();
      define(name, value);
      return value;
    },
    set(value: unknown) {
      define(name, value);
    },
    enumerable: false,
    configurable: true,
  });
}
