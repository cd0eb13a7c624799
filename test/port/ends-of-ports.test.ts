// A port is told once that it is closed, whichever way the runtime has of telling it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const PROGRAM = fileURLToPath(fixture('port/ends-of-ports.mjs'));

describe('a port sees that it is closed', () => {
  const without = { none: 'by any way', name: 'where the event of the runtime has a class of another name', state: 'by the name alone' };
  for (const [way, what] of Object.entries(without))
    test(what, async () => {
      const spoiler = fixture('port/spoil-close.mjs');
      spoiler.search = way;
      const { code, stdout, stderr } = await runNode(['--import', spoiler.href, PROGRAM], { milliseconds: 20_000 });
      assert.equal(code, 0, stderr);
      assert.deepEqual(JSON.parse(stdout), {
        'by the other side': ['fired', 'after the event', 'closed', 'fired'],
        'by itself': ['fired', 'closed'],
        'by the end of a thread': ['here', 'closed'],
        'in a message that nobody has received': ['closed'],
      });
    });
});
