// Ways out of waiting: for tasks that do not end, workers that do not start, inputs that do not come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HeddleError, Pool, type RunOptions } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

type Tasks = typeof import('../fixtures/pool/tasks.ts');
type NotDrained = HeddleError & { readonly running: Record<string, number>; readonly queued: Record<string, number> };

const newPool = (size: number, options: object = {}): Pool<Tasks> =>
  new Pool<Tasks>(fixture('pool/tasks.ts'), { size, name: 'loom', ...options });

async function errorOf(promise: Promise<unknown>): Promise<NotDrained> {
  const settled = promise.then(
    () => assert.fail('it was resolved'),
    (error: unknown) => error as NotDrained,
  );
  return withDeadline(settled, 'the rejection');
}

test('close() with a timeout gives up tasks that do not end, and names them', async () => {
  const pool = newPool(1);
  const gates = new Gates();
  const running = errorOf(pool.call.stubborn(gates.memory));
  await gates.reached(2);
  const waiting = [pool.call.add(1, 2), pool.call.add(3, 4), pool.call.nothing()].map(errorOf);
  const error = await errorOf(pool.close({ timeout: 1, grace: 1 }));
  assert.equal(error.code, 'HEDDLE_NOT_DRAINED');
  assert.equal(error.message, 'Cannot finish what pool loom has: 1 ms are over (running: stubborn; queued: add (2 times), nothing)');
  assert.deepEqual([{ ...error.running }, { ...error.queued }], [{ stubborn: 1 }, { add: 2, nothing: 1 }]);
  for (const task of [running, ...waiting]) assert.equal((await task).code, 'HEDDLE_POOL_CLOSED');
  const { workers, cancelled, queued } = pool.stats();
  assert.deepEqual({ workers, cancelled, queued }, { workers: [], cancelled: 4, queued: 0 });
});

test('close() with a signal aborts the signals of tasks, which have the time of grace to end', async () => {
  const pool = newPool(1);
  const gates = new Gates();
  const task = errorOf(pool.run('untilAborted', [0, gates.memory], { signal: new AbortController().signal, grace: Infinity }));
  await gates.reached();
  const abort = new AbortController();
  const closed = errorOf(pool.close({ signal: abort.signal, grace: 20_000 }));
  const reason = new RangeError('enough');
  abort.abort(reason);
  const error = await closed;
  assert.deepEqual([error.code, error.cause, { ...error.running }], ['HEDDLE_NOT_DRAINED', reason, { untilAborted: 1 }]);
  assert.equal((await task).code, 'HEDDLE_POOL_CLOSED');
  assert.equal(gates.arrivals(1), 1, 'the task has seen its signal');
});

test('close() with a signal that is aborted already does not wait, and one that waits without limit ends too', async () => {
  const pool = newPool(1);
  const task = errorOf(pool.call.never());
  const patient = pool.close();
  assert.equal((await errorOf(pool.close({ signal: AbortSignal.abort(), grace: 1 }))).code, 'HEDDLE_NOT_DRAINED');
  await withDeadline(patient, 'the end of the other close()');
  assert.equal((await task).code, 'HEDDLE_POOL_CLOSED');
});

test('close() ends streams that are still read', async () => {
  const pool = newPool(1);
  const stream = await pool.call.count(1e9);
  assert.deepEqual(await stream.next(), { done: false, value: 0 });
  const error = await errorOf(pool.close({ timeout: 1, grace: 20_000 }));
  assert.deepEqual({ ...error.running }, { count: 1 });
  assert.equal((await errorOf(stream.next())).code, 'HEDDLE_POOL_CLOSED');
});

test('close() resolves when the tasks end in time', async () => {
  const pool = newPool(1);
  const sum = pool.call.add(1, 2);
  assert.equal(await withDeadline(pool.close({ timeout: 60_000, signal: new AbortController().signal }), 'the end'), undefined);
  assert.equal(await sum, 3);
});

test('a pool that is disposed of waits for closeTimeout', async () => {
  const pool = newPool(1, { closeTimeout: 1 });
  const task = errorOf(pool.call.never());
  assert.match((await errorOf(pool[Symbol.asyncDispose]())).message, /1 ms are over \(running: never\)|queued: never/);
  assert.equal((await task).code, 'HEDDLE_POOL_CLOSED');
});

