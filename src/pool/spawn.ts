import { wrongType } from '../core/invalid-argument.ts';
import { type CallDefaults, checkCallOptions, defaultsIn } from '../rpc/calls/call-options.ts';
import { Origin } from '../rpc/value/origin.ts';
import { remotePlaceOf, remoteTo } from '../rpc/value/remote.ts';
import type { Remote } from '../rpc/value/types.ts';
import type { WorkerOptions } from '../worker/host/worker-options.ts';
import type { Worker } from '../worker/host/worker.ts';
import { watchForLeak } from './watch-for-leak.ts';
import { TaskWorker } from './task-worker.ts';

/** What `spawn()` takes: the options of `new Worker()`, and those that its calls have unless `call()` says otherwise for one. */
export interface SpawnOptions extends WorkerOptions, CallDefaults {}

/** The workers of what `spawn()` returned. */
const workers = new WeakMap<object, Worker>();
/** Those of them that are no leak: the program has asked for them, and may keep them without the rest, or it has ended them. */
const accounted = new WeakSet<Worker>();

const DISPOSE = 'Nobody can call it any more, and its thread runs on. End it with `await using`, or `await terminate(tasks)`.';

/**
 * Starts a worker whose script is a module of functions, and gives them: every export can be called as if it were here. The worker does not
 * keep this thread alive, but a pending call does.
 *
 * @param script - what `new Worker()` takes
 * @param options - those of `new Worker()`, of which `ref` has no effect, and `timeout`, `signal` and `grace` for all calls
 * @returns the exports; `await terminate(tasks)` ends the worker, as `await tasks[Symbol.asyncDispose]()` does
 * @throws as `new Worker()` does; TypeError when an option is of the wrong type; RangeError for a time that makes no sense
 * @example
 * ```ts
 * type Tasks = { add(a: number, b: number): number }; // mostly `typeof import('./tasks.ts')`
 * const tasks = spawn<Tasks>(new URL('data:text/javascript,export const add = (a, b) => a + b'));
 * console.log(await tasks.add(1, 2)); // 3
 * await tasks[Symbol.asyncDispose]();
 * ```
 */
export function spawn<Api>(script: string | URL, options: SpawnOptions = {}): Remote<Api> {
  checkCallOptions(options);
  const { worker, connection } = new TaskWorker(script, options);
  const origin = new Origin(connection, { defaults: defaultsIn(options), dispose: () => end(worker) });
  workers.set(origin, worker);
  // From here on nothing that lives as long as the worker may lead to `origin`.
  watchForLeak(origin, spawn, () => {
    const { isEnded, pending, exports, imports, streams } = connection;
    if (isEnded || pending + exports.size + imports.size + streams.size > 0 || accounted.has(worker)) return undefined;
    return { what: `What spawn() returned for ${connection.peer}`, remedy: DISPOSE };
  });
  return remoteTo(origin, '') as unknown as Remote<Api>;
}

/**
 * The worker that runs what `spawn()` returned: for its events, messages and figures.
 *
 * @returns undefined when `remote` is of no worker that `spawn()` started
 * @example
 * ```ts
 * const tasks = spawn<{ add(a: number, b: number): number }>(new URL('data:text/javascript,export const add = (a, b) => a + b'));
 * console.log(workerOf(tasks)?.threadId);
 * await tasks[Symbol.asyncDispose]();
 * ```
 */
export function workerOf(remote: AsyncDisposable): Worker | undefined {
  const worker = spawnedBy(remote);
  if (worker) accounted.add(worker);
  return worker;
}

/**
 * Ends the worker that runs what `spawn()` returned, whatever it does. Calls that are pending reject with `HEDDLE_WORKER_DIED`. The same as
 * `tasks[Symbol.asyncDispose]()`, with a name: no task can have that, and it is there where the runtime has no such symbol.
 *
 * @param tasks - what `spawn()` returned, or a member of it
 * @returns resolves when the worker has ended, also when it had before
 * @throws TypeError for anything else
 * @example
 * ```ts
 * const tasks = spawn<{ add(a: number, b: number): number }>(new URL('data:text/javascript,export const add = (a, b) => a + b'));
 * console.log(await tasks.add(1, 2)); // 3
 * await terminate(tasks);
 * ```
 */
export function terminate(tasks: AsyncDisposable): Promise<void> {
  const worker = spawnedBy(tasks);
  if (!worker) throw wrongType('tasks', tasks, 'what spawn() returned');
  return end(worker);
}

function spawnedBy(remote: unknown): Worker | undefined {
  const place = remotePlaceOf(remote);
  return place && workers.get(place.origin);
}

async function end(worker: Worker): Promise<void> {
  accounted.add(worker);
  await worker.terminate();
}
