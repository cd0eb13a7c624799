import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clock } from '#platform';
import { move, Pool } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, learnTiny, untilSentAhead, withPool } from '../support/pool-of.ts';
import { runNode } from '../support/run-node.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

test('a task whose worker dies is rejected, those that wait run in the next worker', () =>
  withPool({ size: 1, name: 'images' }, async (pool) => {
    const died = assert.rejects(pool.call.die(7), { code: 'HEDDLE_WORKER_DIED', message: /die.*images-1.*code 7/ });
    const after = [pool.call.add(1, 2), pool.call.add(3, 4)];
    await died;
    assert.deepEqual(await Promise.all(after), [3, 7]);
    const { workersDied, workersStarted, failed, completed } = pool.stats();
    assert.deepEqual({ workersDied, workersStarted, failed, completed }, { workersDied: 1, workersStarted: 2, failed: 1, completed: 2 });
  }));

test('the cause of HEDDLE_WORKER_DIED is what the worker threw', () =>
  withPool({ size: 1 }, async (pool) => {
    await assert.rejects(pool.call.crash('out of luck'), (error: Error & { code: string }) => {
      assert.equal(error.code, 'HEDDLE_WORKER_DIED');
      assert.equal((error.cause as Error).message, 'out of luck');
      return true;
    });
  }));

test('tasks that were sent ahead to a worker that dies run in the next one, though they are not idempotent', () =>
  withPool({ size: 1 }, async (pool) => {
    await untilSentAhead(async () => {
      await learnTiny(pool);
      // So that the pool believes the deadly task to be tiny, too, and sends all at once.
      for (let run = 0; run < 50; run += 1) await pool.call.dieUnless(true);
      const sums = [1, 2, 3].map((number) => pool.call.add(number, 0));
      const died = assert.rejects(pool.call.dieUnless(false), { code: 'HEDDLE_WORKER_DIED' });
      sums.push(...[4, 5, 6, 7].map((number) => pool.call.add(number, 0)));
      const { queued } = pool.stats();
      await died;
      assert.deepEqual(await Promise.all(sums), [1, 2, 3, 4, 5, 6, 7]);
      return queued === 0;
    });
  }));

test('an idempotent task is run again so often as it says', async () => {
  const memory = (): SharedArrayBuffer => new SharedArrayBuffer(4);
  await withPool({ size: 1, idempotent: { dieAtFirst: 1 } }, async (pool) => {
    assert.equal(await pool.call.dieAtFirst(memory(), 1), 2);
    await assert.rejects(pool.call.dieAtFirst(memory(), 2), { code: 'HEDDLE_WORKER_DIED' });
    assert.equal(await pool.run('dieAtFirst', [memory(), 3], { idempotent: 3 }), 4);
    await assert.rejects(pool.run('dieAtFirst', [memory(), 1], { idempotent: 0 }), { code: 'HEDDLE_WORKER_DIED' });
    assert.equal(pool.stats().retried, 5);
  });
});

test('what was moved to a worker that died is not sent again', () =>
  withPool({ size: 1 }, async (pool) => {
    const buffer = new ArrayBuffer(8);
    await assert.rejects(pool.run('die', [1, buffer] as never, { transfer: [buffer], idempotent: 5 }), { code: 'HEDDLE_WORKER_DIED' });
    for (const value of [move(new ArrayBuffer(8)), { deep: move(new ArrayBuffer(8)) }])
      await assert.rejects(pool.run('die', [1, value] as never, { idempotent: 5 }), { code: 'HEDDLE_WORKER_DIED' });
    assert.equal(pool.stats().retried, 0);
  }));

