import { wrongType } from '../core/invalid-argument.ts';
import { type CallOptions, checkCallOptions } from './calls/call-options.ts';
import { remotePlaceOf } from './value/remote.ts';

/**
 * Calls a remote function with options for this call alone.
 *
 * @param remoteFunction - a function of `spawn()` or `wrap()`
 * @returns what `remoteFunction(...parameters)` would
 * @throws TypeError when it is no remote function, or when an option is of the wrong type; RangeError for a time that makes no sense
 * @example
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * expose({ sum: (bytes: Uint8Array) => bytes.reduce((a, b) => a + b, 0) }, port2);
 * const api = wrap<{ sum(bytes: Uint8Array): number }>(port1);
 * const bytes = new Uint8Array([1, 2, 3]);
 * console.log(await call(api.sum, [bytes], { transfer: [bytes.buffer] })); // 6
 * port1.close();
 * ```
 */
export function call<Parameters extends readonly unknown[], Result>(
  remoteFunction: (...parameters: Parameters) => Result,
  parameters: Parameters,
  options?: CallOptions,
): Result {
  const place = remotePlaceOf(remoteFunction);
  if (!place) throw wrongType('remoteFunction', remoteFunction, 'a function of spawn() or wrap()');
  if (options !== undefined) checkCallOptions(options);
  return place.origin.call(place.path, parameters, options) as Result;
}
