import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel, MessagePort, Worker } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { TRANSPORTS } from './contract.ts';

noLeaks();

/** The next `count` messages of a worker or port. */
function messages<T>(
  source: { on(type: 'message', take: (data: T) => void): unknown; off(type: string, take: (data: T) => void): unknown },
  count: number,
): Promise<T[]> {
  const seen: T[] = [];
  const all = new Promise<T[]>((resolve) => {
    const take = (data: T): void => {
      if (seen.push(data) < count) return;
      source.off('message', take);
      resolve(seen);
    };
    source.on('message', take);
  });
  return withDeadline(all, `${count} messages`);
}

for (const transport of TRANSPORTS) {
  for (const way of ['self.onmessage', 'onmessage', 'addEventListener', 'parentPort.on', 'parentPort.onmessage']) {
    test(`messages from before the worker is ready reach ${way} after a top-level await, in order, ${transport}`, async () => {
      const worker = new Worker(fixture('contract/late.mjs'), { workerData: way, transport });
      const buffer = new ArrayBuffer(4);
      worker.postMessage(0);
      worker.postMessage(1, [buffer]);
      assert.equal(buffer.byteLength, 0);
      worker.once('online', () => worker.postMessage(2));
      worker.once('open', () => worker.postMessage(3));
      // Nobody listens here until the worker has run: its messages wait as well.
      await withDeadline(new Promise((resolve) => worker.addEventListener('open', resolve)), 'open');
      assert.deepEqual(await messages(worker, 7), ['early 0', 'early 1', 'early 2', ...[0, 1, 2, 3].map((number) => `${way}: ${number}`)]);
      await worker.terminate();
    });
  }

  test(`the global object and parentPort both receive, in turn, ${transport}`, async () => {
    const worker = new Worker(fixture('contract/both.mjs'), { transport });
    worker.postMessage('a');
    const expected = [
      ['self', 'a', true, false, false],
      ['listener', 'a', true, false, true],
      ['port', 'a', false, true, false],
      ['on', 'a', true, true],
    ];
    assert.deepEqual(await messages(worker, 4), expected);
    await worker.terminate();
  });

  test(`workerData is cloned once, at construction, ${transport}`, async () => {
    const { port1, port2 } = new MessageChannel();
    const buffer = new ArrayBuffer(8);
    const list = ['here'];
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const workerData = { port: port2, list, shared, buffer };
    const worker = new Worker(fixture('contract/birth.mjs'), { workerData, transferList: [port2, buffer], transport });
    assert.equal(buffer.byteLength, 0);
    list.push('too late');
    assert.deepEqual(await messages(port1, 1), [{ list: ['here'], length: 8, same: true, isPort: true }]);
    assert.equal(Atomics.load(shared, 0), 7);
    port1.postMessage('again');
    assert.deepEqual(await messages(port1, 1), [{ list: ['here', 'there'], length: 8, same: true, isPort: true }]);
    assert.deepEqual(list, ['here', 'too late']);
    await worker.terminate();
  });
}

test('workerData that cannot be cloned is refused by the constructor, with the path', () => {
  const buffer = new ArrayBuffer(8);
  const script = fixture('contract/birth.mjs');
  const refused = (options: object, path: string): void =>
    assert.throws(() => new Worker(script, options), { name: 'DataCloneError', code: 25, path });
  refused({ workerData: { payload: { onClick() {} } }, transferList: [buffer] }, 'workerData.payload.onClick');
  refused({ data: [Symbol('s')], transferList: [buffer] }, 'workerData[0]');
  refused({ workerData: () => {} }, 'workerData');
  refused({ workerData: 1, transferList: [buffer, buffer] }, 'transfer[1]');
  const { port1, port2 } = new MessageChannel();
  refused({ workerData: { inner: port1 } }, 'workerData.inner');
  port1.close();
  port2.close();
  assert.equal(buffer.byteLength, 8);
});

test('a worker that has ended takes messages and does nothing with them', async () => {
  const worker = new Worker('data:text/javascript,', { transport: 'auto' });
  await withDeadline(new Promise((resolve) => worker.addEventListener('close', resolve)), 'close');
  assert.equal(worker.postMessage(1), undefined);
  assert.throws(() => worker.postMessage(() => {}), { name: 'DataCloneError', path: 'message' });
});

test('what a worker posted before it ended waits for whoever listens late', async () => {
  const code = `const { port1 } = new MessageChannel(); postMessage('first'); postMessage({ port1 }, [port1]); setTimeout(() => {}, 1)`;
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(code)}`);
  await withDeadline(new Promise((resolve) => worker.addEventListener('close', resolve)), 'close');
  const seen: unknown[] = [];
  await withDeadline(
    new Promise<void>((resolve) => {
      worker.addEventListener('message', ({ data, ports }) => {
        seen.push(typeof data === 'string' ? data : data.port1 instanceof MessagePort && ports[0] === data.port1);
        if (seen.length < 2) return;
        data.port1.close();
        resolve();
      });
    }),
    'two messages',
  );
  assert.deepEqual(seen, ['first', true]);
});
