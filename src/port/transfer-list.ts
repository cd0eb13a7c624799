import { wrongType } from '../core/invalid-argument.ts';

/** The second argument of `postMessage`: a list, or an object with one. */
export type TransferArgument = Iterable<object> | { transfer?: Iterable<object> } | null | undefined;

function listOf(value: unknown, what: string): readonly object[] {
  const iterate = (value as { [Symbol.iterator]?: unknown } | null)?.[Symbol.iterator];
  if (typeof value !== 'object' || typeof iterate !== 'function') throw wrongType(what, value, 'an iterable of transferable objects');
  const list = [...(value as Iterable<unknown>)];
  list.forEach((item, index) => {
    if ((typeof item !== 'object' && typeof item !== 'function') || item === null) throw wrongType(`${what}[${index}]`, item, 'an object');
  });
  return list as object[];
}

const NOTHING: readonly object[] = Object.freeze([]);

/**
 * Reads the second argument of `postMessage(message, [list])` and `postMessage(message, { transfer })`.
 * https://webidl.spec.whatwg.org/#es-overloads: what is iterable is a list, what is an object is a dictionary.
 *
 * @throws TypeError for anything else
 */
export function transferList(argument: unknown): readonly object[] {
  if (argument === undefined || argument === null) return NOTHING;
  if (typeof argument !== 'object' && typeof argument !== 'function') {
    throw wrongType('the second argument of postMessage', argument, 'a list of transferable objects or an object with `transfer`');
  }
  if (typeof (argument as { [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function') return listOf(argument, 'transfer');
  const { transfer } = argument as { transfer?: unknown };
  return transfer === undefined ? NOTHING : listOf(transfer, 'transfer');
}