test('options of close() that make no sense are refused', async () => {
  const pool = newPool(1);
  assert.throws(() => pool.close({ timeout: -1 }), RangeError);
  assert.throws(() => pool.close({ signal: {} as never }), TypeError);
  assert.throws(() => pool.close({ time: 1 } as never), TypeError);
  await pool.close();
});

for (const [what, script, setup] of [
  ['module', 'pool/never-loads.mjs', undefined],
  ['setup', 'pool/never-ready.ts', 'neverSetUp'],
] as const) {
  const options = { size: { min: 0, max: 1 }, ...(setup && { setup }) };

  test(`a ${what} that does not end is given up after setupTimeout`, async () => {
    const pool = new Pool<Pick<Tasks, 'add'>>(fixture(script), { ...options, setupTimeout: 200 });
    for (const task of [pool.call.add(1, 2), pool.broadcast('add', [1, 2])].map(errorOf)) {
      const error = await task;
      assert.equal(error.code, 'HEDDLE_LOAD_FAILED');
      assert.match(error.message, /within 200 ms \(setupTimeout\)/);
      assert.equal((error.cause as Error).name, 'TimeoutError');
    }
    await withDeadline(pool.close(), 'the end of the pool');
  });

  for (const end of ['close', 'terminate'] as const)
    test(`${end}() ends a pool whose ${what} does not end`, async () => {
      const pool = new Pool<Pick<Tasks, 'add'>>(fixture(script), { ...options, setupTimeout: Infinity });
      const task = errorOf(pool.call.add(1, 2));
      const drained = pool.drain();
      if (end === 'close') assert.equal((await errorOf(pool.close({ timeout: 1, grace: 1 }))).code, 'HEDDLE_NOT_DRAINED');
      else await withDeadline(pool.terminate(), 'the end of the pool');
      assert.equal((await task).code, 'HEDDLE_POOL_CLOSED');
      await withDeadline(drained, 'the end of drain()');
    });
}

test('a map() is left though its inputs never come, and ended by its signal', () =>
  withPool({ size: 1 }, async (pool) => {
    async function* stuck(): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => {});
    }
    const left = (async () => {
      for await (const result of pool.map('double', stuck())) if (result === 2) break;
    })();
    await withDeadline(left, 'the end of the loop');
    const abort = new AbortController();
    const results = pool.map('double', stuck(), { signal: abort.signal });
    assert.equal((await results.next()).value, 2);
    const next = errorOf(results.next());
    abort.abort(new RangeError('enough'));
    assert.equal((await next).message, 'enough');
  }));

test('a task that is cancelled and whose worker dies is not run again, but rejected with the reason', () =>
  withPool({ size: 1, idempotent: { dieWhenAborted: 1_000 } }, async (pool) => {
    const gates = new Gates();
    const abort = new AbortController();
    const task = errorOf(pool.run('dieWhenAborted', [gates.memory], { signal: abort.signal, grace: Infinity }));
    await gates.reached();
    abort.abort(new RangeError('enough'));
    assert.equal((await task).message, 'enough');
    assert.equal(await pool.call.add(1, 2), 3);
    const { retried, cancelled, workersDied } = pool.stats();
    assert.deepEqual({ retried, cancelled, workersDied }, { retried: 0, cancelled: 1, workersDied: 1 });
  }));

test('a callback that waits for a task of its own pool is ended by a timeout, or with the pool', async () => {
  const pool = newPool(1);
  const inner: Promise<unknown>[] = [];
  const callBack = (options: RunOptions) => () => {
    const task = pool.run('add', [1, 2], options);
    inner.push(task.catch((error: { code?: unknown }) => error));
    return task;
  };
  assert.equal((await errorOf(pool.call.callBack(callBack({ timeout: 1 })))).name, 'TimeoutError');
  const outer = errorOf(pool.call.callBack(callBack({})));
  const begun = async (): Promise<void> => {
    while (inner.length < 2) await new Promise((resolve) => setImmediate(resolve));
  };
  await withDeadline(begun(), 'the second callback');
  assert.equal((await errorOf(pool.close({ timeout: 1, grace: 1 }))).code, 'HEDDLE_NOT_DRAINED');
  assert.equal((await outer).code, 'HEDDLE_POOL_CLOSED');
  assert.equal(((await inner[1]) as { code: string }).code, 'HEDDLE_POOL_CLOSED');
});
