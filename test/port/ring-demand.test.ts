import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from '../../src/index.ts';
import { RingDemand } from '../../src/port/ring-demand.ts';
import { clock } from '#platform';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

// The runner sets it for all tests; these are about what happens without it, here and in the workers that they start.
delete process.env['HEDDLE_RING_AFTER'];

/** Messages until a ring is earned, at one message in so many milliseconds; undefined when there is none after 10,000. */
function earnedAfter(context: { after(step: () => void): void }, milliseconds: number): number | undefined {
  const { now } = clock;
  let time = now();
  clock.now = () => time;
  context.after(() => void (clock.now = now));
  const demand = new RingDemand();
  for (let count = 1; count <= 10_000; count += 1) {
    time += milliseconds;
    demand.sent();
    if (demand.isEarned) return count;
  }
  return undefined;
}

test('a direction earns its ring by 512 messages in quick succession', (context) => {
  assert.equal(earnedAfter(context, 0.01), 512);
});

test('a direction whose messages come every millisecond never earns one', (context) => {
  assert.equal(earnedAfter(context, 1), undefined);
});

test('messages of a worker go plainly at first, and then by the ring, in order', async () => {
  const worker = new Worker(fixture('port/echo.mjs'));
  const got: number[] = [];
  const all = new Promise<void>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent) => {
      got.push(data as number);
      if (got.length === 3_000) resolve();
    };
  });
  for (let index = 0; index < 3_000; index += 1) worker.postMessage(index);
  await withDeadline(all, 'all echoes');
  assert.deepEqual(
    got,
    Array.from({ length: 3_000 }, (_, index) => index),
  );
  const { paths } = worker.stats().messages;
  assert.equal(paths.plain, 512);
  assert.equal(paths.ring, 3_000 - 512);
  await worker.terminate();
});
