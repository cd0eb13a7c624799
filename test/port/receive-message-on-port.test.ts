import assert from 'node:assert/strict';
import { test } from 'node:test';
import threads from 'node:worker_threads';
import { BroadcastChannel, MessageChannel, MessagePort, receiveMessageOnPort, Worker } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test('receiveMessageOnPort() takes the messages one by one, without an event', () => {
  const { port1, port2 } = new MessageChannel();
  assert.equal(receiveMessageOnPort(port2), undefined);
  const values = [undefined, null, 0, { a: [1] }];
  for (const value of values) port1.postMessage(value);
  for (const value of values) assert.deepEqual(receiveMessageOnPort(port2), { message: value });
  assert.equal(receiveMessageOnPort(port2), undefined);
  port1.close();
});

test('receiveMessageOnPort() takes what waits for a handler first, and leaves the rest to the next one', async () => {
  const { port1, port2 } = new MessageChannel();
  const seen: unknown[] = [];
  for (const number of [0, 1, 2]) port1.postMessage(number);
  port2.once('message', (data) => seen.push(data));
  await turns();
  for (const number of [3, 4]) port1.postMessage(number);
  seen.push(receiveMessageOnPort(port2)?.message);
  await withDeadline(
    new Promise<void>((resolve) => {
      port2.on('message', (data) => {
        seen.push(data);
        if (data === 3) seen.push(receiveMessageOnPort(port2)?.message);
        if (data === 3) resolve();
      });
    }),
    'the messages',
  );
  assert.deepEqual(seen, [0, 1, 2, 3, 4]);
  port1.close();
});

test('receiveMessageOnPort() gives ports as ports of heddle, with what they had received', async () => {
  const { port1, port2 } = new MessageChannel();
  const inner = new MessageChannel();
  inner.port2.once('message', () => {});
  for (const text of ['taken', 'waits', 'waits too']) inner.port1.postMessage(text);
  await turns();
  const bare = new MessageChannel();
  port1.postMessage({ map: new Map([['port', inner.port2]]), list: [bare.port2] }, [bare.port2, inner.port2]);
  const { message } = receiveMessageOnPort(port2)!;
  const moved = message.map.get('port');
  assert.ok(moved instanceof MessagePort && message.list[0] instanceof MessagePort);
  assert.deepEqual(receiveMessageOnPort(moved), { message: 'waits' });
  assert.equal(await withDeadline(new Promise((resolve) => moved.once('message', resolve)), 'the last one'), 'waits too');
  for (const port of [port1, inner.port1, bare.port1]) port.close();
});

test('receiveMessageOnPort() takes ports of the runtime and BroadcastChannels, and refuses all else', async () => {
  const native = new threads.MessageChannel();
  native.port1.postMessage('native');
  assert.deepEqual(receiveMessageOnPort(native.port2), { message: 'native' });
  native.port1.close();
  const [here, there] = [new BroadcastChannel('heddle test'), new BroadcastChannel('heddle test')];
  here.postMessage('to all');
  assert.deepEqual(receiveMessageOnPort(there), { message: 'to all' });
  here.close();
  there.close();
  for (const wrong of [{}, [], 1, undefined, null]) {
    assert.throws(() => receiveMessageOnPort(wrong as never), { code: 'ERR_INVALID_ARG_TYPE' }, String(wrong));
  }
});

test('receiveMessageOnPort() works while the thread is blocked: a worker answers a synchronous question', async () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const code = `
    const { port, flag } = require('node:worker_threads').workerData;
    port.on('message', (number) => {
      port.postMessage(number * 2);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    });`;
  const worker = new Worker(code, { eval: true, workerData: { port: port2, flag }, transferList: [port2] });
  port1.postMessage(21);
  assert.equal(Atomics.wait(flag, 0, 0, 10_000), 'ok');
  assert.deepEqual(receiveMessageOnPort(port1), { message: 42 });
  await worker.terminate();
});

test('receiveMessageOnPort() of node:worker_threads is the same inside a worker', async () => {
  const code = `
    const threads = require('node:worker_threads');
    const { port } = threads.workerData;
    port.once('message', () => setTimeout(() => postMessage(threads.receiveMessageOnPort(port).message), 5));`;
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(code, { eval: true, workerData: { port: port2 }, transferList: [port2] });
  for (const text of ['first', 'second']) port1.postMessage(text);
  assert.equal(await withDeadline(new Promise((resolve) => worker.once('message', resolve)), 'the second message'), 'second');
  port1.close();
  await worker.terminate();
});
