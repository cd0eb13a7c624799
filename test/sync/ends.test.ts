import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import threads from 'node:worker_threads';
import { MessageChannel, spawn, Worker, workerOf, wrapSync } from '../../src/index.ts';
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

  const failed = 'HEDDLE_LOAD_FAILED';
  const scripts: readonly [string, string, { code: number; reason: RegExp; cause?: string; stderr?: string }][] = [
    [
      'throws',
      'console.error("no such loom"); throw Object.assign(new RangeError("never"), { code: "E_NEVER" })',
      { code: 1, reason: /never/, cause: 'E_NEVER', stderr: 'no such loom' },
    ],
    ['cannot be parsed', 'export const = 1', { code: 1, reason: /token/ }],
    ['exits', 'process.exit(4)', { code: 4, reason: /process\.exit\(4\) was called/ }],
    ['never comes to its end', 'await new Promise(() => {}); export {}', { code: 13, reason: /never settled/ }],
  ];
  for (const [what, source, expected] of scripts)
    for (const of of ['spawn', 'Worker'] as const)
      test(`while its script fails to load because it ${what}: ${of}`, async () => {
        const script = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
        const remote = of === 'spawn' ? spawn<Tasks>(script, { name: 'loom', stderr: true }) : undefined;
        const worker = remote ? workerOf(remote)! : new Worker(script, { name: 'loom', type: 'module', stderr: true });
        worker.addEventListener('error', () => {});
        const closed = new Promise((resolve) => worker.addEventListener('close', resolve));
        const { threadId } = worker;
        const tasks = wrapSync<Tasks>(remote ?? worker, { timeout: LONGEST });
        // At first, and when the end is known.
        for (let call = 0; call < 2; call += 1)
          assert.throws(
            () => tasks.add(1, 1),
            (error: Error & Record<string, unknown>) => {
              assert.equal(error['code'], failed);
              assert.match(error.message, expected.reason);
              assert.deepEqual(error['worker'], { name: 'loom', id: threadId });
              assert.equal(error['exitCode'], expected.code);
              assert.equal(error['stderr'], expected.stderr);
              if (expected.cause !== undefined) assert.equal((error.cause as { code: string }).code, expected.cause);
              return true;
            },
          );
        // What spawn() starts does not keep this thread alive between calls.
        worker.ref();
        await closed;
      });

  overLines('the last lines of its standard error are told, where heddle started it', ({ tasks, isOfHeddle }) => {
    tasks.add(0, 0);
    const text = 'thread broke\nshuttle lost';
    assert.throws(() => tasks.exitWith(text, 5), { code: died, exitCode: 5, ...(isOfHeddle && { stderr: text }) });
  });

  test('terminate(), out of memory: what it wrote before, and what is known', async () => {
    const remote = spawn<Tasks>(fixture('sync/tasks.mjs'), { name: 'loom', stderr: true });
    const tasks = wrapSync<Tasks>(remote, { timeout: LONGEST });
    tasks.write('nearly done');
    const ended = remote[Symbol.asyncDispose]();
    endsSoon(() => tasks.add(1, 1), { code: died, message: /with code 1: terminate\(\) was called$/ });
    assert.throws(() => tasks.add(1, 1), { stderr: 'nearly done' });
    await ended;
    const small = spawn<Tasks>(fixture('sync/tasks.mjs'), { stderr: true, resourceLimits: { maxOldGenerationSizeMb: 24 } });
    workerOf(small)!.addEventListener('error', () => {});
    const blocking = wrapSync<Tasks>(small, { timeout: LONGEST });
    blocking.write('hungry');
    assert.throws(() => blocking.exhaust(), { code: died, stderr: 'hungry', message: /terminated or ran out of memory$/ });
  });

  test('while its script has never exposed anything', async () => {
    const worker = new Worker('1', { eval: true });
    endsSoon(() => wrapSync<Tasks>(worker, { timeout: LONGEST }).add(1, 1), {
      code: died,
      message: /with code 0: the event loop was empty$/,
    });
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
