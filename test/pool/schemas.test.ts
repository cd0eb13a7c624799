import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import type { StandardSchema, ValidationError } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withPool } from '../support/pool-of.ts';

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
