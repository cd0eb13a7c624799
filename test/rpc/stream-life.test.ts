import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const program = fileURLToPath(fixture('rpc/stream-life.mjs'));

async function linesOf(what: string): Promise<string[]> {
  const { code, stdout, stderr } = await runNode(['--expose-gc', program, what]);
  assert.equal(code, 0, stderr);
  return stdout.trim().split('\n');
}

test('a stream that is being read keeps the thread alive, although its worker does not', async () => {
  assert.deepEqual(await linesOf('read'), ['0', '1', '2', '3', '4', 'end of the program']);
});

test('an open stream that nobody reads does not keep the thread alive', async () => {
  assert.deepEqual(await linesOf('idle'), ['end of the program']);
});

test('a source that the other side reads keeps the thread alive, also after the call', async () => {
  assert.deepEqual(await linesOf('passed'), ['end of the program', 'the last item was made']);
});

test('a stream whose reader was collected is ended at its source', async () => {
  assert.deepEqual(await linesOf('garbage'), ['end of the program']);
});
