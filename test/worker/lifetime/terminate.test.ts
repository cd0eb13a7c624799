import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { withDeadline } from '../../support/with-deadline.ts';
import { answer, workerOf } from '../../support/worker-of.ts';

noLeaks();

const terminated = (worker: Worker): Promise<number> => withDeadline(worker.terminate(), 'the end of the worker');

/** Each posts a message, and then does not come back to its event loop. */
const LOOPS: Record<string, () => unknown> = {
  'an endless loop': () => {
    postMessage('looping');
    for (;;);
  },
  'Atomics.wait': () => {
    postMessage('looping');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  'endless microtasks': () => {
    postMessage('looping');
    const again = (): void => queueMicrotask(again);
    again();
  },
  'an endless loop in a handler': () => {
    onmessage = () => {
      postMessage('looping');
      for (;;);
    };
  },
  'an endless loop in exit': () => {
    process.on('exit', () => {
      postMessage('looping');
      for (;;);
    });
    process.exit();
  },
};

for (const [name, body] of Object.entries(LOOPS)) {
  test(`terminate() stops ${name}`, async () => {
    const worker = workerOf(body);
    worker.postMessage(0);
    await withDeadline(answer(worker), 'the message');
    assert.equal(await terminated(worker), 1);
  });
}

test('terminate() stops importScripts() that waits for a server', async () => {
  let asked!: () => void;
  const request = new Promise<void>((resolve) => (asked = resolve));
  const server = createServer(() => asked()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const worker = new Worker(`importScripts('${origin}/hang.js')`, { eval: true, allowRemote: [origin] });
  await withDeadline(request, 'the request');
  assert.equal(await terminated(worker), 1);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('terminate() twice gives the same end, and close fires once', async () => {
  const worker = workerOf(() => void setInterval(() => {}, 1000));
  const life = lifeOf(worker);
  assert.deepEqual(await withDeadline(Promise.all([worker.terminate(), worker.terminate()]), 'the end'), [1, 1]);
  assert.equal(await worker.terminate(), 1);
  assert.deepEqual(
    (await life).events.filter((type) => type !== 'online'),
    ['close', 'exit'],
  );
});

test('terminate() right after construction ends the worker before its script runs', async () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker('Atomics.store(require("node:worker_threads").workerData, 0, 1)', { eval: true, workerData: flag });
  const life = lifeOf(worker);
  assert.equal(await terminated(worker), 1);
  const { events } = await life;
  assert.deepEqual(
    events.filter((type) => type !== 'online'),
    ['close', 'exit'],
  );
  assert.equal(Atomics.load(flag, 0), 0);
});

for (const moment of ['online', 'open', 'message'])
  test(`terminate() in a listener of ${moment} delivers nothing more`, async () => {
    const worker = workerOf(() => {
      for (let index = 0; index < 100; index++) postMessage(index);
      setInterval(() => postMessage('tick'), 1);
    });
    const after: string[] = [];
    worker.once(moment, () => {
      void worker.terminate();
      for (const type of ['message', 'open', 'error']) worker.addEventListener(type, () => after.push(type));
    });
    await lifeOf(worker);
    assert.deepEqual(after, []);
  });

test('terminate() while TypeScript loads', async () => {
  const worker = new Worker(fixture('worker-life/errors/mapped.ts'), { argv: ['sync'] });
  const { events, code } = await withDeadline(
    new Promise<{ events: Promise<{ events: readonly string[] }>; code: Promise<number> }>((resolve) =>
      worker.once('online', () => resolve({ events: lifeOf(worker), code: worker.terminate() })),
    ),
    'online',
  );
  assert.equal(await code, 1);
  assert.deepEqual((await events).events, ['close', 'exit']);
});

test('terminate() while a top-level await waits', async () => {
  const worker = workerOf(
    () => {
      postMessage('waiting');
      return new Promise((resolve) => setTimeout(resolve, 1e8));
    },
    { type: 'module' },
  );
  await withDeadline(answer(worker), 'the message');
  assert.equal(await terminated(worker), 1);
});

test('terminate() in a message handler inside a worker ends its nested worker', async () => {
  const worker = new Worker(fixture('worker-life/terminates-nested.mjs'));
  assert.deepEqual(await withDeadline(answer(worker), 'the code'), { code: 1, events: ['close'] });
  await terminated(worker);
});

test('terminate() after the end gives the code of the end', async () => {
  const worker = workerOf(() => process.exit(6));
  await lifeOf(worker);
  assert.equal(await worker.terminate(), 6);
});

test('terminate() at the moment of the end settles', async () => {
  const worker = workerOf(() => process.exit(6));
  const code = await withDeadline(
    new Promise<Promise<number>>((resolve) => worker.once('close', () => resolve(worker.terminate()))),
    'close',
  );
  assert.equal(code, 6);
});

test('[Symbol.asyncDispose]() ends the worker', async () => {
  const worker = workerOf(() => void setInterval(() => {}, 1000));
  assert.equal(await withDeadline(worker[Symbol.asyncDispose](), 'the end'), undefined);
  assert.equal(worker.threadId, -1);
});

test('terminate() does not fire exit in the worker', async () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `process.on('exit', () => Atomics.store(require('node:worker_threads').workerData, 0, 1)); setInterval(() => {}, 1000); postMessage(0)`,
    { eval: true, workerData: flag },
  );
  await withDeadline(answer(worker), 'the message');
  await terminated(worker);
  assert.equal(Atomics.load(flag, 0), 0);
});
