import assert from 'node:assert/strict';
import { test } from 'node:test';
import threads from 'node:worker_threads';
import * as heddle from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

/** What a worker with this code posts first; its `heddle` and `threads` are the modules. */
async function first(code: string, options: heddle.WorkerOptions = {}): Promise<any> {
  const index = JSON.stringify(import.meta.resolve('heddle'));
  const source = `import * as heddle from ${index}; import threads from 'node:worker_threads'; ${code}`;
  const worker = new heddle.Worker(`data:text/javascript,${encodeURIComponent(source)}`, options);
  try {
    return await withDeadline(
      new Promise((resolve, reject) => {
        worker.on('error', reject);
        worker.once('message', resolve);
      }),
      'the answer',
    );
  } finally {
    await worker.terminate();
  }
}

test('heddle exports all that node:worker_threads does, on both sides', async () => {
  const missing = Object.keys(threads).filter((name) => !(name in heddle));
  assert.deepEqual(missing, []);
  assert.deepEqual(await first(`postMessage(Object.keys(threads).filter((name) => !(name in heddle)))`), []);
  const own = ['Worker', 'MessageChannel', 'MessagePort', 'receiveMessageOnPort'];
  for (const name of Object.keys(threads)) {
    if (!own.includes(name))
      assert.equal((heddle as Record<string, unknown>)[name], (threads as unknown as Record<string, unknown>)[name], name);
  }
});

test('isMainThread, threadId, parentPort and workerData are those of the thread', async () => {
  assert.deepEqual([heddle.isMainThread, heddle.threadId, heddle.parentPort, heddle.workerData], [true, 0, null, null]);
  const code = `
    const same = ['isMainThread', 'threadId', 'parentPort', 'workerData', 'resourceLimits'].map((name) => heddle[name] === threads[name]);
    postMessage([same, heddle.isMainThread, heddle.threadId > 0, heddle.parentPort instanceof heddle.MessagePort, heddle.workerData]);`;
  assert.deepEqual(await first(code, { workerData: 'data' }), [Array(5).fill(true), false, true, true, 'data']);
});

test('environment data is inherited by workers, and set there without effect here', async () => {
  heddle.setEnvironmentData('heddle test', { a: 1 });
  const code = `
    const before = heddle.getEnvironmentData('heddle test');
    heddle.setEnvironmentData('heddle test', 'there');
    postMessage([before, threads.getEnvironmentData('heddle test')]);`;
  assert.deepEqual(await first(code), [{ a: 1 }, 'there']);
  assert.deepEqual(heddle.getEnvironmentData('heddle test'), { a: 1 });
  heddle.setEnvironmentData('heddle test', undefined);
});

test('a BroadcastChannel reaches other threads', async () => {
  const channel = new heddle.BroadcastChannel('heddle contract');
  const heard = new Promise((resolve) => {
    channel.onmessage = (event) => {
      channel.postMessage('answer');
      resolve((event as MessageEvent).data);
    };
  });
  const code = `
    const channel = new heddle.BroadcastChannel('heddle contract');
    channel.onmessage = ({ data }) => { postMessage(data); channel.close(); };
    channel.postMessage('question');`;
  assert.deepEqual(await Promise.all([withDeadline(heard, 'the question'), first(code)]), ['question', 'answer']);
  channel.close();
});

test('postMessageToThread() reaches a worker by its number', { skip: !heddle.postMessageToThread && 'Node 22.5 and newer' }, async () => {
  const code = `setInterval(() => {}, 1_000); process.on('workerMessage', (value, source) => postMessage([value, source])); postMessage(threads.threadId);`;
  const worker = new heddle.Worker(`data:text/javascript,${encodeURIComponent(`import threads from 'node:worker_threads'; ${code}`)}`);
  const next = (): Promise<unknown> => withDeadline(new Promise((resolve) => worker.once('message', resolve)), 'a message');
  assert.equal(await next(), worker.threadId);
  const answer = next();
  await heddle.postMessageToThread(worker.threadId, { text: 'hello' });
  assert.deepEqual(await answer, [{ text: 'hello' }, 0]);
  await worker.terminate();
});
