import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'heddle';
import { metricsText } from 'heddle/inspect';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

/** The values of all lines of this name and name of a pool, by their other labels. */
function valuesOf(name: string, pool: string): Map<string, number> {
  const lines = metricsText()
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && line.includes(`name="${pool}"`));
  return new Map(lines.map((line) => [/,name="\w+",?(.*)\}/.exec(line)![1]!, Number(line.split(' ').at(-1))]));
}

test('metricsText() has the figures of the pools of this thread, times as histograms', async () => {
  assert.ok(!metricsText().includes('heddle_pool_'));
  const pool = new Pool<{ add(a: number, b: number): number; fail(): void }>(fixture('counters/tasks.mjs'), { name: 'adders', size: 1 });
  await Promise.all([pool.call.add(1, 2), pool.call.add(3, 4), assert.rejects(pool.call.fail(), RangeError)]);
  await assert.rejects(pool.run('add', [5, 6], { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.deepEqual(
    valuesOf('heddle_pool_tasks_total', 'adders'),
    new Map([
      ['outcome="completed"', 2],
      ['outcome="failed"', 1],
      ['outcome="cancelled"', 0],
      ['outcome="rejected"', 1],
    ]),
  );
  assert.equal(valuesOf('heddle_pool_workers', 'adders').get(''), 1);
  for (const name of ['heddle_pool_task_wait_seconds', 'heddle_pool_task_run_seconds']) {
    assert.ok(metricsText().includes(`# TYPE ${name} histogram\n`));
    assert.equal(valuesOf(`${name}_count`, 'adders').get(''), 3);
    const buckets = [...valuesOf(`${name}_bucket`, 'adders')];
    const values = buckets.map(([, value]) => value);
    assert.deepEqual(
      values.toSorted((a, b) => a - b),
      values,
      'each has all that the one before has',
    );
    assert.deepEqual(buckets.at(-1), ['le="+Inf"', 3]);
    const bounds = buckets.slice(0, -1).map(([label]) => Number(/"(.*)"/.exec(label)![1]));
    assert.deepEqual([bounds[0], bounds.at(-1)], [1e-6, 100]);
  }
  const run = valuesOf('heddle_pool_task_run_seconds_sum', 'adders').get('')!;
  assert.ok(Math.abs(run - pool.stats().runTime.sum / 1000) < 1e-9);
  for (const line of metricsText().trimEnd().split('\n'))
    assert.match(line, /^(# (HELP|TYPE) heddle_\w+ .+|heddle_\w+\{(\w+="([^"\\]|\\.)*",?)+\} [\d.e+-]+)$/);
  await pool.close();
  assert.ok(!metricsText().includes('heddle_pool_'), 'a pool that is closed is not there');
});
