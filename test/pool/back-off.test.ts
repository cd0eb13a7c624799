import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from '../../src/pool/back-off.ts';

/** A worker that was started alone, and ended at once. */
const at = (now: number, isBarren: boolean): Parameters<BackOff['failed']>[0] => ({ startedAt: now, endedAt: now, isBarren });

test('BackOff waits twice as long after each failure, up to a second, and not at all once a worker has worked', () => {
  const backOff = new BackOff();
  assert.equal(backOff.delay(0), 0);
  const delays: number[] = [];
  for (let now = 1000; now < 1010; now += 1) {
    backOff.failed(at(now, false));
    delays.push(backOff.delay(now));
  }
  assert.deepEqual(delays, [50, 100, 200, 400, 800, 1000, 1000, 1000, 1000, 1000]);
  assert.equal(backOff.delay(1009 + 999), 1);
  assert.equal(backOff.delay(1009 + 6000), 0);
  backOff.worked();
  assert.equal(backOff.delay(1010), 0);
});

test('BackOff gives up after one barren attempt where no worker has ever been ready', () => {
  const backOff = new BackOff();
  assert.equal(backOff.isHopeless, false);
  backOff.failed(at(1, true));
  assert.equal(backOff.isHopeless, true);
  backOff.started();
  assert.equal(backOff.isHopeless, false);
});

test('BackOff gives up after three barren attempts in a row otherwise, whether the workers were ready in between or not', () => {
  const backOff = new BackOff();
  backOff.started();
  let now = 0;
  const hopelessAfter = (isBarren: boolean): boolean => {
    backOff.failed(at((now += 1), isBarren));
    return backOff.isHopeless;
  };
  assert.deepEqual([true, true].map(hopelessAfter), [false, false]);
  backOff.started();
  assert.equal(hopelessAfter(true), true);
  // One that died of a task was of some use: the task is settled, or has one retry less.
  assert.deepEqual([false, true, true, true].map(hopelessAfter), [false, false, false, true]);
  backOff.worked();
  assert.deepEqual([true, true, true].map(hopelessAfter), [false, false, true]);
});

test('BackOff counts workers that were there when one failed as the same attempt', () => {
  const backOff = new BackOff();
  backOff.started();
  for (const endedAt of [10, 11, 12, 13]) backOff.failed({ startedAt: 1, endedAt, isBarren: true });
  assert.deepEqual([backOff.isHopeless, backOff.delay(10)], [false, 50]);
  for (const endedAt of [70, 71]) backOff.failed({ startedAt: 60, endedAt, isBarren: true });
  assert.deepEqual([backOff.isHopeless, backOff.delay(70)], [false, 100]);
  backOff.failed({ startedAt: 170, endedAt: 180, isBarren: true });
  assert.equal(backOff.isHopeless, true);
});
