import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const program = fileURLToPath(fixture('port/uncaught-tick.mjs'));

test('an error of a tick that nobody catches ends the program as any other does, and is shown', async () => {
  const { code, signal, stdout, stderr } = await runNode([program, 'error']);
  assert.deepEqual([code, signal, stdout], [1, null, 'exit 1\n'], stderr);
  assert.match(stderr, /^RangeError: in a tick\n {4}at .*uncaught-tick\.mjs/);
  assert.match(stderr, /code: 'TICK'/);
});

test('what was thrown need not be an error', async () => {
  const { code, stderr } = await runNode([program, 'text']);
  assert.equal(code, 1);
  assert.match(stderr, /^Uncaught 'a text'\n/);
});
