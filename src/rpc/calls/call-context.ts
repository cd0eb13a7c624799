import { getAsyncHooks } from '#platform';
import { wrongType } from '../../core/invalid-argument.ts';

/** What `carry()` needs of an `AsyncLocalStorage`. */
export interface CarriedStorage<Value> {
  getStore(): Value | undefined;
  run<Result>(value: Value, callback: () => Result): Result;
}

/** A registry: the storages of this thread whose values travel with calls. */
const storages = new Map<string, CarriedStorage<unknown>>();

/**
 * Lets the value of a storage travel with every call that this thread makes, and run what is called from elsewhere with the value that came along.
 * To be called on both sides with the same name, once: mostly in a module that both import. Values are copied, in both directions of a connection.
 *
 * @param name - what the other side knows the storage by, `traceparent` for one; a storage that had the name before is forgotten
 * @param storage - an `AsyncLocalStorage`, or anything with its `getStore()` and `run()`
 * @throws TypeError for a name or a storage of the wrong type
 *
 * @example
 * ```ts
 * export const request = new AsyncLocalStorage<{ id: string }>();
 * carry('request', request); // in both threads
 * ```
 */
export function carry<Value>(name: string, storage: CarriedStorage<Value>): void {
  if (typeof name !== 'string') throw wrongType('name', name, 'a string');
  const { getStore, run } = (storage ?? {}) as Partial<CarriedStorage<Value>>;
  if (typeof getStore !== 'function' || typeof run !== 'function') throw wrongType('storage', storage, 'an AsyncLocalStorage');
  storages.set(name, storage);
}

/** The values that travel with a call which is made now. */
export function takeContext(): Record<string, unknown> | undefined {
  if (storages.size === 0) return undefined;
  const values = [...storages].map(([name, storage]) => [name, storage.getStore()] as const).filter(([, value]) => value !== undefined);
  return values.length === 0 ? undefined : Object.fromEntries(values);
}

/** Runs `run` with the values that came along. Those of names that this thread does not know are left aside. */
export function runInContext<T>(context: Readonly<Record<string, unknown>>, run: () => T): T {
  return Object.entries(context).reduce((inner, [name, value]) => {
    const storage = storages.get(name);
    return storage ? () => storage.run(value, inner) : inner;
  }, run)();
}

/** The signals of the calls that run in this thread. Made for the first of them: where calls have no signals, nothing is tracked. */
let signals: InstanceType<ReturnType<typeof getAsyncHooks>['AsyncLocalStorage']> | undefined;

/**
 * The signal of the call that runs: it is aborted when the caller's `signal` is, or when its `timeout` is over. To be asked in a task, at any depth and
 * after any `await`; a synchronous loop sees the abort in `aborted` and `throwIfAborted()` too.
 *
 * @returns undefined outside of a call, and in one that was made with neither `signal` nor `timeout`
 *
 * @example
 * ```ts
 * import { currentSignal } from 'heddle';
 *
 * export function sum(numbers: Float64Array): number {
 *   const signal = currentSignal();
 *   let total = 0;
 *   for (const number of numbers) {
 *     signal?.throwIfAborted();
 *     total += number;
 *   }
 *   return total;
 * }
 * ```
 */
export function currentSignal(): AbortSignal | undefined {
  return signals?.getStore() as AbortSignal | undefined;
}

/** Runs a task whose call has a signal. */
export function runWithSignal<T>(signal: AbortSignal, run: () => T): T {
  const { AsyncLocalStorage } = getAsyncHooks();
  signals ??= new AsyncLocalStorage();
  return signals.run(signal, run);
}
