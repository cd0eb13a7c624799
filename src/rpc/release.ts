import { wrongType } from '../core/invalid-argument.ts';
import { remotePlaceOf } from './remote.ts';

/**
 * Tells the other side that a remote object, or a function that is a `proxy()` there, is needed no more; calls of it reject from then on. The same
 * as `remote[Symbol.asyncDispose]()`.
 *
 * @param remote - an instance of a remote class, or what came as a `proxy()`
 * @throws TypeError for anything else
 * @example
 * ```ts
 * class Counter {
 *   #count = 0;
 *   add(step: number): number {
 *     return (this.#count += step);
 *   }
 * }
 * const { port1, port2 } = new MessageChannel();
 * expose({ Counter }, port2);
 * const counter = await new (wrap<{ Counter: typeof Counter }>(port1).Counter)();
 * await counter.add(2);
 * console.log(await counter.add(3)); // 5
 * release(counter);
 * port1.close();
 * ```
 */
export function release(remote: object): void {
  const place = remotePlaceOf(remote);
  if (!place || place.path !== '') throw wrongType('remote', remote, 'a remote object');
  void place.origin.dispose();
}
