import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from '../../src/pool/back-off.ts';

test('BackOff waits twice as long after each failure, up to a second, and not at all once a worker has worked', () => {
  const backOff = new BackOff();
  assert.equal(backOff.delay(0), 0);
  const delays: number[] = [];
  for (let now = 1000; now < 1010; now += 1) {
    backOff.failed(now, false);
    delays.push(backOff.delay(now));
  }
  assert.deepEqual(delays, [50, 100, 200, 400, 800, 1000, 1000, 1000, 1000, 1000]);
  assert.equal(backOff.delay(1009 + 999), 1);
  assert.equal(backOff.delay(1009 + 6000), 0);
  backOff.worked();
  assert.equal(backOff.delay(1010), 0);
});

test('BackOff gives up after one failed start where none has ever succeeded, and after three in a row otherwise', () => {
  const backOff = new BackOff();
  assert.equal(backOff.isHopeless, false);
  backOff.failed(0, true);
  assert.equal(backOff.isHopeless, true);
  backOff.started();
  assert.equal(backOff.isHopeless, false);
  for (const [start, expected] of [
    [true, false],
    [false, false],
    [true, false],
    [true, true],
  ] as const) {
    backOff.failed(0, start);
    assert.equal(backOff.isHopeless, expected);
  }
});
