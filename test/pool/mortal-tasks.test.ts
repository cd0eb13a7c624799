// Cause × place: whatever ends a worker of a pool while it works, or once it has worked, all that waits for it settles and says why.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Remote } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { CAUSES, inPools, inWorkers, type Mortal, settled, TASK_PLACES, withMortals } from './mortal.ts';

noLeaks();

const unhandled: unknown[] = [];
process.on('unhandledRejection', (error) => unhandled.push(error));
after(() => assert.deepEqual(unhandled, []));

for (const cause of Object.keys(CAUSES)) {
  describe(cause, () => {
    for (const [place, begin] of Object.entries(TASK_PLACES)) {
      it(`${place}, in pools`, () =>
        withMortals(cause, place, (options) =>
          inPools(options, async (pool, name, retries) => {
            assert.deepEqual(await settled(begin(pool.call as Remote<Mortal>), cause, false), ['HEDDLE_WORKER_DIED']);
            assert.equal(await pool.call.ready(), 'ready');
            const { workersStarted, workersDied } = pool.stats();
            // A stream has been answered: what its generator does afterwards is nothing that is done again.
            const deaths = place === 'while a stream is read' ? 1 : 1 + retries;
            assert.deepEqual([workersStarted, workersDied], [deaths + 1, deaths], name);
          }),
        ));
      it(`${place}, in workers`, () =>
        withMortals(cause, place, (options) =>
          inWorkers(options, async (tasks) => {
            assert.deepEqual(await settled(begin(tasks), cause, false), ['HEDDLE_WORKER_DIED']);
            assert.deepEqual(await settled({ later: tasks.ready() }, cause, false), ['HEDDLE_WORKER_DIED']);
          }),
        ));
    }

    it('after the first task, in pools', () =>
      withMortals(cause, 'after the first task', (options) =>
        inPools(options, async (pool, name, retries) => {
          const tasks = Object.fromEntries([1, 2, 3, 4].map((number) => [`task ${number}`, pool.call.answerAndDie()]));
          await settled(tasks, cause, true);
          await pool.drain();
          // Each of them may have cost a worker, and each repetition.
          assert.ok(pool.stats().workersStarted <= 4 * (1 + retries) + 1, `${name} has started ${pool.stats().workersStarted} workers`);
        }),
      ));

    it('in its teardown, in pools', () =>
      withMortals(cause, 'in its teardown', (options) =>
        inPools({ ...options, teardown: 'tearDown' }, async (pool) => {
          assert.equal(await pool.call.ready(), 'ready');
        }),
      ));
  });
}
