// The same as engine-assumptions.test.ts, for ports and threads.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, MessagePort, Worker } from 'node:worker_threads';
import { assume, inThread } from './assume.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { withDeadline } from '../support/with-deadline.ts';

// Ports.

assume('a port whose prototype is replaced is still the port', 'port/message-port.ts', 'ports of heddle cannot be moved', async () => {
  const { port1, port2 } = new MessageChannel();
  const carrier = new MessageChannel();
  Object.setPrototypeOf(port1, Object.create(MessagePort.prototype) as object);
  carrier.port1.postMessage(port1, [port1]);
  const [moved] = (await once(carrier.port2, 'message')) as [MessagePort];
  moved.postMessage('hello');
  assert.deepEqual(await once(port2, 'message'), ['hello']);
  for (const port of [carrier.port1, port2]) port.close();
});

assume(
  'the runtime tells a port of its end by its `dispatchEvent`, with a `MessagePortCloseEvent`',
  'port/message-port.ts',
  'the port is asked, which costs more',
  async () => {
    const { port1, port2 } = new MessageChannel();
    const told = new Promise<Event>((resolve) => Object.defineProperty(port1, 'dispatchEvent', { value: resolve }));
    port1.ref();
    port2.close();
    const event = await withDeadline(told, 'the close event');
    assert.deepEqual([event.type, event.constructor.name], ['close', 'MessagePortCloseEvent']);
  },
);

assume(
  'a port that has ended has no reference, even when it is told to have one',
  'port/message-port.ts',
  'the close event is not told from one of the program',
  async () => {
    const { port1, port2 } = new MessageChannel();
    port1.ref();
    assert.equal(port1.hasRef(), true);
    port2.close();
    await once(port1, 'close');
    port1.ref();
    assert.equal(port1.hasRef(), false);
  },
);

assume(
  'the ports of the message that is delivered are in `kCurrentlyReceivingPorts`',
  'platform/node/ports.ts',
  'each message is searched for ports',
  async () => {
    const { port1, port2 } = new MessageChannel();
    const moved = new MessageChannel();
    const found = new Promise((resolve) =>
      port2.on('message', () =>
        resolve((port2 as unknown as Record<symbol, unknown[]>)[Symbol.for('nodejs.internal.kCurrentlyReceivingPorts')]?.length),
      ),
    );
    port1.postMessage(moved.port1, [moved.port1]);
    const count = await found;
    port1.close();
    assert.equal(count, 1);
  },
);

assume(
  '`postMessage` of a port says whether there is another end',
  'sync/blocking-line.ts',
  'blocked calls see an end by shared memory alone',
  async () => {
    const { port1, port2 } = new MessageChannel();
    const post = (): unknown => port1.postMessage(0);
    assert.equal(post(), true);
    port2.close();
    await once(port1, 'close');
    assert.notEqual(post(), true);
  },
);

assume(
  'a transfer list with a port twice is refused, and the error says `detached` of one that was moved',
  'port/entangled.ts',
  'an end that the runtime has moved is taken for one of this thread',
  () => {
    const { port1, port2 } = new MessageChannel();
    const refusal = (): string => {
      try {
        port2.postMessage(undefined, [port1, port1]);
        return 'none';
      } catch (error) {
        return (error as Error).message;
      }
    };
    assert.doesNotMatch(refusal(), /detached|none/);
    const carrier = new MessageChannel();
    carrier.port1.postMessage(port1, [port1]);
    assert.match(refusal(), /detached/);
    carrier.port1.close();
  },
);

