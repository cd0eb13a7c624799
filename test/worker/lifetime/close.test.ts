import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

test('self.close() lets the current task end, microtasks included, and runs no further one', async () => {
  const { messages } = await lifeOf(
    workerOf(() => {
      setTimeout(() => postMessage('timer'));
      setImmediate(() => postMessage('immediate'));
      close();
      postMessage('after close()');
      void Promise.resolve()
        .then(() => postMessage('microtask'))
        .then(() => postMessage('microtask of a microtask'));
    }),
  );
  assert.deepEqual(messages, ['after close()', 'microtask', 'microtask of a microtask']);
});

test('self.close() in a handler drops the messages that wait, but not what is posted', async () => {
  const worker = workerOf(() => {
    onmessage = (event) => {
      postMessage(event.data);
      if (event.data === 2) {
        self.close();
        postMessage('last');
      }
    };
  });
  for (const message of [1, 2, 3, 4]) worker.postMessage(message);
  const { messages, close } = await lifeOf(worker);
  assert.deepEqual(messages, [1, 2, 'last']);
  assert.equal(close.code, 0);
});

test('self.close() fires exit in the worker and keeps process.exitCode', async () => {
  const { messages, close } = await lifeOf(
    workerOf(() => {
      process.on('exit', (code) => postMessage(['exit', code]));
      process.exitCode = 3;
      self.close();
      self.close();
    }),
  );
  assert.deepEqual(messages, [['exit', 3]]);
  assert.equal(close.code, 3);
});

test('an endless chain of microtasks is not what close() waits for', async () => {
  const worker = workerOf(() => {
    const again = (): void => void Promise.resolve().then(again);
    self.close();
    again();
    postMessage('sent');
  });
  worker.once('message', () => void worker.terminate());
  const { close } = await lifeOf(worker);
  assert.equal(close.code, 1);
});

test('process.exit() in the worker runs exit there, and messages posted before and in it arrive', async () => {
  const { messages } = await lifeOf(
    workerOf(() => {
      process.on('exit', (code) => postMessage(`exit ${code}`));
      postMessage('before');
      process.exit(2);
    }),
  );
  assert.deepEqual(messages, ['before', 'exit 2']);
});

test('beforeExit fires in the worker and may prolong its life', async () => {
  const { messages, close } = await lifeOf(
    workerOf(() => {
      let times = 0;
      process.on('beforeExit', (code) => {
        postMessage(`beforeExit ${code}`);
        if (times++ === 0) setTimeout(() => postMessage('more work'));
      });
      process.on('exit', (code) => postMessage(`exit ${code}`));
    }),
  );
  assert.deepEqual(messages, ['beforeExit 0', 'more work', 'beforeExit 0', 'exit 0']);
  assert.equal(close.code, 0);
});

test('beforeExit does not fire after process.exit() or an error', async () => {
  for (const body of [
    () => {
      process.on('beforeExit', () => postMessage('beforeExit'));
      process.exit();
    },
    () => {
      process.on('beforeExit', () => postMessage('beforeExit'));
      throw new Error('lost');
    },
  ])
    assert.deepEqual((await lifeOf(workerOf(body))).messages, []);
});

test('exit fires in a worker that an error ends, with code 1', async () => {
  const { messages } = await lifeOf(
    workerOf(() => {
      process.on('exit', (code) => postMessage(code));
      throw new Error('lost');
    }),
  );
  assert.deepEqual(messages, [1]);
});
