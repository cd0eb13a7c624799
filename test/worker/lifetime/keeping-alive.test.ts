import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { withDeadline } from '../../support/with-deadline.ts';
import { answer, workerOf } from '../../support/worker-of.ts';

noLeaks();

/** Each listens for messages, and stops at the message `stop`. */
const LISTENERS: Record<string, () => unknown> = {
  'onmessage until it is null': () => {
    onmessage = (event) => {
      postMessage(event.data);
      if (event.data === 'stop') onmessage = null;
    };
  },
  'addEventListener until removeEventListener': () => {
    const listener = (event: MessageEvent): void => {
      postMessage(event.data);
      if (event.data === 'stop') removeEventListener('message', listener);
    };
    addEventListener('message', listener);
  },
  'addEventListener until its signal is aborted': () => {
    const abort = new AbortController();
    addEventListener(
      'message',
      (event) => {
        postMessage(event.data);
        if (event.data === 'stop') abort.abort();
      },
      { signal: abort.signal },
    );
  },
  'parentPort.on until off': () => {
    const { parentPort } = process.getBuiltinModule('node:worker_threads');
    const listener = (data: unknown): void => {
      postMessage(data);
      if (data === 'stop') parentPort!.off('message', listener);
    };
    parentPort!.on('message', listener);
  },
  'parentPort.on until removeAllListeners': () => {
    const { parentPort } = process.getBuiltinModule('node:worker_threads');
    parentPort!.on('message', (data) => {
      postMessage(data);
      if (data === 'stop') parentPort!.removeAllListeners('message');
    });
  },
  'parentPort.on until parentPort.close()': () => {
    const { parentPort } = process.getBuiltinModule('node:worker_threads');
    parentPort!.on('message', (data) => {
      postMessage(data);
      if (data === 'stop') parentPort!.close();
    });
  },
  'parentPort.on until parentPort.unref()': () => {
    const { parentPort } = process.getBuiltinModule('node:worker_threads');
    parentPort!.on('message', (data) => {
      postMessage(data);
      if (data === 'stop') parentPort!.unref();
    });
  },
};

for (const [name, body] of Object.entries(LISTENERS)) {
  test(`${name} keeps the worker alive`, async () => {
    const worker = workerOf(body);
    const life = lifeOf(worker);
    // Each comes after an answer, when the worker has nothing else to do.
    await answer(withMessage(worker, 'first'));
    await answer(withMessage(worker, 'second'));
    await answer(withMessage(worker, 'stop'));
    const { messages, close } = await life;
    assert.deepEqual([messages, close.code], [['first', 'second', 'stop'], 0]);
  });
}

function withMessage(worker: ReturnType<typeof workerOf>, message: unknown): ReturnType<typeof workerOf> {
  worker.postMessage(message);
  return worker;
}

test('a listener of another event does not keep the worker alive', async () => {
  const { close } = await lifeOf(
    workerOf(() => {
      addEventListener('messageerror', () => {});
      addEventListener('error', () => {});
      onerror = () => {};
    }),
  );
  assert.equal(close.code, 0);
});

test('a listener with once releases the worker after its message', async () => {
  const worker = workerOf(() => addEventListener('message', (event) => postMessage(event.data), { once: true }));
  worker.postMessage(1);
  worker.postMessage(2);
  const { messages, close } = await lifeOf(worker);
  assert.deepEqual([messages, close.code], [[1], 0]);
});

test('onmessage = null before any message releases the worker', async () => {
  const { close } = await lifeOf(
    workerOf(() => {
      onmessage = () => {};
      setTimeout(() => (onmessage = null));
    }),
  );
  assert.equal(close.code, 0);
});

test('postMessage() to a worker that has ended or was terminated does nothing', async () => {
  const ended = workerOf(() => {});
  await lifeOf(ended);
  assert.equal(ended.postMessage({ any: 'thing' }), undefined);
  const terminated = workerOf(() => void setInterval(() => {}, 1000));
  const end = terminated.terminate();
  assert.equal(terminated.postMessage(1), undefined);
  await end;
  assert.equal(terminated.postMessage(2), undefined);
});

test('buffers in the list of a worker that has ended are moved all the same', async () => {
  const worker = workerOf(() => {});
  await withDeadline(new Promise((resolve) => worker.once('close', resolve)), 'the close event');
  const buffer = new ArrayBuffer(8);
  worker.postMessage(buffer, [buffer]);
  assert.equal(buffer.byteLength, 0);
});
