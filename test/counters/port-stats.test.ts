import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { MessageChannel, type MessagePort, Worker } from '../../src/index.ts';
import { setDefaultTransport } from '../../src/port/create-transport.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

const echo = (transport: 'auto' | 'native' = 'auto'): Worker => new Worker(fixture('counters/echo.mjs'), { transport });
async function roundTrip(port: MessagePort | Worker, message: unknown, transfer: ArrayBuffer[] = []): Promise<void> {
  const answer = once(port as MessagePort, 'message');
  port.postMessage(message, transfer);
  await answer;
}

test('MessagePort.stats() counts messages of both directions, and what waits for a handler', async () => {
  const { port1, port2 } = new MessageChannel();
  for (let number = 0; number < 3; number += 1) port1.postMessage(number);
  const { channel, sent, paths } = port1.stats();
  assert.deepEqual({ sent, paths }, { sent: 3, paths: { plain: 3 } });
  assert.equal(port2.stats().channel, channel);
  assert.deepEqual([port2.stats().received, port2.stats().queued], [0, 3]);
  await new Promise<void>((resolve) => port2.on('message', (number) => number === 2 && resolve()));
  assert.deepEqual([port2.stats().received, port2.stats().queued], [3, 0]);
  port1.close();
  await once(port2, 'close');
  assert.equal(port2.stats().received, 3, 'what is closed keeps its figures');
});

test('MessagePort.stats() tells of messages that have arrived and that nobody handles', async () => {
  // The runtime cannot stop a port that it has started.
  setDefaultTransport('native');
  const { port1, port2 } = new MessageChannel();
  setDefaultTransport('auto');
  port2.once('message', () => {});
  port2.ref();
  for (let number = 0; number < 5; number += 1) port1.postMessage(number);
  while (port2.stats().backlog < 4) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([port2.stats().received, port2.stats().queued], [5, 0]);
  port1.close();
  await once(port2, 'close');
});

test('the way of each message is counted, with the reason where it was the runtime`s own', async () => {
  await using worker = echo();
  for (let number = 0; number < 4; number += 1) await roundTrip(worker, { number });
  const before = worker.stats().messages;
  assert.equal(before.kind, 'worker');
  assert.ok(before.paths.ring! >= 1 && before.bytes.copied > 0);
  await roundTrip(worker, new ArrayBuffer(1000), [new ArrayBuffer(2000)]);
  await roundTrip(worker, new SharedArrayBuffer(300));
  await roundTrip(worker, /a foreign object/);
  await roundTrip(worker, {
    get accessor() {
      return 1;
    },
  });
  assert.throws(() => worker.postMessage(() => {}), { code: 25 });
  const { sent, paths, bytes } = worker.stats().messages;
  assert.equal(sent, before.sent + 4, 'what was refused is not counted');
  assert.deepEqual(
    { ...paths, ring: 0, plain: 0 },
    { ring: 0, plain: 0, transfer: 1, memory: 1, ...(paths.foreign ? { foreign: 1 } : {}), accessor: 1 },
  );
  assert.deepEqual({ moved: bytes.moved - before.bytes.moved, shared: bytes.shared - before.bytes.shared }, { moved: 2000, shared: 300 });
  assert.ok(bytes.copied - before.bytes.copied >= 1000);
});

test('a worker with `transport: native` says so', async () => {
  await using worker = echo('native');
  await roundTrip(worker, 'text');
  const { sent, received, paths, bytes } = worker.stats().messages;
  assert.deepEqual({ sent, received, paths, copied: bytes.copied }, { sent: 1, received: 1, paths: { option: 1 }, copied: 4 });
});

test('a port that is moved keeps its channel and its figures, and its slot is free for others', async () => {
  await using worker = echo();
  const { port1, port2 } = new MessageChannel();
  port1.postMessage('first');
  const { channel } = port2.stats();
  const ready = once(worker as never, 'message');
  worker.postMessage({ port: port2 }, [port2]);
  await ready;
  await once(port1 as never, 'message');
  for (let number = 0; number < 5; number += 1) await roundTrip(port1, number);
  const stats = port1.stats();
  assert.deepEqual([stats.channel, stats.sent, stats.queued], [channel, 6, 0]);
  port1.close();
});

test('Worker.stats() tells how busy the worker was, and nothing that nobody measured', async () => {
  await using worker = echo();
  await roundTrip(worker, 1);
  const { utilization, watched } = worker.stats();
  assert.ok(utilization > 0 && utilization <= 1);
  assert.equal(watched, undefined);
});
