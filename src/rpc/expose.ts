import { natives, thisThread } from '#platform';
import { HeddleError } from '../core/heddle-error.ts';
import { wrongType } from '../core/invalid-argument.ts';
import type { ForeignPort } from './line/foreign-line.ts';
import { connectionOver } from './port-connection.ts';

/** What `expose()` returns. */
export interface Exposed {
  /** Serves no call any more that comes from now on: they reject on the other side. Those that run go on, and the port stays open. */
  stop(): void;
}

/**
 * Lets the other side of a port call the functions of `api`: its members, and those of objects in it; or `api` itself. A port serves one `api`
 * at a time. Like a listener of messages, it keeps the thread alive.
 *
 * @param api - an object, module namespace, class or function
 * @param port - a port or worker of heddle or of Node, or any object with `postMessage()` and message events; in a worker, its parent when left out
 * @throws TypeError for anything else
 * @throws HeddleError `HEDDLE_ALREADY_EXPOSED` when the port serves another `api`
 * @example
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * const exposed = expose({ greet: (name: string) => `Hello ${name}` }, port2);
 * console.log(await wrap<{ greet(name: string): string }>(port1).greet('you'));
 * exposed.stop();
 * port1.close();
 * ```
 */
export function expose(api: object, port: ForeignPort | null = thisThread.parentPort): Exposed {
  if ((typeof api !== 'object' && typeof api !== 'function') || api === null) throw wrongType('api', api, 'an object or a function');
  // The global object of a worker has the methods of its port.
  const served = port === (globalThis as object) ? thisThread.parentPort : port;
  const connection = connectionOver(served, 'port');
  const isServed = connection.served.start(api);
  if (!isServed) throw new HeddleError('HEDDLE_ALREADY_EXPOSED', 'Cannot expose an API: its port serves another one');
  // A worker keeps its parent alive by itself.
  if (served instanceof natives.MessagePort) connection.keepAlive(true);
  return {
    stop() {
      if (!connection.served.stop(api)) return;
      connection.keepAlive(false);
    },
  };
}
