import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDeadline } from './with-deadline.ts';

test('withDeadline() gives what the promise gives', async () => {
  assert.equal(await withDeadline(Promise.resolve(1), 'a number'), 1);
  await assert.rejects(withDeadline(Promise.reject(new RangeError('own')), 'a number'), RangeError);
});

test('withDeadline() rejects with what was awaited when nothing comes', async () => {
  await assert.rejects(withDeadline(new Promise(() => {}), 'the close event', 1), /the close event/);
});
