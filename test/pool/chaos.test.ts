import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool, type PoolOptions } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { seeded } from '../support/seeded.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

type Tasks = typeof import('../fixtures/pool/tasks.ts');

const TASKS = 200;

/** Runs tasks of all kinds, some of which kill their worker, some of which are cancelled; all settle, and are counted once. */
async function chaos(seed: number): Promise<void> {
  const below = seeded(seed);
  const perCent = (chance: number): boolean => below(100) < chance;
  const max = 1 + below(3);
  const options: PoolOptions = {
    size: { min: below(max + 1), max },
    tasksPerWorker: 1 + below(3),
    idleTimeout: 1 + below(20),
    idempotent: { add: 1_000, double: 1_000 },
    ...(perCent(50) && { maxTasksPerWorker: 10 + below(30) }),
  };
  const pool = new Pool<Tasks>(fixture('pool/tasks.ts'), options);
  const outcomes: Promise<string>[] = [];
  const expect = (task: Promise<unknown>, expected: unknown, codes: readonly string[]): void => {
    outcomes.push(
      task.then(
        (value) => {
          assert.equal(value, expected);
          return 'completed';
        },
        (error: { code?: string; name: string }) => {
          assert.ok(codes.includes(error.code ?? error.name) || codes.includes(error.name), `${error.code} ${error.name}`);
          return error.code ?? error.name;
        },
      ),
    );
  };
  const DIED = ['HEDDLE_WORKER_DIED'];
  for (let index = 0; index < TASKS; index += 1) {
    const kind = below(100);
    const priority = below(3);
    const key = perCent(20) ? { key: below(5) } : {};
    if (kind < 60) expect(pool.run('add', [index, 1], { priority, ...key }), index + 1, []);
    else if (kind < 70) expect(pool.run('spin', [below(4)], { priority, ...key }), undefined, DIED);
    else if (kind < 76) expect(pool.run('wait', [below(4)], { priority, ...key }), undefined, DIED);
    else if (kind < 84) expect(pool.run('fail', ['on purpose'], key), undefined, ['E_TASK', ...DIED]);
    else if (kind < 92)
      expect(pool.run('spin', [below(4)], { timeout: below(6), grace: below(3), ...key }), undefined, ['TimeoutError', ...DIED]);
    else if (kind < 96) expect(pool.run('echo', [Symbol('no clone of it')], key), undefined, ['DataCloneError']);
    else expect(pool.run('die', [below(3)], key), undefined, DIED);
    if (perCent(5)) await outcomes[below(outcomes.length)];
    if (perCent(10)) await new Promise((resolve) => setImmediate(resolve));
  }
  const settled = await withDeadline(Promise.all(outcomes), `the end of all tasks of seed ${seed}`, 60_000);
  await withDeadline(pool.drain(), 'the pool to be empty');
  const { completed, failed, cancelled, queued, running } = pool.stats();
  const count = (outcome: (one: string) => boolean): number => settled.filter(outcome).length;
  assert.deepEqual({ queued, running }, { queued: 0, running: 0 });
  assert.equal(
    completed,
    count((one) => one === 'completed'),
    `completed of seed ${seed}`,
  );
  assert.equal(completed + failed + cancelled, TASKS, `all of seed ${seed}`);
  await withDeadline(pool.close(), 'the end of the workers');
}

for (const seed of [1, 2, 3]) test(`every task of a chaotic pool settles once, and is counted once (${seed})`, () => chaos(seed));
