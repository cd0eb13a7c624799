import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { Pool, type StandardSchema, type ValidationError } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withPool } from '../support/pool-of.ts';
import { withDeadline } from '../support/with-deadline.ts';

type Tasks = typeof import('../fixtures/pool/tasks.ts');

noLeaks();

/** A schema by hand: numbers, of which it makes whole ones. */
const twoNumbers: StandardSchema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => {
      const wrong = (value as unknown[]).findIndex((item) => typeof item !== 'number');
      if (wrong >= 0) return { issues: [{ message: 'no number', path: [wrong] }] };
      return { value: (value as number[]).map(Math.round) };
    },
  },
};

test('arguments and results are what their schemas make of them', () =>
  withPool(
    {
      size: 1,
      schemas: {
        add: { args: twoNumbers, result: v.pipe(v.number(), v.maxValue(10)) },
        'images.size.of': { args: v.strictTuple([v.number(), v.optional(v.number(), 7)]) },
      },
    },
    async (pool) => {
      assert.equal(await pool.call.add(1.2, 2.2), 3);
      assert.equal(await pool.run('images.size.of', [3] as never), 21);
      assert.equal(await pool.call.double(4), 8, 'other tasks have none');
      await assert.rejects(pool.call.add(20, 1), (error: ValidationError) => {
        assert.equal(error.code, 'HEDDLE_INVALID_RESULT');
        assert.match(error.message, /^Cannot use the result of add: result: /);
        return true;
      });
    },
  ));

test('arguments that do not fit are refused before the task is queued, with what is wrong and where', () =>
  withPool(
    {
      size: { max: 1 },
      schemas: {
        add: { args: twoNumbers },
        echo: { args: v.tuple([v.object({ width: v.array(v.number()) })]) },
      },
    },
    async (pool) => {
      await assert.rejects(pool.call.add(1, 'two' as never), (error: ValidationError) => {
        assert.equal(error.code, 'HEDDLE_INVALID_ARGUMENTS');
        assert.equal(error.message, 'Cannot run add: arguments[1]: no number');
        assert.deepEqual(error.issues, [{ message: 'no number', path: [1] }]);
        return true;
      });
      await assert.rejects(pool.call.echo({ width: [1, 'two'] }), (error: ValidationError) => {
        assert.match(error.message, /^Cannot run echo: arguments\[0\]\.width\[1\]: Invalid type/);
        return true;
      });
      await assert.rejects(pool.run('add', [1, 2], { signal: AbortSignal.abort(new Error('too late')) }), { message: 'too late' });
      assert.equal(pool.stats().workersStarted, 0);
    },
  ));

/** A schema that says nothing until the test lets it. */
function slowSchema(): { schema: StandardSchema; say(): void } {
  let say!: () => void;
  const said = new Promise<void>((resolve) => (say = resolve));
  return { schema: { '~standard': { version: 1, vendor: 'test', validate: (value) => said.then(() => ({ value })) } }, say };
}

test('a pool that is closed waits for tasks whose arguments are being looked at, and runs them', async () => {
  const { schema, say } = slowSchema();
  const pool = new Pool<Tasks>(fixture('pool/tasks.ts'), { size: { max: 1 }, schemas: { add: { args: schema } } });
  const sum = pool.call.add(1, 2);
  const closed = pool.close();
  say();
  assert.equal(await withDeadline(sum, 'the sum'), 3);
  await withDeadline(closed, 'the end of the pool');
});

test('a task and a broadcast whose arguments are still being looked at are refused by a pool that has been terminated', async () => {
  const { schema, say } = slowSchema();
  const pool = new Pool<Tasks>(fixture('pool/tasks.ts'), { size: { max: 1 }, schemas: { add: { args: schema } } });
  const refused = [pool.call.add(1, 2), pool.broadcast('add', [1, 2])].map((late) => assert.rejects(late, { code: 'HEDDLE_POOL_CLOSED' }));
  await pool.terminate();
  say();
  await withDeadline(Promise.all(refused), 'the refusals');
  assert.equal(pool.stats().rejected, 1);
});

test('refused arguments are counted as a rejected task', () =>
  withPool({ size: { max: 1 }, schemas: { add: { args: twoNumbers } } }, async (pool) => {
    await assert.rejects(pool.call.add(1, 'two' as never), { code: 'HEDDLE_INVALID_ARGUMENTS' });
    const { completed, failed, cancelled, rejected } = pool.stats();
    assert.deepEqual({ completed, failed, cancelled, rejected }, { completed: 0, failed: 0, cancelled: 0, rejected: 1 });
  }));
