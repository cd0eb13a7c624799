import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answer, askWorker } from '../../support/worker-of.ts';

noLeaks();

test('parentPort of heddle and of node:worker_threads are one object', async () => {
  const worker = new Worker(fixture('worker-life/parent-port.mjs'), { workerData: { value: 7 } });
  assert.deepEqual(await answer(worker), {
    same: true,
    required: true,
    isPort: true,
    data: [7, 7, 7],
    isMainThread: [false, false],
    threadId: [worker.threadId, worker.threadId],
  });
  await worker.terminate();
});

test('messages come to the global object first, then to parentPort, in both vocabularies', async () => {
  const worker = new Worker(fixture('worker-life/both-ports.mjs'));
  worker.postMessage('mark');
  assert.deepEqual(await answer(worker), ['self handler mark', 'self listener mark', 'port on mark', 'port handler mark', 'port target']);
  await worker.terminate();
});

for (const kind of ['argv.mjs', 'argv.cjs'])
  test(`process.argv has the script's path and the option's values (${kind})`, async () => {
    const url = fixture(`worker-life/${kind}`);
    const worker = new Worker(url, { argv: ['one', 2] });
    assert.deepEqual(await answer(worker), [process.execPath, fileURLToPath(url), 'one', '2']);
    await worker.terminate();
  });

test('the worker has what a nested worker needs', async () => {
  const seen = await askWorker(() => [Worker, MessageChannel, MessagePort, MessageEvent].map((face) => typeof face) as string[]);
  assert.deepEqual(seen, ['function', 'function', 'function', 'function']);
});

test('a worker can start a worker, which talks to it alone', async () => {
  const worker = new Worker(fixture('worker-life/nested-echo.mjs'));
  worker.postMessage('mark');
  assert.equal(await answer(worker), 'outer(inner(mark))');
  await worker.terminate();
});
