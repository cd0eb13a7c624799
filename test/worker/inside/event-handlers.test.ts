import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answer, askWorker, workerOf } from '../../support/worker-of.ts';

noLeaks();

test('handlers are own accessors of the global object, null at first', async () => {
  const seen = await askWorker(() =>
    ['message', 'messageerror', 'error', 'languagechange', 'offline', 'online', 'rejectionhandled', 'unhandledrejection'].map((type) => {
      const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, `on${type}`) ?? {};
      return [typeof get, typeof set, enumerable, configurable, (globalThis as unknown as Record<string, unknown>)[`on${type}`]].join();
    }),
  );
  assert.deepEqual(new Set(seen), new Set(['function,function,true,true,']));
});

test('what is neither function nor object means null', async () => {
  const seen = await askWorker(() => {
    const scope = globalThis as unknown as { onmessage: unknown };
    return [1, 'text', true, undefined, Symbol.iterator, null].map((value) => {
      scope.onmessage = (): void => {};
      scope.onmessage = value;
      return scope.onmessage;
    });
  });
  assert.deepEqual(seen, [null, null, null, null, null, null]);
});

test('an object is kept but never called', async () => {
  const seen = await askWorker(() => {
    const scope = globalThis as unknown as { onmessage: unknown };
    const object = {
      handleEvent(): void {
        throw new Error('called');
      },
    };
    scope.onmessage = object;
    dispatchEvent(new MessageEvent('message'));
    return scope.onmessage === object;
  });
  assert.equal(seen, true);
});

test('a handler keeps the place of its first assignment until it is null', async () => {
  const seen = await askWorker(() => {
    const order: string[] = [];
    addEventListener('online', () => order.push('a'));
    const scope = globalThis as unknown as { ononline: unknown };
    scope.ononline = () => order.push('old handler');
    addEventListener('online', () => order.push('b'));
    scope.ononline = () => order.push('handler');
    dispatchEvent(new Event('online'));
    scope.ononline = null;
    scope.ononline = () => order.push('late handler');
    dispatchEvent(new Event('online'));
    return order;
  });
  assert.deepEqual(seen, ['a', 'handler', 'b', 'a', 'b', 'late handler']);
});

test('returning false prevents the default, and this is the global object', async () => {
  const seen = await askWorker(() => {
    const scope = globalThis as unknown as { ononline: unknown };
    const seenSelf: boolean[] = [];
    scope.ononline = function (this: unknown): boolean {
      seenSelf.push(this === self);
      return false;
    };
    const event = new Event('online', { cancelable: true });
    return [dispatchEvent(event), event.defaultPrevented, ...seenSelf];
  });
  assert.deepEqual(seen, [false, true, true]);
});

test('onmessage and listeners share one order for real messages', async () => {
  const worker = workerOf(() => {
    const order: string[] = [];
    addEventListener('message', () => order.push('first'));
    onmessage = () => order.push('handler');
    addEventListener('message', () => {
      order.push('last');
      postMessage(order);
    });
  });
  worker.postMessage(0);
  assert.deepEqual(await answer(worker), ['first', 'handler', 'last']);
  await worker.terminate();
});

test('`var onmessage = …` in a classic script sets the handler', async () => {
  const worker = new Worker(fixture('worker-life/var-handler.js'), { type: 'classic' });
  worker.postMessage('mark');
  assert.equal(await answer(worker), 'var: mark');
  await worker.terminate();
});