test('a module that cannot load rejects every task with the reason, and no worker is started again and again', async () => {
  const pool = new Pool(fixture('pool/broken.ts'), { size: 2 });
  const tasks = [1, 2, 3, 4, 5].map((number) => pool.run('anything', [number]));
  for (const task of tasks) {
    await assert.rejects(withDeadline(task, 'the rejection'), (error: Error & { code: string }) => {
      assert.equal(error.code, 'HEDDLE_LOAD_FAILED');
      assert.match((error.cause as Error).message, /no way to load this/);
      return true;
    });
  }
  await assert.rejects(pool.run('anything', []), { code: 'HEDDLE_LOAD_FAILED' });
  const { workersStarted, cancelled, rejected, queued, running } = pool.stats();
  assert.ok(workersStarted <= 2);
  // The last one has waited, if the other worker had not ended by then.
  assert.deepEqual({ settled: cancelled + rejected, queued, running }, { settled: 6, queued: 0, running: 0 });
  assert.ok(cancelled >= 5);
  await pool.close();
});

test('the error of a module that cannot load has the worker, its exit code, the task and the last lines of its stderr', async () => {
  const script = 'data:text/javascript,console.error("no licence here"); process.exit(4)';
  const pool = new Pool(script, { size: { max: 1 }, name: 'press', stderr: true });
  for (const call of [() => pool.run('print', []), () => pool.broadcast('print', [])])
    await assert.rejects(call(), (rest: Error & Record<string, unknown>) => {
      const { id } = rest['worker'] as { id: number };
      assert.ok(id > 0);
      assert.deepEqual(
        [rest['code'], rest['worker'], rest['exitCode'], rest['task'], rest['stderr']],
        ['HEDDLE_LOAD_FAILED', { name: 'press-1', id }, 4, 'print', 'no licence here'],
      );
      return true;
    });
  await pool.close();
});

test('why a module cannot load is told to the tasks, and not printed for each of the workers', async () => {
  const { stdout, stderr } = await runNode([fileURLToPath(fixture('pool/cannot-load.mjs'))]);
  assert.equal(stdout.trim(), 'HEDDLE_LOAD_FAILED HEDDLE_LOAD_FAILED');
  assert.equal(stderr, '');
});

