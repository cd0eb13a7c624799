import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Worker } from '../../../src/index.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { withDeadline } from '../../support/with-deadline.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

const COUNT = 10_000;
const ALL = Array.from({ length: COUNT }, (_, index) => index);

/** Each posts 10,000 messages and ends in the same task. */
const ENDINGS: Record<string, () => unknown> = {
  'process.exit()': () => {
    for (let index = 0; index < 10_000; index++) postMessage(index);
    process.exit(0);
  },
  'an uncaught error': () => {
    for (let index = 0; index < 10_000; index++) postMessage(index);
    throw new RangeError('lost');
  },
  'a natural end': () => {
    for (let index = 0; index < 10_000; index++) postMessage(index);
  },
  'self.close()': () => {
    close();
    for (let index = 0; index < 10_000; index++) postMessage(index);
  },
};

for (const [ending, body] of Object.entries(ENDINGS)) {
  test(`${COUNT} messages posted before ${ending} arrive before error and close`, async () => {
    const { events, messages } = await lifeOf(workerOf(body));
    assert.deepEqual(messages, ALL);
    const after = events.slice(events.lastIndexOf('message') + 1).filter((type) => type !== 'open');
    assert.deepEqual(after, ending === 'an uncaught error' ? ['error', 'close', 'exit'] : ['close', 'exit']);
  });

  test(`messages posted before ${ending} arrive when the handler comes after the end`, async () => {
    const worker = workerOf(body);
    worker.on('error', () => {});
    await withDeadline(new Promise((resolve) => worker.once('close', resolve)), 'the close event');
    assert.deepEqual(await collect(worker), ALL);
  });
}

/** All messages of a worker that has ended. */
async function collect(worker: Worker): Promise<unknown[]> {
  const messages: unknown[] = [];
  const last = new Promise<void>((resolve) => {
    worker.on('message', (message) => {
      messages.push(message);
      if (messages.length === COUNT) resolve();
    });
  });
  await withDeadline(last, 'the last message');
  return messages;
}

test('a consumer that works on each message for a while still gets all before close', async () => {
  const worker = workerOf(() => {
    for (let index = 0; index < 50; index++) postMessage(index);
    process.exit(0);
  });
  const clock = new Int32Array(new SharedArrayBuffer(4));
  worker.addEventListener('message', () => Atomics.wait(clock, 0, 0, 2));
  const { messages, events } = await lifeOf(worker);
  assert.equal(messages.length, 50);
  assert.deepEqual(events.slice(-3), ['message', 'close', 'exit']);
});

test('a handler that is removed half-way keeps the rest for the next one', async () => {
  const worker = workerOf(() => {
    for (let index = 0; index < 10; index++) postMessage(index);
  });
  const first: unknown[] = [];
  worker.onmessage = (event) => {
    first.push(event.data);
    if (event.data === 4) worker.onmessage = null;
  };
  await withDeadline(new Promise((resolve) => worker.once('close', resolve)), 'the close event');
  const rest: unknown[] = [];
  const last = new Promise<void>((resolve) => {
    worker.onmessage = (event) => {
      rest.push(event.data);
      if (event.data === 9) resolve();
    };
  });
  await withDeadline(last, 'the last message');
  assert.deepEqual(
    [first, rest],
    [
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8, 9],
    ],
  );
});

test('a port that was moved out delivers what was posted to it before the end', async () => {
  const worker = workerOf(() => {
    const { port1, port2 } = new MessageChannel();
    postMessage(port2, [port2]);
    for (let index = 0; index < 10; index++) port1.postMessage(index);
    process.exit(0);
  });
  const messages: unknown[] = [];
  const closed = new Promise<void>((resolve) => {
    worker.on('message', (port) => {
      port.on('message', (message: unknown) => messages.push(message));
      port.on('close', resolve);
    });
  });
  await lifeOf(worker);
  await withDeadline(closed, 'the close event of the port');
  assert.deepEqual(messages, ALL.slice(0, 10));
});
