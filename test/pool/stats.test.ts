import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Times } from '../../src/pool/times.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';

noLeaks();

/** Within 1 %. */
function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= expected / 100, `${actual} is not about ${expected}`);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

test('Times summarises times in milliseconds, zeros included', () => {
  const times = new Times();
  const { histogram, ...nothing } = times.summary();
  assert.deepEqual(nothing, { count: 0, sum: 0, mean: 0, p50: 0, p90: 0, p99: 0, max: 0 });
  assert.ok(histogram.counts.every((inside) => inside === 0));
  for (let value = 1; value <= 100; value += 1) times.add(value);
  const { count, mean, p50, p90, p99, max } = times.summary();
  assert.equal(count, 100);
  for (const [actual, expected] of [
    [mean, 50.5],
    [p50, 50],
    [p90, 90],
    [p99, 99],
    [max, 100],
  ] as const)
    near(actual, expected);
  for (let value = 0; value < 300; value += 1) times.addZero();
  const mixed = times.summary();
  assert.equal(mixed.count, 400);
  assert.equal(mixed.p50, 0);
  near(mixed.mean, 50.5 / 4);
  near(mixed.p90, 60);
  near(mixed.max, 100);
  times.add(1e12);
  assert.equal(times.summary().max, 1e12);
  times.add(1e-9);
  // Clocks of two threads may differ by so much.
  times.add(-1e-7);
  assert.equal(times.summary().count, 403);
});

test('Times counts each value in its part of a histogram, those that are exactly a bound included', () => {
  const times = new Times();
  const { bounds } = times.summary().histogram;
  for (const bound of bounds) times.add(bound);
  for (const bound of bounds) for (let value = 0; value < 2; value += 1) times.add(bound * 1.03);
  times.addZero();
  const { histogram, count } = times.summary();
  assert.equal(histogram.counts.length, bounds.length + 1);
  assert.deepEqual(histogram.counts, [2, ...bounds.slice(1).map(() => 3), 2]);
  assert.equal(count, 3 * bounds.length + 1);
  assert.deepEqual(
    bounds.toSorted((a, b) => a - b),
    bounds,
  );

  const all = new Times();
  all.add(5e5);
  all.addAll(times);
  const { counts } = all.summary().histogram;
  assert.deepEqual(counts, [...histogram.counts.slice(0, -1), 3]);
  assert.equal(all.summary().max, 5e5);
  near(all.summary().sum, times.summary().sum + 5e5);
});

test('stats() says what waits and runs, and how long tasks took', () =>
  withPool({ size: 2, name: 'lab' }, async (pool) => {
    const gates = new Gates();
    const tasks = [1, 2, 3].map(() => pool.call.gate(gates.memory));
    await gates.reached(0, 2);
    const during = pool.stats();
    assert.deepEqual({ queued: during.queued, running: during.running }, { queued: 1, running: 2 });
    assert.deepEqual(
      during.workers.map(({ name, state, running }) => ({ name, state, running })),
      ['lab-1', 'lab-2'].map((name) => ({ name, state: 'ready', running: 1 })),
    );
    assert.ok(during.workers.every(({ threadId, memory }) => threadId > 0 && memory > 1e6));
    gates.open();
    await Promise.all(tasks);
    await Promise.all([pool.call.spin(30), pool.call.spin(30)]);
    await assert.rejects(pool.call.fail('once'));
    const { queued, running, completed, failed, runTime, waitTime, utilization, workers } = pool.stats();
    assert.deepEqual({ queued, running, completed, failed }, { queued: 0, running: 0, completed: 5, failed: 1 });
    assert.deepEqual({ runs: runTime.count, waits: waitTime.count }, { runs: 6, waits: 6 });
    assert.ok(runTime.max >= 29.5, `${runTime.max}`);
    assert.ok(runTime.p50 <= runTime.p90 && runTime.p90 <= runTime.max);
    assert.ok(waitTime.max > 0);
    assert.equal(sumOf(runTime.histogram.counts), 6);
    assert.equal(sumOf(waitTime.histogram.counts), 6);
    // Those of 30 ms: above 25, at most 50, or a little longer on a busy machine.
    const from = runTime.histogram.bounds.indexOf(25) + 1;
    assert.ok(sumOf(runTime.histogram.counts.slice(from)) >= 2);
    assert.equal(sumOf(workers.map((worker) => worker.runTime.count)), 6);
    assert.ok(utilization > 0 && utilization <= 1);
    assert.equal(
      workers.reduce((sum, worker) => sum + worker.completed, 0),
      5,
    );
    assert.equal(
      workers.reduce((sum, worker) => sum + worker.failed, 0),
      1,
    );
  }));

test('the times of workers that are gone stay in the figures of the pool', () =>
  withPool({ size: 1, maxTasksPerWorker: 1 }, async (pool) => {
    await Promise.all([pool.call.spin(5), pool.call.spin(5), pool.call.spin(5)]);
    const { runTime, workers } = pool.stats();
    assert.equal(runTime.count, 3);
    assert.ok(sumOf(workers.map((worker) => worker.runTime.count)) <= 1);
  }));

test('the utilization counts tasks that still run', () =>
  withPool({ size: 1 }, async (pool) => {
    await pool.call.nothing();
    const gates = new Gates();
    const task = pool.call.gate(gates.memory);
    await gates.reached();
    const { age: before, utilization: busyBefore } = pool.stats().workers[0]!;
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { age, utilization } = pool.stats().workers[0]!;
    const busy = age * utilization - before * busyBefore;
    assert.ok(Math.abs(busy - (age - before)) < 5, `busy for ${busy} of ${age - before} ms`);
    gates.open();
    await task;
  }));
