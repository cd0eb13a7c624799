import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from './fixture.ts';
import { runNode } from './run-node.ts';

test('noLeaks() fails the tests that leave something open, and names it', async () => {
  const { code, stdout } = await runNode(['--test-reporter=tap', fileURLToPath(fixture('support/leaks.mjs'))]);
  const results = [...stdout.matchAll(/^ *(not ok|ok) \d+ - (.*)$/gm)].map(([, result, name]) => `${result}: ${name}`);
  const expected = [
    'ok: cleans up',
    'not ok: leaves a port',
    'not ok: leaves a thread',
    'not ok: leaves a port there',
    'not ok: in a suite',
    'ok: is not blamed for what others left',
    'ok: ends what others left',
  ];
  assert.deepEqual(results, expected, stdout);
  assert.equal([...stdout.matchAll(/it left MessagePort open/g)].length, 2);
  assert.equal([...stdout.matchAll(/it left thread \d+ open/g)].length, 1);
  assert.equal(code, 1);
});
