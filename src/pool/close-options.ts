import { clock } from '#platform';
import { HeddleError } from '../core/heddle-error.ts';
import { wrongType } from '../core/invalid-argument.ts';
import { checkCallOptions, DEFAULT_GRACE } from '../rpc/calls/call-options.ts';
import { checkNames } from './check-names.ts';

/** How long `pool.close()` waits for the tasks that the pool has. */
export interface CloseOptions {
  /** Milliseconds after which tasks that have not finished are given up. Default: none. */
  readonly timeout?: number | undefined;
  /** Gives them up when it is aborted. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that tasks which run have then, from when their signals are aborted, until their workers are terminated. Default: 500. */
  readonly grace?: number | undefined;
}

const CLOSE_OPTIONS: ReadonlySet<string> = new Set(['timeout', 'signal', 'grace']);

/** The options, everything given. */
export interface CloseLimits {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly grace: number;
}

/** @throws TypeError, RangeError */
export function readCloseOptions(options: CloseOptions): CloseLimits {
  if (typeof options !== 'object' || options === null) throw wrongType('options', options, 'an object');
  checkCallOptions(options);
  checkNames(options, CLOSE_OPTIONS, 'options', 'close()');
  const { timeout = Infinity, signal, grace = DEFAULT_GRACE } = options;
  return { timeout, signal, grace };
}

/** Why somebody waits no longer. */
export interface WayOut {
  readonly why: string;
  readonly cause?: unknown;
}

/**
 * Waits for `end`, but no longer than the time and the signal allow.
 *
 * @returns why it has not come; undefined when it has
 */
export async function waitFor(
  end: Promise<void>,
  { timeout, signal }: Pick<CloseLimits, 'timeout' | 'signal'>,
): Promise<WayOut | undefined> {
  let leave!: (way: WayOut) => void;
  const left = new Promise<WayOut>((resolve) => (leave = resolve));
  const aborted = (): void => leave({ why: 'the signal was aborted', cause: signal!.reason });
  const timer = timeout === Infinity ? undefined : clock.setTimeout(() => leave({ why: `${timeout} ms are over` }), timeout);
  if (signal?.aborted) aborted();
  else signal?.addEventListener('abort', aborted);
  try {
    return await Promise.race([end.then(() => undefined), left]);
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
  }
}

/** What a pool has that has not finished: how often each task, and the workers in which something else runs. */
export interface Unfinished {
  readonly running: Readonly<Record<string, number>>;
  readonly queued: Readonly<Record<string, number>>;
  readonly workers: readonly string[];
}

/** The error of a `close()` that has not waited for all tasks. */
export function notDrained(pool: string, { why, cause }: WayOut, { running, queued, workers }: Unfinished): HeddleError {
  const parts = [
    ['running', listed(running)],
    ['queued', listed(queued)],
    ['in setup or teardown', workers.join(', ')],
  ].flatMap(([what, names]) => (names === '' ? [] : [`${what}: ${names}`]));
  const state = parts.length > 0 ? ` (${parts.join('; ')})` : '';
  const error = new HeddleError(
    'HEDDLE_NOT_DRAINED',
    `Cannot finish what pool ${pool} has: ${why}${state}`,
    cause === undefined ? {} : { cause },
  );
  return Object.assign(error, { running, queued });
}

function listed(tasks: Readonly<Record<string, number>>): string {
  return Object.entries(tasks)
    .map(([task, count]) => (count === 1 ? task : `${task} (${count} times)`))
    .join(', ');
}

/** How often each name is there. */
export function countsOf(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** `open` for tasks; `closing` while it finishes those that it has, `closed` from then on. */
export type PoolState = 'open' | 'closing' | 'closed';

/** The error of a task that comes too late. */
export function poolClosed(task: string, state: PoolState): HeddleError {
  return new HeddleError('HEDDLE_POOL_CLOSED', `Cannot run ${task}: the pool is ${state}`);
}

/** That of one which the pool has not waited for when it was closed. */
export function poolGaveUp(task: string, why: string): HeddleError {
  return new HeddleError('HEDDLE_POOL_CLOSED', `Cannot finish ${task}: the pool is closed, and ${why}`);
}

/** That of one which had not finished when the pool was terminated. */
export function poolTerminated(task: string): HeddleError {
  return new HeddleError('HEDDLE_POOL_CLOSED', `Cannot finish ${task}: the pool has been terminated`);
}