test('a pool whose module did not load tries again after a pause', async () => {
  const memory = new SharedArrayBuffer(4);
  const pool = new Pool(fixture('pool/loads-later.ts'), { size: { max: 1 }, workerData: memory });
  await assert.rejects(pool.run('add', [1, 2]), { code: 'HEDDLE_LOAD_FAILED' });
  Atomics.store(new Int32Array(memory), 0, 1);
  const sum = async (): Promise<unknown> => {
    for (;;) {
      try {
        return await pool.run('add', [1, 2]);
      } catch (error) {
        assert.equal((error as { code: string }).code, 'HEDDLE_LOAD_FAILED');
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  assert.equal(await withDeadline(sum(), 'a worker that has loaded'), 3);
  await pool.close();
});

test('tasks with a key are rejected where their worker does not load, though others work', async () => {
  const pool = new Pool<{ add(a: number, b: number): number }>(fixture('pool/one-licence.ts'), {
    size: { min: 0, max: 2 },
    workerData: new SharedArrayBuffer(4),
  });
  assert.equal(await pool.call.add(1, 2), 3);
  const tasks = [0, 1, 2, 3, 4, 5, 6, 7].map((key) =>
    pool.run('add', [key, key], { key }).then(
      () => 'done',
      (error: { code: string }) => error.code,
    ),
  );
  const outcomes = new Set(await withDeadline(Promise.all(tasks), 'the end of all tasks'));
  assert.deepEqual([...outcomes].toSorted(), ['HEDDLE_LOAD_FAILED', 'done']);
  assert.equal(await pool.call.add(3, 4), 7);
  await pool.close();
});

test('workers that are always there and end by themselves are not started for ever, and the next task has one again', async (context) => {
  // What the library waits for, and has not come.
  const steps = new Map<unknown, () => void>();
  const { setTimeout, clearTimeout, now } = clock;
  clock.setTimeout = (step, milliseconds) => {
    const timer = setTimeout(() => {
      steps.delete(timer);
      step();
    }, milliseconds);
    steps.set(timer, step);
    return timer;
  };
  clock.clearTimeout = (timer) => {
    steps.delete(timer);
    clearTimeout(timer);
  };
  context.after(() => Object.assign(clock, { setTimeout, clearTimeout, now }));

  const memory = new SharedArrayBuffer(4);
  const pool = new Pool<{ add(a: number, b: number): number }>(fixture('pool/leaves-early.ts'), {
    size: 1,
    setup: 'setUp',
    workerData: memory,
  });
  const gaveUp = async (): Promise<void> => {
    while (pool.stats().workersDied < 3) await new Promise((resolve) => setImmediate(resolve));
  };
  await withDeadline(gaveUp(), 'three workers that have ended');
  clock.now = () => now() + 3_600_000;
  for (const step of steps.values()) step();
  assert.deepEqual([pool.stats().workersStarted, pool.stats().workers], [3, []]);

  Atomics.store(new Int32Array(memory), 0, 1);
  assert.equal(await withDeadline(pool.call.add(1, 2), 'the answer of a worker that stays'), 3);
  assert.equal(pool.stats().workersStarted, 4);
  await pool.close();
});

test('a task that cannot be sent is no sign that a worker is of use', async () => {
  const pool = new Pool<{ add(a: number, b: number): number }>(fixture('pool/leaves-early.ts'), {
    size: 1,
    setup: 'setUp',
    workerData: new SharedArrayBuffer(4),
  });
  const end = new AbortController();
  const uncloneable = async (): Promise<void> => {
    // Each worker has one of them before all else.
    while (!end.signal.aborted) {
      await pool.run('add', [1, Symbol('no clone of it') as never], { priority: 1 }).catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const others = uncloneable();
  await assert.rejects(withDeadline(pool.call.add(1, 2), 'the rejection'), { code: 'HEDDLE_LOAD_FAILED' });
  end.abort();
  assert.ok(pool.stats().workersStarted <= 3);
  await others;
  await pool.close();
});

test('an error that rejects no task is printed: of a setup that nobody waits for, of an attempt after which another one works, of a teardown', async () => {
  const { stdout, stderr } = await runNode([fileURLToPath(fixture('pool/untold.mjs'))]);
  assert.equal(stdout, 'set up: closed\nat the second attempt: 3\n');
  assert.deepEqual(
    [...stderr.matchAll(/^Uncaught error in worker "(.*)" \(thread \d+\):\n\w+: (.*)$/gm)].map(
      ([, worker, message]) => `${worker}: ${message}`,
    ),
    ['nobody-1: no database', 'second-1: too early', 'second-1: cannot leave'],
  );
});

test('a script that is not there is an error of the constructor', () => {
  for (const size of [2, { min: 0, max: 2 }])
    assert.throws(() => new Pool('./no-such-file.ts', { size }), { code: 'HEDDLE_WORKER_NOT_FOUND' });
});

test('workerData that cannot be cloned is an error of the constructor, or of the first task', async () => {
  const workerData = { f: () => {} };
  assert.throws(() => new Pool(fixture('pool/tasks.ts'), { size: 1, workerData }), { name: 'DataCloneError', path: 'workerData.f' });
  const pool = new Pool(fixture('pool/tasks.ts'), { size: { max: 1 }, workerData });
  await assert.rejects(pool.run('add', [1, 2]), { code: 'HEDDLE_LOAD_FAILED' });
  await pool.close();
});

test('a task in a worker that is terminated from within the pool does not block the others', () =>
  withPool({ size: 2 }, async (pool) => {
    const gates = new Gates();
    const long = pool.call.gate(gates.memory);
    await gates.reached();
    await assert.rejects(pool.call.die(0), { code: 'HEDDLE_WORKER_DIED' });
    assert.equal(await pool.call.add(1, 1), 2);
    gates.open();
    await long;
  }));
