import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TerminationGuard, ThreadTable } from '../../src/thread/thread-table.ts';

/** 7 has started 8, which has started 9. */
function family(): TerminationGuard {
  const { guard } = new ThreadTable();
  for (const thread of [7, 8, 9]) guard.join(thread, thread - 1);
  return guard;
}

test('isOver() holds for a thread that is stopped or has ended, and for all that it has started', () => {
  for (const end of ['stop', 'ended'] as const) {
    const guard = family();
    guard[end](8);
    assert.deepEqual(
      [7, 8, 9].map((thread) => guard.isOver(thread)),
      [false, true, true],
    );
  }
});

test('isOver() does not hold for a thread that ends by itself: it still says why', () => {
  const guard = family();
  guard.stopSelf(8);
  assert.equal(guard.isOver(8), false);
  assert.equal(guard.isOver(9), false);
});

test('isOver() takes nobody for a thread that had the same slot before', () => {
  const guard = family();
  guard.ended(8);
  guard.join(8 + 1024, 7);
  assert.equal(guard.isOver(8 + 1024), false);
});

test('threads 1024 apart that live at the same time have slots of their own', () => {
  const { guard, waits } = new ThreadTable();
  const threads = [0, 1024, 2048];
  for (const thread of threads) guard.join(thread, -1);
  // Each waits for the next one, and the last for the first.
  for (const [index, thread] of threads.entries()) waits.block(thread, threads[(index + 1) % 3]!, waits.sent(thread));
  assert.deepEqual(waits.cycle(1024), [1024, 2048, 0]);
  waits.wake(2048);
  assert.equal(waits.cycle(1024), undefined);
  guard.ended(1024);
  assert.deepEqual(
    threads.map((thread) => guard.isOver(thread)),
    [false, true, false],
  );
});

test('a slot is free for another thread once its own has ended, or the one that started it', () => {
  const { guard, waits } = new ThreadTable();
  guard.join(0, -1);
  // Five times as many as there are slots, two at a time: the second one ends with the first, and nobody says so.
  for (let thread = 1; thread < 5 * 1024; thread += 2) {
    guard.join(thread, 0);
    guard.join(thread + 1, thread);
    guard.ended(thread);
  }
  // All that live now have slots of their own, and so none of them is woken for another one.
  const living = Array.from({ length: 1023 }, (_, index) => 30_000 + index);
  for (const thread of living) guard.join(thread, 0);
  const seen = [0, ...living].map((thread) => waits.sent(thread));
  waits.wake(30_000);
  assert.deepEqual(
    [0, ...living].filter((thread, index) => waits.sent(thread) !== seen[index]),
    [30_000],
  );
});

test('threads for which no slot is left share one, and are told apart all the same', () => {
  const { guard, waits } = new ThreadTable();
  for (let thread = 0; thread < 1024; thread += 1) guard.join(thread, -1);
  guard.join(1024 + 5, 7);
  const seen = waits.sent(1024 + 5);
  waits.wake(1024 + 5);
  assert.equal(waits.sent(1024 + 5), seen + 1);
  guard.ended(1024 + 5);
  assert.deepEqual(
    [5, 1024 + 5].map((thread) => guard.isOver(thread)),
    [false, true],
  );
});

test('isOver() holds for a thread that was stopped before it had begun, where another one has its slot', () => {
  const { guard } = new ThreadTable();
  guard.join(5, -1);
  guard.stop(1024 + 5);
  guard.join(1024 + 5, 5);
  assert.equal(guard.isOver(1024 + 5), true);
  assert.equal(guard.isOver(5), false);
});

test('wakeAll() wakes those who wait for a thread, and nobody else', () => {
  const { guard, waits } = new ThreadTable();
  for (const thread of [0, 1, 2, 1023]) guard.join(thread, -1);
  const seen = [1, 2, 1023].map((thread) => waits.sent(thread));
  waits.block(1, 2, seen[0]!);
  waits.block(1023, 2, seen[2]!);
  waits.wakeAll();
  assert.deepEqual(
    [1, 2, 1023].map((thread, index) => waits.sent(thread) - seen[index]!),
    [1, 0, 1],
  );
});
