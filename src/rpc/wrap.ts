import { type CallDefaults, checkCallOptions, defaultsIn } from './calls/call-options.ts';
import type { ForeignPort } from './line/foreign-line.ts';
import { Origin, wrappingEnded } from './value/origin.ts';
import { connectionOver } from './port-connection.ts';
import { remoteTo } from './value/remote.ts';
import type { Remote } from './value/types.ts';

/**
 * Calls what the other side of a port exposes, as if it were here. Calls wait until the other side has called `expose()`. Messages of the
 * program may use the same port.
 *
 * @param port - a port or worker of heddle or of Node, or any object with `postMessage()` and message events
 * @param options - of all calls that are made through it, and through the objects that it gives; `call()` has others for one call
 * @returns functions that give promises; `await api[Symbol.asyncDispose]()` ends the wrapping and leaves the port open
 * @throws TypeError when `port` is nothing that has messages, or an option is of the wrong type; RangeError for a time that makes no sense
 * @example
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * expose({ add: (a: number, b: number) => a + b }, port2);
 * const api = wrap<{ add(a: number, b: number): number }>(port1);
 * console.log(await api.add(1, 2)); // 3
 * port1.close();
 * ```
 */
export function wrap<Api>(port: ForeignPort, options: CallDefaults = {}): Remote<Api> {
  checkCallOptions(options);
  const connection = connectionOver(port, 'port');
  const origin: Origin = new Origin(connection, { defaults: defaultsIn(options), dispose: () => origin.end(wrappingEnded) });
  return remoteTo(origin, '') as unknown as Remote<Api>;
}
