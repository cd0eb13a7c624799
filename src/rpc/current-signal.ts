import { getAsyncHooks } from '#platform';

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
