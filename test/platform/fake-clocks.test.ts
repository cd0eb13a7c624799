// Test runners put clocks of their own in the place of the runtime's. What heddle waits for comes all the same.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clock } from '../../src/platform/node.ts';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const PROGRAM = fileURLToPath(fixture('platform/under-clock.mjs'));
const EXPECTED = {
  'messages to and fro': 1000,
  'many messages at once': 5000,
  'calls, large ones too': 12 * 2 ** 20,
  'a call with a time-out': 'TimeoutError',
  'a call that cannot be cancelled': 'TimeoutError',
  'a stream whose source is stuck': 3,
  'a pool': ['TimeoutError', 'TimeoutError', 3],
  'blocking calls': [20_100, 'TimeoutError'],
  'terminate()': 1,
  'a listener that throws': 'thrown',
  'a worker that replaces its clock, and closes': 'ticked',
};
// The keys of test/fixtures/platform/clocks.mjs.
const CLOCKS = [
  'fake-timers',
  'node:test',
  'a clock that stands still',
  'a clock that jumps by hours',
  'a class of clocks that stand still',
];

for (const when of ['before', 'after'])
  describe(`with another clock, put in place ${when} heddle is loaded, everything goes on`, { concurrency: 2 }, () => {
    for (const name of CLOCKS)
      test(name, async () => {
        const { code, signal, stdout, stderr } = await runNode(['--no-warnings', PROGRAM, when, name], { milliseconds: 60_000 });
        assert.equal(signal ?? code, 0, `the last step is the one that hangs or fails:\n${stderr}`);
        assert.deepEqual(JSON.parse(stdout), EXPECTED);
      });
  });

test('behind fake-timers the functions of the runtime are found', async () => {
  assert.equal((await runNode(['--no-warnings', fileURLToPath(fixture('platform/captured.mjs'))])).code, 0);
});

test('the time since the epoch is that of the date, and goes on with the clock of the machine', () => {
  assert.ok(Math.abs(clock.sinceEpoch() - Date.now()) < 60_000);
  assert.ok(Math.abs(clock.sinceEpoch(clock.now()) - clock.sinceEpoch()) < 1_000);
  assert.ok(Math.abs(clock.sinceEpoch(10) - clock.sinceEpoch(3) - 7) < 0.01);
});
