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

test('wakeAll() wakes those who wait for a thread, and nobody else', () => {
  const { waits } = new ThreadTable();
  const seen = [1, 2, 1023].map((thread) => waits.sent(thread));
  waits.block(1, 2, seen[0]!);
  waits.block(1023, 2, seen[2]!);
  waits.wakeAll();
  assert.deepEqual(
    [1, 2, 1023].map((thread, index) => waits.sent(thread) - seen[index]!),
    [1, 0, 1],
  );
});
