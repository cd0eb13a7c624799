import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StopGate } from '../../src/core/stop-gate.ts';
import { WaitTable } from '../../src/core/wait-table.ts';

/** 7 has started 8, which has started 9. */
function family(): StopGate {
  const gate = new StopGate();
  for (const thread of [7, 8, 9]) gate.join(thread, thread - 1);
  return gate;
}

test('isOver() holds for a thread that is stopped or has ended, and for all that it has started', () => {
  for (const end of ['stop', 'ended'] as const) {
    const gate = family();
    gate[end](8);
    assert.deepEqual(
      [7, 8, 9].map((thread) => gate.isOver(thread)),
      [false, true, true],
    );
  }
});

test('isOver() does not hold for a thread that ends by itself: it still says why', () => {
  const gate = family();
  gate.stopSelf(8);
  assert.equal(gate.isOver(8), false);
  assert.equal(gate.isOver(9), false);
});

test('isOver() takes nobody for a thread that had the same slot before', () => {
  const gate = family();
  gate.ended(8);
  gate.join(8 + 1024, 7);
  assert.equal(gate.isOver(8 + 1024), false);
});

test('wakeAll() wakes those who wait for a thread, and nobody else', () => {
  const table = new WaitTable();
  const seen = [1, 2, 1023].map((thread) => table.sent(thread));
  table.block(1, 2, seen[0]!);
  table.block(1023, 2, seen[2]!);
  table.wakeAll();
  assert.deepEqual(
    [1, 2, 1023].map((thread, index) => table.sent(thread) - seen[index]!),
    [1, 0, 1],
  );
});
