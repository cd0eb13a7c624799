// Cause × place: a task module that ends its worker before that has begun with anything. Nobody waits for ever, and no worker is started for ever.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { CAUSES, inPools, inWorkers, LOADING_PLACES, settled, withMortals } from './mortal.ts';

noLeaks();

const unhandled: unknown[] = [];
process.on('unhandledRejection', (error) => unhandled.push(error));
after(() => assert.deepEqual(unhandled, []));

/** So many attempts in a row may be in vain. */
const ATTEMPTS = 3;
/** How often a call of a pool that retries is tried again. */
const RETRIES = 2;

for (const [place, mayAnswer] of Object.entries(LOADING_PLACES))
  describe(place, () => {
    for (const cause of Object.keys(CAUSES)) {
      it(`${cause}, in pools`, () =>
        withMortals(cause, place, (options) =>
          inPools(options, async (pool, name) => {
            const codes = await settled({ first: pool.call.ready(), second: pool.run('ready', [], { key: 1 }) }, cause, mayAnswer);
            const all = [...codes, ...(await settled({ broadcast: pool.broadcast('ready', []) }, cause, mayAnswer))];
            // What is settled otherwise has met a worker that was of some use: from there on it is counted anew. One is started for the broadcast.
            const met = all.filter((code) => code !== 'HEDDLE_LOAD_FAILED').length;
            // A task that begins and is cut off from outside is no answer, but no attempt in vain either: it is tried again, by each of the two calls twice.
            const triedAgain = name === 'a pool that retries' && mayAnswer ? 2 * RETRIES : 0;
            const most = ATTEMPTS * (1 + met + triedAgain) + 1;
            assert.ok(pool.stats().workersStarted <= most, `${name} has started ${pool.stats().workersStarted} workers`);
          }),
        ));
      it(`${cause}, in workers`, () =>
        withMortals(cause, place, (options) =>
          inWorkers(options, async (tasks) => {
            await settled({ first: tasks.ready(), second: tasks.ready() }, cause, mayAnswer);
          }),
        ));
    }
  });

describe('in its setup', () => {
  for (const cause of Object.keys(CAUSES))
    it(cause, () =>
      withMortals(cause, 'in its setup', (options) =>
        inPools({ ...options, setup: 'setUp' }, async (pool, name) => {
          const codes = await settled({ first: pool.call.ready(), second: pool.run('ready', [], { key: 1 }) }, cause, false);
          assert.deepEqual([...new Set(codes)], ['HEDDLE_LOAD_FAILED']);
          assert.equal(pool.stats().workersStarted, 1, name);
        }),
      ),
    );
});
