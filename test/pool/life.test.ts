import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

/** Waits, one turn of the event loop after the other. */
async function until(isTrue: () => boolean, what: string): Promise<void> {
  const turns = async (): Promise<void> => {
    while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
  };
  await withDeadline(turns(), what);
}

test('a pool starts as many workers as tasks wait, up to max, and ends idle ones down to min', () =>
  withPool({ size: { min: 1, max: 3 }, idleTimeout: 40 }, async (pool) => {
    assert.equal(pool.stats().workers.length, 1);
    const gates = new Gates();
    const tasks = [1, 2, 3, 4, 5].map(() => pool.call.gate(gates.memory));
    await gates.reached(0, 3);
    assert.equal(pool.stats().workers.length, 3);
    assert.equal(gates.arrivals(), 3);
    gates.open();
    await Promise.all(tasks);
    await until(() => pool.stats().workers.length === 1, 'that idle workers end');
    const { workersStarted, workersDied } = pool.stats();
    assert.deepEqual({ workersStarted, workersDied }, { workersStarted: 3, workersDied: 0 });
    assert.equal(await pool.call.add(1, 2), 3);
  }));

test('a worker with a task is not idle, however long it takes', () =>
  withPool({ size: { max: 1 }, idleTimeout: 4 }, async (pool) => {
    const gates = new Gates();
    const task = pool.call.gate(gates.memory);
    await gates.reached();
    await new Promise((resolve) => setTimeout(resolve, 50));
    gates.open();
    await task;
    assert.equal(pool.stats().workersStarted, 1);
    await until(() => pool.stats().workers.length === 0, 'that the idle worker ends');
  }));

test('a worker is replaced after maxTasksPerWorker', () =>
  withPool({ size: 1, maxTasksPerWorker: 3 }, async (pool) => {
    const threads = await Promise.all(Array.from({ length: 8 }, () => pool.call.thread()));
    assert.deepEqual(
      [...new Set(threads)].map((thread) => threads.filter((other) => other === thread).length),
      [3, 3, 2],
    );
    const { workersRecycled, workersDied, workersStarted } = pool.stats();
    assert.deepEqual({ workersRecycled, workersDied, workersStarted }, { workersRecycled: 2, workersDied: 0, workersStarted: 3 });
  }));

test('a worker is replaced when its memory has grown beyond maxMemoryPerWorker', () =>
  withPool({ size: 1, maxMemoryPerWorker: 64 }, async (pool) => {
    const first = await pool.call.thread();
    assert.equal(await pool.call.thread(), first);
    await pool.call.keep(80);
    const next = await pool.call.thread();
    assert.notEqual(next, first);
    const { workersRecycled, workersDied, failed } = pool.stats();
    assert.deepEqual({ workersRecycled, workersDied, failed }, { workersRecycled: 1, workersDied: 0, failed: 0 });
  }));

test('setup and teardown run once in each worker, with workerData', async () => {
  const memory = new SharedArrayBuffer(16);
  const words = new Int32Array(memory);
  const pool = new Pool<typeof import('../fixtures/pool/hooks.ts')>(fixture('pool/hooks.ts'), {
    size: 2,
    setup: 'start',
    teardown: 'stop',
    workerData: memory,
  });
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => pool.call.isSetUp())).then((all) => assert.ok(all.every(Boolean)));
  await until(() => Atomics.load(words, 0) === 2, 'that both workers are set up');
  assert.equal(Atomics.load(words, 1), 0);
  await pool.close();
  assert.deepEqual([...words.subarray(0, 2)], [2, 2]);
});

test('what has been set up is torn down, also in a pool that is closed meanwhile', async () => {
  const memory = new SharedArrayBuffer(16);
  const words = new Int32Array(memory);
  const pool = new Pool(fixture('pool/hooks.ts'), { size: 1, setup: 'startLate', teardown: 'stop', workerData: memory });
  await until(() => Atomics.load(words, 2) === 1, 'that the setup has begun');
  const closed = pool.close();
  Atomics.store(words, 3, 1);
  Atomics.notify(words, 3);
  await withDeadline(closed, 'the end of the pool');
  assert.deepEqual([...words.subarray(0, 2)], [1, 1]);
});

test('a setup that fails is a failure to load', async () => {
  const pool = new Pool(fixture('pool/tasks.ts'), { size: 1, setup: 'fail', workerData: 'no database' });
  await assert.rejects(pool.run('nothing', []), (error: Error & { code: string }) => {
    assert.equal(error.code, 'HEDDLE_LOAD_FAILED');
    assert.deepEqual(
      { name: (error.cause as Error).name, message: (error.cause as Error).message },
      { name: 'RangeError', message: 'no database' },
    );
    return true;
  });
  await pool.close();
});

test('a teardown that fails or does not end does not keep the pool from ending', async () => {
  for (const teardown of ['fail', 'never']) {
    const pool = new Pool(fixture('pool/tasks.ts'), { size: 1, teardown, teardownTimeout: 20 });
    await pool.run('nothing', []);
    await withDeadline(pool.close(), `the end of a pool with teardown: '${teardown}'`);
  }
});

