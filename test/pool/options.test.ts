import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool, type PoolOptions } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withPool } from '../support/pool-of.ts';

noLeaks();

const wrong: Record<string, [option: string, value: unknown, code: string][]> = {
  type: [
    ['size', '2', 'options.size'],
    ['size', { min: '1' }, 'options.size.min'],
    ['size', { max: null }, 'options.size.max'],
    ['tasksPerWorker', '1', 'options.tasksPerWorker'],
    ['idleTimeout', true, 'options.idleTimeout'],
    ['maxQueue', 1n, 'options.maxQueue'],
    ['setup', () => {}, 'options.setup'],
    ['teardown', 1, 'options.teardown'],
    ['teardownTimeout', '1', 'options.teardownTimeout'],
    ['maxTasksPerWorker', '1', 'options.maxTasksPerWorker'],
    ['maxMemoryPerWorker', '1', 'options.maxMemoryPerWorker'],
    ['idempotent', true, 'options.idempotent'],
    ['idempotent', { add: true }, 'options.idempotent.add'],
    ['name', 1, 'options.name'],
    ['smol', 'yes', 'options.smol'],
    ['ref', true, 'options.ref'],
    ['transferList', [], 'options.transferList'],
    ['eval', true, 'options.eval'],
    ['stdin', true, 'options.stdin'],
    ['schemas', 1, 'options.schemas'],
    ['size', [1], 'options.size'],
    ['size', { maximum: 2 }, 'options.size.maximum'],
    ['maxThreads', 2, 'options.maxThreads'],
    ['maxqueue', 2, 'options.maxqueue'],
    ['schemas', { add: 1 }, 'options.schemas.add'],
    ['schemas', { add: { args: 'number' } }, 'options.schemas.add.args'],
  ],
  range: [
    ['size', 0, 'options.size'],
    ['size', 1.5, 'options.size'],
    ['size', { min: 3, max: 2 }, 'options.size.min'],
    ['size', { max: 0 }, 'options.size.max'],
    ['tasksPerWorker', 0, 'options.tasksPerWorker'],
    ['idleTimeout', 0, 'options.idleTimeout'],
    ['idleTimeout', 2 ** 31, 'options.idleTimeout'],
    ['maxQueue', -1, 'options.maxQueue'],
    ['teardownTimeout', NaN, 'options.teardownTimeout'],
    ['maxTasksPerWorker', 0, 'options.maxTasksPerWorker'],
    ['maxMemoryPerWorker', -1, 'options.maxMemoryPerWorker'],
    ['idempotent', { add: -1 }, 'options.idempotent.add'],
  ],
};

for (const [kind, cases] of Object.entries(wrong))
  for (const [option, value, named] of cases)
    test(`a pool with ${option}: ${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))} throws`, () => {
      assert.throws(
        () => new Pool(fixture('pool/tasks.ts'), { [option]: value }),
        (error: Error & { code: string }) => {
          assert.equal(error.code, kind === 'type' ? 'ERR_INVALID_ARG_TYPE' : 'ERR_OUT_OF_RANGE');
          assert.ok(error.message.includes(` as ${named}: expected `), error.message);
          return true;
        },
      );
    });

test('a pool whose options are no object throws', () => {
  for (const options of [4, 'fast', [], () => {}])
    assert.throws(() => new Pool(fixture('pool/tasks.ts'), options as PoolOptions), { code: 'ERR_INVALID_ARG_TYPE' });
});

test('an option that is misspelt, or has another name elsewhere, is an error that says what was meant', () => {
  const meant = { maxThreads: 'size.max', MaxQueue: 'maxQueue', filename: 'the first argument' };
  for (const [option, hint] of Object.entries(meant))
    assert.throws(
      () => new Pool(fixture('pool/tasks.ts'), { [option]: 1 }),
      ({ message }: Error) => message.endsWith(`did you mean ${hint}?`),
    );
});

test('run() and map() throw for what makes no sense, before anything runs', () =>
  withPool({ size: { max: 1 } }, async (pool) => {
    const cases: [() => unknown, string][] = [
      [() => pool.run(1 as never, [] as never), 'the task'],
      [() => pool.run('add', 1 as never), 'the arguments of a task'],
      [() => pool.run('add', [1, 2], 1 as never), 'options'],
      [() => pool.run('add', [1, 2], { priority: '1' as never }), 'options.priority'],
      [() => pool.run('add', [1, 2], { key: {} as never }), 'options.key'],
      [() => pool.run('add', [1, 2], { transfer: {} as never }), 'options.transfer'],
      [() => pool.run('add', [1, 2], { signal: 1 as never }), 'options.signal'],
      [() => pool.run('add', [1, 2], { timeout: '1' as never }), 'options.timeout'],
      [() => pool.run('add', [1, 2], { idempotent: true as never }), 'options.idempotent'],
      [() => pool.run('add', [1, 2], { signl: AbortSignal.abort() } as never), 'options.signl'],
      [() => pool.run('add', [1, 2], { ordered: true } as never), 'options.ordered'],
      [() => (pool as unknown as Pool).map(0 as unknown as string, [1]), 'the task'],
      [() => pool.map('double', [1], { order: true } as never), 'options.order'],
      [() => pool.broadcast(0 as never, [] as never), 'the task'],
      [() => pool.broadcast('add', 1 as never), 'the arguments of a task'],
      [() => pool.map('double', 1 as never), 'the inputs of map()'],
      [() => pool.map('double', [1], { ordered: 1 as never }), 'options.ordered'],
      [() => pool.map('double', [1], { concurrency: '1' as never }), 'options.concurrency'],
      [() => pool.map('double', [1], { rest: 1 as never }), 'options.rest'],
      [() => pool.map('double', [1], { onProgress: 1 as never }), 'options.onProgress'],
    ];
    for (const [misuse, named] of cases)
      assert.throws(misuse, (error: Error & { code: string }) => {
        assert.equal(error.code, 'ERR_INVALID_ARG_TYPE');
        assert.ok(error.message.includes(` as ${named}: expected `), error.message);
        return true;
      });
    assert.throws(() => pool.map('double', [1], { concurrency: 0 }), { code: 'ERR_OUT_OF_RANGE' });
    assert.equal(pool.stats().workersStarted, 0);
  }));
