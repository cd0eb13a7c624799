import { codecHost, requireFrom } from '#platform';
import type { Explanation } from '../clone/explain/explanation.ts';
import { defaultTransport } from './create-transport.ts';
import { transferList, type TransferArgument } from './transfer-list.ts';

const require = requireFrom(import.meta.url);
let explainer: typeof import('./explainer.ts') | undefined;

/**
 * Says what `postMessage(value, transfer)` would do, without doing it: what is copied, moved and shared, with bytes; what is lost; what is
 * refused, and where; which way the message takes; and what could be done about it. Nothing is sent, moved or changed. Each getter in
 * `value` is read once, as sending does.
 *
 * The answer is about a port between two threads of heddle that has carried a few messages: until then, and to anybody else, all messages
 * take the native path. Bytes are those of the first message of its kind; later ones leave out the keys of objects that the port knows.
 *
 * @param value - the message
 * @param transfer - the second argument of `postMessage`: a list, or an object with one
 * @returns a frozen object with `entries`, `totals`, `path`, `reason` and `advice`; `toString()`, `table()` and `toJSON()`
 * @throws TypeError (`ERR_INVALID_ARG_TYPE`) for a second argument that `postMessage` would not take either
 *
 * @example
 * ```ts
 * import { explain } from 'heddle';
 *
 * const { path, totals } = explain({ pixels: new Uint8Array(1_000_000) });
 * console.log(path, totals.copied > 1_000_000); // prints: ring true
 * ```
 */
export function explain(value: unknown, transfer?: TransferArgument): Explanation {
  const noRing = defaultTransport() === 'native' ? 'this thread uses the native transport for all messages' : undefined;
  explainer ??= require('./explainer.js') as typeof import('./explainer.ts');
  return explainer.explainValue(value, { root: 'message', transfer: transferList(transfer), host: codecHost, noRing });
}
