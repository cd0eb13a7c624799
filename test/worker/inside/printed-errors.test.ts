import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../../support/fixture.ts';
import { runNode } from '../../support/run-node.ts';

const program = fileURLToPath(fixture('worker-life/errors/parent.mjs'));

test('an error that nobody listens to is printed with the worker and its line, and the parent goes on', async () => {
  const { code, stdout, stderr } = await runNode([program, 'quiet']);
  assert.deepEqual([code, stdout], [0, 'close 1\nparent goes on\n']);
  assert.match(stderr, /worker "weaver"/);
  assert.match(stderr, /LoomError: loom stopped/);
  assert.match(stderr, /mapped\.ts:28:9/);
  assert.match(stderr, /thread broke/);
});

test('an error that somebody listens to is not printed', async () => {
  const { code, stdout, stderr } = await runNode([program, 'heard']);
  assert.deepEqual([code, stdout, stderr], [0, 'heard loom stopped\nclose 1\nparent goes on\n', '']);
});

test('the same holds for what is thrown that is no error', async () => {
  const { code, stdout, stderr } = await runNode([program, 'undefined']);
  assert.deepEqual([code, stdout], [0, 'close 1\nparent goes on\n']);
  assert.match(stderr, /worker "weaver".*\nundefined\n/);
});
