// Each message is a task of its own, with the ticks and microtasks behind it, whether or not the runtime lets heddle end a task in the middle of a callback.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const PROGRAM = fileURLToPath(fixture('port/tasks-of-messages.mjs'));

const ordered = [1, 2, 3, 4, 5].flatMap((number) => [`message ${number}`, `tick ${number}`, `microtask ${number}`]);

describe('where the function that runs the ticks and the microtasks is', () => {
  for (const way of ['missing', 'a no-op', 'throwing', 'fit'])
    test(way, async () => {
      const spoiler = fixture('port/without-ticks.mjs');
      spoiler.search = encodeURIComponent(way);
      const { code, stdout, stderr } = await runNode(['--import', spoiler.href, PROGRAM]);
      assert.equal(code, 0, stderr);
      const seen = JSON.parse(stdout) as Record<'here' | 'there', string[]>;
      for (const events of [seen.here, seen.there]) {
        assert.deepEqual(
          events.filter((event) => event !== 'thrown 2'),
          ordered,
        );
        // An error that nobody catches is told before the next message comes.
        assert.ok(events.indexOf('thrown 2') < events.indexOf('message 3') && events.includes('thrown 2'));
      }
    });
});
