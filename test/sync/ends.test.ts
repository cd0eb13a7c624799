import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import threads from 'node:worker_threads';
import { MessageChannel, Worker, wrapSync } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { LONGEST, overLines, type Tasks } from './served.ts';

noLeaks();

/** No call may take longer to notice that nobody will answer. */
const SOON = 1_000;

function endsSoon(call: () => unknown, expected: { readonly code: string; readonly message: RegExp }): void {
  const begun = performance.now();
  assert.throws(call, (error: Error & { code?: string }) => {
    assert.equal(error.code, expected.code);
    assert.match(error.message, expected.message);
    assert.match(error.stack!, /ends\.test/);
    return true;
  });
  const took = performance.now() - begun;
  assert.ok(took < SOON, `${took} ms`);
}

describe('a thread that ends while it is waited for', () => {
  const died = 'HEDDLE_WORKER_DIED';
  overLines('process.exit() in the call', ({ tasks }) => {
    tasks.add(0, 0);
    endsSoon(() => tasks.exit(7), {
      code: died,
      message: /^Cannot finish exit: worker .* with code 7: process\.exit\(7\) was called$|with code 7: exit code 7$/,
    });
    // Also every call after it, at once.
    endsSoon(() => tasks.add(1, 1), { code: died, message: /^Cannot finish add: .* with code 7/ });
  });
  overLines('process.exit() while a promise is pending', ({ tasks }) => {
    tasks.add(0, 0);
    endsSoon(() => tasks.exitLater(3), { code: died, message: /with code 3/ });
  });
  overLines('an uncaught error', ({ tasks }) => {
    tasks.add(0, 0);
    endsSoon(() => tasks.crash(), { code: died, message: /with code 1/ });
  });
  overLines(
    'out of memory',
    ({ tasks }) => {
      tasks.add(0, 0);
      // From when on memory is short, not from when on the call runs: how long that takes is the collector's.
      assert.throws(() => tasks.exhaust(), { code: died });
    },
    true,
  );

  test('terminate() by another thread', async () => {
    const { port1, port2 } = new threads.MessageChannel();
    const terminator = new threads.Worker(fixture('sync/terminates.mjs'));
    const gate = new SharedArrayBuffer(4);
    terminator.postMessage({ port: port2, exposing: gate }, [port2]);
    const tasks = wrapSync<Tasks>(port1, { timeout: LONGEST });
    assert.equal(tasks.add(1, 2), 3);
    Atomics.store(new Int32Array(gate), 0, 1);
    endsSoon(() => tasks.stop(), { code: died, message: /terminated/ });
    port1.close();
    await terminator.terminate();
  });

  overLines('before it was waited for', async ({ tasks, end }) => {
    tasks.add(0, 0);
    await end();
    assert.throws(
      () => tasks.add(1, 1),
      ({ code }) => code === died || code === 'HEDDLE_PORT_CLOSED',
    );
  });

  test('while its script fails to load', async () => {
    const worker = new Worker('throw new Error("never")', { eval: true });
    worker.addEventListener('error', () => {});
    endsSoon(() => wrapSync<Tasks>(worker, { timeout: LONGEST }).add(1, 1), { code: died, message: /^Cannot finish add/ });
    await new Promise((resolve) => worker.addEventListener('close', resolve));
  });

  test('while its script has never exposed anything', async () => {
    const worker = new Worker('1', { eval: true });
    endsSoon(() => wrapSync<Tasks>(worker, { timeout: LONGEST }).add(1, 1), { code: died, message: /^Cannot finish add/ });
    await new Promise((resolve) => worker.addEventListener('close', resolve));
  });
});

describe('a port that closes', () => {
  const channels = { heddle: () => new MessageChannel(), runtime: () => new threads.MessageChannel() };
  for (const [of, newChannel] of Object.entries(channels)) {
    test(`on the other side, while it is waited for, ${of}`, async () => {
      const { port1, port2 } = newChannel();
      const worker = new Worker(fixture('sync/link.mjs'), { workerData: { port: port2 }, transferList: [port2] });
      const link = wrapSync<{ ready(): number; close(): Promise<void> }>(port1, { timeout: LONGEST });
      assert.equal(link.ready(), 1);
      endsSoon(() => link.close(), { code: 'HEDDLE_PORT_CLOSED', message: /^Cannot finish close: the port/ });
      await worker.terminate();
    });
    test(`before the call, ${of}`, async () => {
      const { port1, port2 } = newChannel();
      const tasks = wrapSync<Tasks>(port1, { timeout: LONGEST });
      const closed = new Promise((resolve) => port1.addEventListener('close', resolve));
      port1.ref();
      port2.close();
      await closed;
      endsSoon(() => tasks.add(1, 1), { code: 'HEDDLE_PORT_CLOSED', message: /^Cannot finish add: the port/ });
    });
    test(`before the other side has heard of it, ${of}`, async () => {
      const { port1, port2 } = newChannel();
      const worker = new Worker('1', { eval: true, workerData: port2, transferList: [port2] });
      endsSoon(() => wrapSync<Tasks>(port1, { timeout: LONGEST }).add(1, 1), { code: 'HEDDLE_PORT_CLOSED', message: /^Cannot finish add/ });
      await new Promise((resolve) => worker.addEventListener('close', resolve));
    });
  }
});
