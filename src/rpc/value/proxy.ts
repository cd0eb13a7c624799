import { getAsyncHooks } from '#platform';
import { setApart } from '../../clone/set-apart.ts';
import { wrongType } from '../../core/invalid-argument.ts';
import type { Stack } from '../calls/reports.ts';
import type { Proxied } from './types.ts';

type AnyFunction = (...parameters: unknown[]) => unknown;

/** What is known of an object that stays where it is. */
export interface Kept {
  /** Where the program said so, if it did. */
  readonly madeAt: Stack | undefined;
  /** What is called in place of a function: the same, in the asynchronous context in which it was made a proxy. */
  readonly callable: AnyFunction | undefined;
}

const kept = new WeakMap<object, Kept>();

/**
 * Lets `value` stay where it is when it is sent: the other side gets functions that call it, until it releases them. The same object sent twice is
 * the same remote object there, and one that is sent back is `value` itself.
 *
 * @param value - a function, or an object whose methods are called
 * @returns `value`
 * @throws TypeError when it is neither
 * @example
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * const api = { watch: (onChange: (path: string) => Promise<void>) => void setImmediate(() => onChange('a.txt')) };
 * expose(api, port2);
 * const changed = await new Promise((resolve) => wrap<typeof api>(port1).watch(proxy(async (path: string) => resolve(path))));
 * console.log(changed); // a.txt
 * port1.close();
 * ```
 */
export function proxy<T extends object>(value: T): Proxied<T> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    throw wrongType('value', value, 'an object or a function');
  if (kept.get(value)?.madeAt) return value;
  const madeAt: Stack = {};
  Error.captureStackTrace(madeAt, proxy);
  kept.set(value, { madeAt, callable: typeof value === 'function' ? inThisContext(value) : undefined });
  setApart(value);
  return value;
}

/** As `proxy()` does, for what stays by its nature: its other side is to blame for not releasing it. */
export function keep(value: object): void {
  if (kept.has(value)) return;
  kept.set(value, { madeAt: undefined, callable: undefined });
  setApart(value);
}

export function keptAs(value: object): Kept | undefined {
  return kept.get(value);
}

/** `value`, to be called in the asynchronous context of now: that of a message is nobody's. */
export function inThisContext(value: AnyFunction): AnyFunction {
  // Not `AsyncResource.bind()`: Node 20 makes a deprecated property for each function that is bound, which takes ten times as long.
  const { AsyncResource } = getAsyncHooks();
  const context = new AsyncResource('heddle.callback');
  return (...parameters) => context.runInAsyncScope(value, undefined, ...parameters);
}
