// Workers with small heaps that run out of memory while others wait for them.
import assert from 'node:assert/strict';
import { Pool, spawn } from '../../src/index.ts';
import type { Area, Attempt } from './run/area.ts';

interface Tasks {
  one(): number;
  never(): Promise<never>;
  items(): AsyncGenerator<number>;
  eat(): never;
}

const MODULE = new URL(`data:text/javascript,
  export const one = () => 1;
  export const never = () => new Promise(() => {});
  export async function* items() { for (let item = 0; ; item++) yield item; }
  export function eat() { const held = []; for (;;) held.push(new Array(1e4).fill({})); }
`);

function limits(attempt: Attempt) {
  return { resourceLimits: { maxOldGenerationSizeMb: 16 + attempt.random(24), maxYoungGenerationSizeMb: 4 } };
}

async function readAll(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) void item;
}

/** Everybody who waits for the worker is told that it ran out of memory. */
async function endOfWorker(attempt: Attempt): Promise<void> {
  const tasks = spawn<Tasks>(MODULE, limits(attempt));
  await attempt.settles(tasks.one(), 'the first call');
  const waiting = [tasks.never(), readAll(tasks.items()), tasks.eat(), tasks.one().catch((error: unknown) => Promise.reject(error))];
  const outcomes = await attempt.settles(Promise.allSettled(waiting), 'the end of all calls of a worker without memory');
  for (const outcome of outcomes.slice(0, 3)) {
    assert.equal(outcome.status, 'rejected');
    const { code, cause } = outcome.reason as { code?: string; cause?: { code?: string } };
    assert.deepEqual([code, cause?.code], ['HEDDLE_WORKER_DIED', 'ERR_WORKER_OUT_OF_MEMORY']);
  }
}

/** The pool replaces the worker, and loses no task but the one that ate. */
async function endInPool(attempt: Attempt): Promise<void> {
  const pool = new Pool<Tasks>(MODULE, { size: 2, ...limits(attempt) });
  // One worker has all its tasks behind it before another one eats: a worker that dies takes along what it has begun with.
  await attempt.settles(pool.run('one', []), 'the first task');
  await attempt.settles(assert.rejects(pool.run('eat', []), { code: 'HEDDLE_WORKER_DIED' }), 'the end of the task that eats');
  const ones = Promise.all(Array.from({ length: 20 }, () => pool.run('one', [])));
  assert.equal((await attempt.settles(ones, 'the tasks after it')).length, 20);
  await attempt.settles(pool.close(), 'the end of the pool');
}

export const area: Area = {
  name: 'scarce-memory',
  what: 'workers that run out of memory under calls, streams and tasks of pools',
  async run(attempt) {
    const tried = { workers: 0, pools: 0 };
    while (!attempt.isOver()) {
      await endOfWorker(attempt);
      tried.workers += 1;
      attempt.progress(tried);
      await endInPool(attempt);
      tried.pools += 1;
      attempt.progress(tried);
    }
    return tried;
  },
};