assume(
  'what cannot be cloned is refused with `detached` or `unsupported type`, or by known codes',
  'clone/refusal.ts, clone/uncloneable-text.ts',
  'the message of a DataCloneError says less',
  async () => {
    const buffer = new ArrayBuffer(8);
    structuredClone(buffer, { transfer: [buffer] });
    assert.throws(() => structuredClone(buffer), { name: 'DataCloneError', message: /detached/i });
    const { port1, port2 } = new MessageChannel();
    assert.throws(
      () => port1.postMessage(new MessageChannel().port1),
      (error: { name: string; code: unknown }) =>
        error.name === 'DataCloneError' || error.code === 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST',
    );
    port2.close();
    const { markAsUncloneable } = (await import('node:worker_threads')) as { markAsUncloneable?: (value: object) => void };
    if (!markAsUncloneable) return;
    const marked = {};
    markAsUncloneable(marked);
    assert.throws(() => structuredClone(marked), { name: 'DataCloneError', message: /unsupported type/i });
  },
);

// Threads.

assume(
  'a thread that has stopped has a negative idle time, also while the event loop of its parent stands still',
  'worker/host/worker-thread.ts',
  'blocked calls see an end by other means alone',
  async () => {
    const state = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(`Atomics.wait(require('node:worker_threads').workerData, 0, 0);`, { eval: true, workerData: state });
    await once(worker, 'online');
    const idle = (): number => worker.performance.eventLoopUtilization().idle;
    assert.ok(idle() >= 0);
    const ended = once(worker, 'exit');
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
    for (let look = 0; look < 2_000 && idle() >= 0; look += 1) Atomics.wait(state, 0, 1, 10);
    assert.ok(idle() < 0);
    await ended;
  },
);

assume(
  'a worker keeps its port in a symbol `kPublicPort`',
  'platform/node.ts',
  'a worker of the runtime that closes its port leaves calls to it waiting',
  async () => {
    const worker = new Worker('', { eval: true });
    const key = Object.getOwnPropertySymbols(worker).find(({ description }) => description === 'kPublicPort');
    assert.ok(key && (worker as unknown as Record<symbol, unknown>)[key] instanceof MessagePort);
    await once(worker, 'exit');
  },
);

assume(
  "what a worker writes to standard error comes by `push` of its parent's stream",
  'thread/last-lines.ts',
  'errors of workers that died tell no last lines',
  async () => {
    const worker = new Worker(`process.stderr.write('last words')`, { eval: true, stderr: true });
    let text = '';
    const { push } = worker.stderr;
    worker.stderr.push = (chunk: unknown, ...rest: never[]) => {
      if (chunk !== null) text += String(chunk);
      return push.call(worker.stderr, chunk, ...rest);
    };
    worker.stderr.resume();
    await once(worker, 'exit');
    assert.equal(text, 'last words');
  },
);

assume(
  'the inspector calls a worker `[worker n]`',
  'inspect/thread-session.ts',
  'the live page shows no stack, profile or heap of a thread',
  async () => {
    const target = new Worker(`setInterval(() => {}, 1e6)`, { eval: true });
    await once(target, 'online');
    const code = `setInterval(() => {}, 1e6); const session = new (require('node:inspector').Session)(); session.connectToMainThread();
    session.on('NodeWorker.attachedToWorker', ({ params }) => { if (params.workerInfo.title.startsWith('[worker ' + workerData + ']')) answer(true); });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });`;
    try {
      assert.equal(await inThread(code, { workerData: target.threadId }), true);
    } finally {
      await target.terminate();
    }
  },
);

assume(
  'a watched program sends `watch:import` for each file, where `WATCH_REPORT_DEPENDENCIES` asks for it',
  'platform/watch-mode.ts',
  '`node --watch` does not restart for files of workers',
  async () => {
    const folder = temporaryFolder({ 'main.mjs': `import './other.mjs'; setInterval(() => {}, 1e6);`, 'other.mjs': '' });
    const child = fork(join(folder, 'main.mjs'), { env: { ...process.env, NODE_TEST_CONTEXT: undefined, WATCH_REPORT_DEPENDENCIES: '1' } });
    const other = pathToFileURL(join(folder, 'other.mjs')).href;
    try {
      const told = new Promise<void>((resolve) =>
        child.on('message', (message: Record<string, string[] | undefined>) => {
          if (message['watch:import']?.includes(other)) resolve();
        }),
      );
      await withDeadline(told, 'the message about the file', 20_000);
    } finally {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
  },
);
