// Calls over ports that are not heddle's, made when on the other side nobody but the program listens: nobody keeps such messages.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, test } from 'node:test';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { call, expose, type ForeignPort, MessageChannel as HeddleChannel, wrap } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { rejectionOf } from './pairs.ts';

noLeaks();

const served: unknown[] = [];
const api = {
  async take(value: unknown): Promise<unknown> {
    served.push(value);
    return value;
  },
  each: async (list: number[], visit: (item: number) => Promise<number>): Promise<number[]> => Promise.all(list.map(visit)),
  length: (bytes: Uint8Array): number => bytes.length,
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** How a program listens to its port. */
const LISTENERS: Readonly<Record<string, (port: MessagePort) => void>> = {
  'on()': (port) => void port.on('message', () => {}),
  onmessage: (port) => ((port as unknown as { onmessage: unknown }).onmessage = () => {}),
  'addEventListener()': (port) => {
    (port as unknown as EventTarget).addEventListener('message', () => {});
    port.start();
  },
  'start()': (port) => port.start(),
};

/** Two ends that keep nothing for those who listen later. */
function bareEnds(): [ForeignPort, ForeignPort] {
  const ends = [new EventEmitter(), new EventEmitter()] as const;
  const portOf = (near: EventEmitter, far: EventEmitter): ForeignPort => ({
    postMessage: (message) => void setImmediate((copy: unknown) => far.emit('message', copy), structuredClone(message)),
    on: (type, listener) => near.on(type, listener),
    off: (type, listener) => near.off(type, listener),
  });
  return [portOf(ends[0], ends[1]), portOf(ends[1], ends[0])];
}

async function checkEarlyCalls(near: ForeignPort, far: ForeignPort): Promise<void> {
  served.length = 0;
  const remote = wrap<typeof api>(near);
  const value = { count: 1 };
  const first = remote.take(value);
  value.count = 2;
  const second = remote.each([1, 2], (item) => 10 * item);
  await turn();
  await turn();
  const third = remote.take(3);
  expose(api, far);
  const fourth = remote.take(4);
  assert.deepEqual(await withDeadline(Promise.all([first, second, third, fourth]), 'the answers'), [{ count: 1 }, [10, 20], 3, 4]);
  assert.deepEqual(served, [{ count: 1 }, 3, 4]);
  assert.equal(await remote.take(5), 5);
}

describe('calls that come before expose() wait for it, in their order, once each', () => {
  for (const [how, listen] of Object.entries(LISTENERS))
    test(`over a port of Node that the program listens to by ${how}`, async () => {
      const { port1, port2 } = new MessageChannel();
      listen(port2);
      await checkEarlyCalls(port1, port2);
      port1.close();
    });
  test('over a port of Node', async () => {
    const { port1, port2 } = new MessageChannel();
    await checkEarlyCalls(port1, port2);
    port1.close();
  });
  test('over any object with messages', () => checkEarlyCalls(...bareEnds()));
  test('in both directions at once', async () => {
    const [near, far] = bareEnds();
    const there = wrap<typeof api>(near).take('there');
    await turn();
    const here = wrap<typeof api>(far).take('here');
    await turn();
    expose(api, near);
    expose(api, far);
    assert.deepEqual(await withDeadline(Promise.all([there, here]), 'the answers'), ['there', 'here']);
  });
});

test('an early call keeps what is moved with it', async () => {
  const { port1, port2 } = new MessageChannel();
  port2.start();
  const remote = wrap<typeof api>(port1);
  const bytes = new Uint8Array(4);
  const moved = call(remote.length, [bytes], { transfer: [bytes.buffer] });
  assert.equal(bytes.byteLength, 0);
  const copied = remote.length(new Uint8Array(3));
  await turn();
  expose(api, port2);
  assert.deepEqual(await withDeadline(Promise.all([moved, copied]), 'the answers'), [4, 3]);
  port1.close();
});

for (const [name, Channel] of Object.entries({ heddle: HeddleChannel, 'the runtime': MessageChannel }))
  test(`a port of ${name} leads to a thread of the runtime, which listens before it exposes`, async () => {
    for (const waits of [false, true]) {
      const { port1, port2 } = new Channel();
      const worker = new Worker(fixture('rpc/exposing-port.mjs'), { workerData: { port: port2, waits }, transferList: [port2 as never] });
      const remote = wrap<{ add(a: number, b: number): number }>(port1);
      port1.postMessage('now');
      assert.equal(await withDeadline(remote.add(1, 2), 'the answer'), 3);
      await worker.terminate();
    }
  });

test('a port that cannot send yet can be wrapped', async () => {
  const [near, far] = bareEnds();
  let isOpen = false;
  const opening: ForeignPort = {
    ...near,
    postMessage(message) {
      if (!isOpen) throw new Error('not open');
      near.postMessage(message);
    },
  };
  const remote = wrap<typeof api>(opening);
  assert.equal((await rejectionOf(remote.take(1))).message, 'not open');
  isOpen = true;
  expose(api, far);
  assert.equal(await withDeadline(remote.take(2), 'the answer'), 2);
});

test('a port of Node whose other end is moved on is met by its next owner', async () => {
  const { port1, port2 } = new MessageChannel();
  const first = expose(api, port2);
  const remote = wrap<typeof api>(port1);
  assert.equal(await withDeadline(remote.take('here'), 'the first answer'), 'here');
  first.stop();
  const worker = new Worker(fixture('rpc/exposing-port.mjs'), { workerData: { port: port2, waits: false }, transferList: [port2] });
  const moved = wrap<{ add(a: number, b: number): number }>(port1);
  // What was sent before the next owner listens went to the one before.
  await new Promise<void>((resolve) => port1.once('message', () => resolve()));
  assert.equal(await withDeadline(moved.add(1, 2), 'the answer'), 3);
  await worker.terminate();
});
