import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { type NodeRun, runNode } from '../support/run-node.ts';

const run = (name: string): Promise<NodeRun> => runNode([fileURLToPath(fixture('pool/lives.mjs')), name]);

test('a worker that was never called lets the program end', async () => {
  assert.deepEqual(await run('never'), { code: 0, signal: null, stdout: '', stderr: '' });
});

test('an idle worker lets the program end', async () => {
  assert.deepEqual(await run('idle'), { code: 0, signal: null, stdout: 'ready\n', stderr: '' });
});

test('a pending call keeps the program alive', async () => {
  assert.deepEqual(await run('pending'), { code: 0, signal: null, stdout: 'HEDDLE_WORKER_DIED\n', stderr: '' });
});

test('the program lives on until a call whose worker has ended is rejected', async () => {
  assert.deepEqual(await run('dying'), { code: 0, signal: null, stdout: 'HEDDLE_WORKER_DIED\n', stderr: 'about to die of exit\n' });
});

test('a call that was never sent lets the program end', async () => {
  assert.deepEqual(await run('uncloneable'), { code: 0, signal: null, stdout: '25\n', stderr: '' });
});

test('a call that is overdue ends its worker, whose other calls and whose program end too', async () => {
  assert.deepEqual(await run('overdue'), { code: 0, signal: null, stdout: '23\nHEDDLE_WORKER_DIED\n', stderr: '' });
});

test('an error that ends an idle worker is printed, and one that rejects calls is not', async () => {
  const idle = await run('crash of an idle one');
  assert.match(idle.stderr, /^Uncaught error in worker "mortal" \(thread \d+\):\nRangeError: boom/);
  assert.equal(idle.code, 0);
  const called = await run('crash in a call');
  assert.deepEqual([called.stdout, called.stderr], ['HEDDLE_WORKER_DIED\n', 'about to die of crash\n']);
});

test('an error that ends a worker whose stream is read is told to the reader alone', async () => {
  assert.deepEqual(await run('crash while a stream is read'), { code: 0, signal: null, stdout: 'HEDDLE_WORKER_DIED\n', stderr: '' });
});

test('a rejection that nobody handles is that of the call, once', async () => {
  const { code, stderr } = await run('unhandled');
  assert.equal(code, 1);
  assert.equal(stderr.match(/Cannot finish die/g)?.length, 1, stderr);
  assert.match(stderr, /HEDDLE_WORKER_DIED/);
});
