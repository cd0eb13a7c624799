import { requireFeature } from '../core/features.ts';
import { outOfRange, wrongType } from '../core/invalid-argument.ts';
import type { ForeignPort } from '../rpc/line/foreign-line.ts';
import { connectionOver } from '../rpc/port-connection.ts';
import { remotePlaceOf } from '../rpc/value/remote.ts';
import { BlockingCalls } from './blocking-calls.ts';
import { BlockingOrigin } from './blocking-origin.ts';
import { blockingRemote, isBlockingRemote } from './blocking-remote.ts';
import type { SyncRemote } from './types.ts';

/** What blocking calls are to be. */
export interface WrapSyncOptions {
  /** Milliseconds from each call on, after which it throws a `TimeoutError`. What it returns later is dropped. Default: none. */
  readonly timeout?: number | undefined;
}

/**
 * Calls functions of another thread and waits for what they return, asynchronous ones too: this thread stands still meanwhile, its event loop included.
 *
 * @param target - a worker or port of heddle or of Node on whose other side `expose()` serves calls; in a worker, `parentPort`; or what `spawn()` or
 *   `wrap()` gave
 * @returns the functions of the other side, which give their results and throw their errors at once
 * @throws TypeError for anything else; RangeError for a time-out that makes no sense
 * @throws HeddleError from each call: `HEDDLE_DEADLOCK` when the other thread waits for this one, `HEDDLE_WORKER_DIED`, `HEDDLE_PORT_CLOSED`,
 *   `HEDDLE_CANNOT_BLOCK`
 * @example
 * ```ts
 * type Tasks = { parse(text: string): Promise<unknown> }; // mostly `typeof import('./tasks.ts')`
 * const tasks = spawn<Tasks>(new URL('data:text/javascript,export const parse = async (text) => JSON.parse(text)'));
 * console.log(wrapSync<Tasks>(tasks).parse('[1, 2]')); // [1, 2], with no await
 * await tasks[Symbol.asyncDispose]();
 * ```
 */
export function wrapSync<Api>(target: ForeignPort | AsyncDisposable, options: WrapSyncOptions = {}): SyncRemote<Api> {
  requireFeature('blocking', 'wrapSync()');
  checkOptions(options);
  const place = remotePlaceOf(target);
  if (place ? place.origin.handle !== undefined : isBlockingRemote(target))
    throw wrongType('target', target, 'a worker, a port, or what spawn() or wrap() gave');
  const connection = place ? place.origin.connection : connectionOver(target, 'target');
  if (!connection.line.sharesMemory) throw wrongType('target', target, 'a worker or port whose other side is a thread of this process');
  const origin = new BlockingOrigin(BlockingCalls.over(connection), place?.path ?? '', options.timeout ?? Infinity);
  return blockingRemote(origin, '') as unknown as SyncRemote<Api>;
}

function checkOptions(options: WrapSyncOptions): void {
  if (typeof options !== 'object' || options === null) throw wrongType('options', options, 'an object');
  const { timeout } = options;
  if (timeout === undefined) return;
  if (typeof timeout !== 'number') throw wrongType('options.timeout', timeout, 'a number of milliseconds');
  if (!(timeout >= 0)) throw outOfRange('options.timeout', timeout, 'a number of milliseconds from 0 on');
}
