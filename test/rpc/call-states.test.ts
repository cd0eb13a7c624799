import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallStates } from '../../src/rpc/calls/call-states.ts';

/** The two sides of a board. */
function sides(): { caller: CallStates; served: CallStates } {
  const caller = new CallStates();
  const served = new CallStates(caller.memory);
  served.join();
  return { caller, served };
}

test('CallBoard.takeBack() succeeds until the other side begins, and never afterwards', () => {
  const { caller, served } = sides();
  for (let use = 0; use < 3; use += 1) {
    caller.open(7);
    assert.equal(caller.hasBegun(7), false);
    assert.equal(caller.takeBack(7), true);
    assert.equal(caller.takeBack(7), false);
    assert.equal(served.begin(7, 1), false);
    caller.open(7);
    assert.equal(served.begin(7, 10), true);
    assert.equal(caller.hasBegun(7), true);
    assert.equal(caller.takeBack(7), false);
    served.finish(7, 12.5);
    // Its answer is still under way.
    assert.equal(caller.takeBack(7), false);
    assert.equal(caller.hasBegun(7), true);
    assert.equal(caller.ranFor(7), 2.5);
  }
});

test('CallBoard.withdraw() undoes the opening of a call that was not sent', () => {
  const { caller, served } = sides();
  caller.open(0);
  caller.withdraw(0);
  caller.open(0);
  assert.equal(served.begin(0, 1), true);
  assert.equal(caller.hasBegun(0), true);
});

test('CallBoard knows nothing of calls with numbers beyond its memory', () => {
  const { caller, served } = sides();
  caller.open(1e6);
  assert.equal(caller.takeBack(1e6), false);
  assert.equal(caller.hasBegun(1e6), true);
  assert.equal(served.begin(1e6, 1), true);
  served.finish(1e6, 2);
  assert.equal(caller.ranFor(1e6), 0);
  assert.equal(caller.ranFor(-1), 0);
  assert.ok(caller.begunAt(1e6) > 0);
});

test('CallBoard tells the memory of the other side, and when a call began by the clock of this one', () => {
  const { caller, served } = sides();
  assert.ok(caller.memoryUsed > 1e5);
  served.usesMemory(5);
  assert.equal(caller.memoryUsed, 5);
  caller.open(3);
  served.begin(3, 1234);
  assert.ok(Math.abs(caller.begunAt(3) - 1234) < 1e-3);
});
