// What the tests of cause × place share: a task module that ends its worker, and what must then be true of all that waits for it.
import assert from 'node:assert/strict';
import type threads from 'node:worker_threads';
import { HeddleError, Pool, type PoolOptions, type Remote, spawn, Worker, workerOf, wrap } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { withDeadline } from '../support/with-deadline.ts';

/** What test/fixtures/pool/mortal.mjs exports. */
export interface Mortal {
  ready(): string;
  answerAndDie(): string;
  dieInTask(): Promise<void>;
  rows(): AsyncGenerator<number>;
  callBack(callback: () => Promise<void>): Promise<void>;
}

interface Cause {
  readonly exitCode: number;
  /** The code of the error that ended the worker, if there was one. */
  readonly error?: string;
}

/** What ends a worker. */
export const CAUSES: Readonly<Record<string, Cause>> = {
  'self.close()': { exitCode: 0 },
  'process.exit(0)': { exitCode: 0 },
  'process.exit(3)': { exitCode: 3 },
  'a throw': { exitCode: 1, error: 'BOOM' },
  'a rejection': { exitCode: 1, error: 'BOOM' },
  'a termination from outside': { exitCode: 1 },
  'a lack of memory': { exitCode: 1, error: 'ERR_WORKER_OUT_OF_MEMORY' },
};

/** The threads of this process, by their numbers. */
const running = new Map<number, threads.Worker>();
process.on('worker', (worker) => {
  running.set(worker.threadId, worker);
  worker.on('exit', () => running.delete(worker.threadId));
});

/** Runs `body` with the options of workers that die of `cause` at `place`, and ends those that ask for it from outside. */
export async function withMortals(
  cause: string,
  place: string,
  body: (options: Pick<PoolOptions, 'workerData' | 'resourceLimits'>) => Promise<void>,
): Promise<void> {
  const words = new SharedArrayBuffer(4 * 64);
  const numbers = new Int32Array(words);
  let isOver = false;
  const lookOut = (): void => {
    for (let at = 0; at < numbers.length; at += 1) void running.get(Atomics.exchange(numbers, at, 0))?.terminate();
    if (!isOver) setImmediate(lookOut);
  };
  const options = {
    workerData: { cause, place, words },
    ...(cause === 'a lack of memory' && { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } }),
  };
  if (cause === 'a termination from outside') lookOut();
  try {
    await withDeadline(body(options), `the end of all that waits when ${cause} comes ${place}`, 30_000);
  } finally {
    isOver = true;
  }
}

/** Pools with one place for a worker: whatever waits has to wait for that. */
export const POOLS: Readonly<Record<string, PoolOptions>> = {
  'a pool that starts workers as needed': { size: { min: 0, max: 1 } },
  'a pool that always has a worker': { size: 1 },
  'a pool that retries': { size: { min: 0, max: 1 }, idempotent: { ready: 2, answerAndDie: 2, dieInTask: 2, rows: 2, callBack: 2 } },
};

/** What waits, and says of itself what it is. */
export type Waits = Readonly<Record<string, Promise<unknown>>>;

/** Runs `check` with each of the pools, at the same time, and ends them. */
export async function inPools(
  options: PoolOptions,
  check: (pool: Pool<Mortal>, name: string, retries: number) => Promise<void>,
): Promise<void> {
  const all = Object.entries(POOLS).map(async ([name, own]) => {
    const pool = new Pool<Mortal>(fixture('pool/mortal.mjs'), { name: 'mortal', ...options, ...own });
    await check(pool, name, own.idempotent ? 2 : 0);
    await withDeadline(pool.close(), `the end of ${name}`);
    assert.deepEqual(pool.stats().workers, []);
  });
  await Promise.all(all);
}

/** Runs `check` with tasks that no pool is behind. */
export async function inWorkers(
  options: PoolOptions,
  check: (tasks: Remote<Mortal>, opened: () => boolean) => Promise<void>,
): Promise<void> {
  const own = spawn<Mortal>(fixture('pool/mortal.mjs'), { name: 'mortal', ...options });
  const worker = new Worker(fixture('pool/mortal-exposing.mjs'), { name: 'mortal', ...options });
  worker.on('error', () => {});
  const both = [
    { tasks: own, worker: workerOf(own)! },
    { tasks: wrap<Mortal>(worker), worker },
  ];
  await Promise.all(
    both.map(async ({ tasks, worker: one }) => {
      let isOpen = false;
      one.on('open', () => void (isOpen = true));
      await check(tasks, () => isOpen);
      await one.terminate();
    }),
  );
}

/** All of `waits` settle: with a value where `mayAnswer`, or else with an error that says what the cause was. @returns the codes */
export async function settled(waits: Waits, cause: string, mayAnswer: boolean): Promise<readonly (string | undefined)[]> {
  const { exitCode, error: expected } = CAUSES[cause]!;
  return Promise.all(
    Object.entries(waits).map(async ([what, promise]) => {
      const error = await promise.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) {
        assert.ok(mayAnswer, `${what} gave a value`);
        return undefined;
      }
      assert.ok(HeddleError.is(error), `${what}: ${String(error)}`);
      assert.ok(['HEDDLE_LOAD_FAILED', 'HEDDLE_WORKER_DIED'].includes(error.code), `${what}: ${error.code}`);
      assert.match((error.worker as { name: string }).name, /^mortal/);
      assert.deepEqual(
        [error.exitCode, (error.cause as { code?: string } | undefined)?.code],
        [exitCode, expected],
        `${what}: ${error.message}`,
      );
      return error.code;
    }),
  );
}

/** Where a module ends its worker of its own accord, and whether that may answer before. */
export const LOADING_PLACES: Readonly<Record<string, boolean>> = {
  'while it loads': false,
  'in a microtask after it has loaded': true,
  'in a tick after it has loaded': true,
  'in an immediate after it has loaded': true,
  'in a timer after it has loaded': true,
  'some milliseconds after it has loaded': true,
};
async function read(rows: AsyncIterable<number>): Promise<void> {
  for await (const _row of rows);
}

/** What is begun that does not survive. */
export const TASK_PLACES: Readonly<Record<string, (tasks: Pick<Remote<Mortal>, keyof Mortal>) => Waits>> = {
  'while a task runs': (tasks) => ({ dieInTask: tasks.dieInTask() }),
  'while a stream is read': (tasks) => ({ rows: read(tasks.rows()) }),
  'while a callback is awaited': (tasks) => ({ callBack: tasks.callBack(() => new Promise(() => {})) }),
};