test('broadcast() runs a task in every worker', () =>
  withPool({ size: 3 }, async (pool) => {
    const threads = await pool.broadcast('thread', []);
    assert.equal(new Set(threads).size, 3);
    assert.deepEqual(await pool.broadcast('add', [1, 2]), [3, 3, 3]);
    await assert.rejects(pool.broadcast('fail', ['everywhere']), { message: 'everywhere' });
  }));

test('broadcast() starts a worker where there is none', () =>
  withPool({ size: { max: 2 } }, async (pool) => {
    assert.equal(pool.stats().workers.length, 0);
    assert.deepEqual(await pool.broadcast('add', [1, 2]), [3]);
    assert.equal(pool.stats().workersStarted, 1);
  }));

test('broadcast() waits for the place of a worker that ends, and leaves that alone', () =>
  withPool({ size: 1, maxTasksPerWorker: 1 }, async (pool) => {
    const gates = new Gates();
    const last = pool.call.gate(gates.memory);
    await gates.reached();
    const [old] = pool.stats().workers;
    assert.equal(old!.state, 'retiring');
    const all = pool.broadcast('thread', []);
    gates.open();
    await last;
    const [thread] = await all;
    assert.notEqual(thread, old!.threadId);
  }));

test('a worker does not end while a broadcast runs in it: not for its idleness, nor when the pool is closed', () =>
  withPool({ size: { max: 1 }, idleTimeout: 4 }, async (pool) => {
    const gates = new Gates();
    const first = pool.broadcast('gate', [gates.memory]);
    await gates.reached();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const closed = pool.close();
    gates.open();
    await first;
    await closed;
  }));

test('broadcast() to a pool that is closed, was terminated meanwhile or cannot load is rejected', async () => {
  await withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    const running = pool.broadcast('gate', [gates.memory]);
    await gates.reached();
    const refused = assert.rejects(running, { code: 'HEDDLE_POOL_CLOSED' });
    await pool.terminate();
    await refused;
    await assert.rejects(pool.broadcast('add', [1, 2]), { code: 'HEDDLE_POOL_CLOSED' });
  });
  const broken = new Pool<{ work(): void }>(fixture('pool/broken.ts'), { size: { max: 2 } });
  // In a worker that is started for it, and at once while nothing speaks for another try.
  for (const _ of [1, 2]) await assert.rejects(broken.broadcast('work', []), { code: 'HEDDLE_LOAD_FAILED' });
  assert.equal(broken.stats().workersStarted, 1);
  await broken.terminate();
});

test('drain() waits for all tasks, also for those that are added meanwhile', () =>
  withPool({ size: 1 }, async (pool) => {
    await pool.drain();
    let done = 0;
    const count = (): void => void (done += 1);
    void pool.call.nothing().then(count);
    void pool.call.nothing().then(() => {
      count();
      void pool.call.nothing().then(count);
    });
    await pool.drain();
    assert.equal(done, 3);
  }));

test('close() finishes what waits and runs, takes nothing more, and ends the workers', async () => {
  const pool = new Pool<typeof import('../fixtures/pool/tasks.ts')>(fixture('pool/tasks.ts'), { size: 2 });
  const gates = new Gates();
  const tasks = [1, 2, 3, 4].map(() => pool.call.gate(gates.memory));
  await gates.reached(0, 2);
  const closed = pool.close();
  await assert.rejects(pool.call.nothing(), { code: 'HEDDLE_POOL_CLOSED' });
  gates.open();
  assert.equal((await Promise.all(tasks)).length, 4);
  await closed;
  assert.deepEqual(pool.stats().workers, []);
  assert.equal(await pool.close(), undefined);
  assert.equal(await pool.terminate(), undefined);
  await assert.rejects(pool.run('nothing', []), { code: 'HEDDLE_POOL_CLOSED' });
});

test('terminate() rejects what waits and runs, also while the pool is closing', async () => {
  for (const closing of [false, true]) {
    const pool = new Pool<typeof import('../fixtures/pool/tasks.ts')>(fixture('pool/tasks.ts'), { size: 1 });
    const gates = new Gates();
    const tasks = [pool.call.gate(gates.memory), pool.call.nothing(), pool.call.spin(1e6)];
    await gates.reached();
    const closed = closing ? pool.close() : undefined;
    const ended = pool.terminate();
    for (const task of tasks) await assert.rejects(task, { code: 'HEDDLE_POOL_CLOSED' });
    await withDeadline(Promise.all([ended, closed]), 'the end');
    assert.equal(pool.stats().cancelled, 3);
  }
});

test('a pool is disposed of by closing it', async () => {
  const pool = new Pool<typeof import('../fixtures/pool/tasks.ts')>(fixture('pool/tasks.ts'), { size: 1 });
  const sum = pool.call.add(1, 2);
  await pool[Symbol.asyncDispose]();
  assert.equal(await sum, 3);
});

test('options of workers are passed on to them', () =>
  withPool(
    { size: 1, workerData: { a: 1 }, name: 'shop', env: { PATH: '', FROM: 'pool' }, resourceLimits: { maxOldGenerationSizeMb: 77 } },
    async (pool) => {
      assert.deepEqual(await pool.call.data(), { a: 1 });
      assert.equal(await pool.call.variable('FROM'), 'pool');
      assert.equal(await pool.call.heapLimit(), 77);
      assert.equal(await pool.call.nameOfThread(), 'shop-1');
      assert.equal(pool.stats().workers[0]!.name, 'shop-1');
    },
  ));
