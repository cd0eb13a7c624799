import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Queue } from '../../src/core/queue.ts';

test('a queue does what an array does', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ push: fc.integer({ min: 0, max: 2_000 }) }) },
    { weight: 5, arbitrary: fc.record({ shift: fc.integer({ min: 0, max: 2_500 }) }) },
    fc.record({ unshift: fc.array(fc.integer(), { maxLength: 3 }) }),
    fc.constant('clear' as const),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const queue = new Queue<number>();
      let model: number[] = [];
      for (const each of steps) {
        if (each === 'clear') {
          queue.clear();
          model = [];
        } else if ('push' in each)
          for (let number = 0; number < each.push; number += 1) {
            queue.push(number);
            model.push(number);
          }
        else if ('unshift' in each) {
          queue.unshift(each.unshift);
          model.unshift(...each.unshift);
        } else for (let times = 0; times < each.shift; times += 1) assert.equal(queue.shift(), model.shift());
        assert.equal(queue.first, model[0]);
        assert.equal(queue.length, model.length);
      }
      assert.deepEqual(queue.toArray(), model);
    }),
    { numRuns: 50 },
  );
});

test('what was taken from a queue is let go, and taking does not slow down with what waits', () => {
  const queue = new Queue<number>();
  for (let number = 0; number < 300_000; number += 1) queue.push(number);
  const start = performance.now();
  for (let number = 0; number < 300_000; number += 1) assert.equal(queue.shift(), number);
  // An array's own shift() needs a minute.
  assert.ok(performance.now() - start < 5_000);
});
