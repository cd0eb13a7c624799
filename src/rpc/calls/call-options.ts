import { outOfRange, wrongType } from '../../core/invalid-argument.ts';

/** What calls are to be that are made with no options of their own: options of `spawn()` and `wrap()`. */
export interface CallDefaults {
  /** Cancels the call: see `grace`. The task finds it as `currentSignal()`. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from the call on, after which it is cancelled with a `TimeoutError`. Default: none. */
  readonly timeout?: number | undefined;
  /**
   * Milliseconds that a task has, from its cancellation on, to react. Then the call rejects with the reason of the cancellation, and a worker that
   * exists for such calls (of `spawn()` or a pool) is terminated. `Infinity` waits for the task. Default: 500.
   */
  readonly grace?: number | undefined;
}

/** What one call is to be, beside what is called with which arguments. */
export interface CallOptions extends CallDefaults {
  /** What of the arguments is moved instead of copied. Default: nothing. */
  readonly transfer?: readonly object[] | undefined;
}

export const DEFAULT_GRACE = 500;

/** The longest time that timers of the runtime take. */
const LONGEST = 2 ** 31 - 1;

/**
 * @param what - how errors call the options
 * @throws TypeError that names the option, its value and what was expected; RangeError for a time that makes no sense
 */
export function checkCallOptions(options: CallOptions, what: string = 'options'): void {
  if (typeof options !== 'object' || options === null) throw wrongType(what, options, 'an object');
  const { transfer, signal, timeout, grace } = options;
  if (transfer !== undefined && !Array.isArray(transfer)) throw wrongType(`${what}.transfer`, transfer, 'an array of transferable objects');
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw wrongType(`${what}.signal`, signal, 'an AbortSignal');
  checkTime(timeout, `${what}.timeout`);
  checkTime(grace, `${what}.grace`);
}

/** The options of a call: its own, and those of its remote in the place of what it leaves out. */
export function withDefaults(options: CallOptions | undefined, defaults: CallDefaults | undefined): CallOptions | undefined {
  if (!options || !defaults) return options ?? defaults;
  const { transfer, signal = defaults.signal, timeout = defaults.timeout, grace = defaults.grace } = options;
  return { transfer, signal, timeout, grace };
}

/** The options for calls among those for something else; undefined when there are none. */
export function defaultsIn({ signal, timeout, grace }: CallDefaults): CallDefaults | undefined {
  return (signal ?? timeout ?? grace) === undefined ? undefined : { signal, timeout, grace };
}

function checkTime(value: unknown, what: string): void {
  if (value === undefined) return;
  if (typeof value !== 'number') throw wrongType(what, value, 'a number of milliseconds');
  if (!(value >= 0 && (value <= LONGEST || value === Infinity)))
    throw outOfRange(what, value, `from 0 to ${LONGEST} milliseconds, or Infinity`);
}
