import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLeaks } from '../../support/no-leaks.ts';
import { answer, askWorker, workerOf } from '../../support/worker-of.ts';
import { Worker } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';

noLeaks();

test('name is the option, and the empty string without one', async () => {
  assert.equal(await askWorker(() => self.name, { name: 'weaver' }), 'weaver');
  assert.equal(await askWorker(() => name), '');
});

test('name is replaceable', async () => {
  const seen = await askWorker(
    () => {
      name = 'other';
      const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, 'name')!;
      return [name, value, writable, enumerable, configurable];
    },
    { name: 'weaver' },
  );
  assert.deepEqual(seen, ['other', 'other', true, true, true]);
});

test('self, location and navigator cannot be assigned', async () => {
  const seen = await askWorker(() => {
    const scope = globalThis as unknown as Record<string, unknown>;
    return ['self', 'location', 'navigator'].map((member) => {
      const before = scope[member];
      Reflect.set(scope, member, 1);
      const { get, set, enumerable } = Object.getOwnPropertyDescriptor(scope, member)!;
      return [scope[member] === before, typeof get, set === undefined, enumerable];
    });
  });
  const kept = [true, 'function', true, true];
  assert.deepEqual(seen, [kept, kept, kept]);
});

test('methods are own, enumerable and writable', async () => {
  const seen = await askWorker(() =>
    ['postMessage', 'close', 'importScripts', 'reportError'].map((member) => {
      const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, member)!;
      return [typeof value, value.name, writable, enumerable, configurable];
    }),
  );
  const names = ['postMessage', 'close', 'importScripts', 'reportError'];
  assert.deepEqual(
    seen,
    names.map((method) => ['function', method, true, true, true]),
  );
});

test('the methods of EventTarget work when called bare', async () => {
  const seen = await askWorker(() => {
    const heard: unknown[] = [];
    const listener = (event: Event): unknown => heard.push(event.type, event.target === self, event.currentTarget === self);
    addEventListener('custom', listener);
    dispatchEvent(new Event('custom'));
    removeEventListener('custom', listener);
    dispatchEvent(new Event('custom'));
    return heard;
  });
  assert.deepEqual(seen, ['custom', true, true]);
});

test('postMessage and reportError without an argument are TypeErrors', async () => {
  const seen = await askWorker(() =>
    [postMessage, reportError].map((method) => {
      try {
        return (method as () => unknown)();
      } catch (error) {
        return (error as Error).constructor.name;
      }
    }),
  );
  assert.deepEqual(seen, ['TypeError', 'TypeError']);
});

test('the events of messages have the global object for their target', async () => {
  const worker = workerOf(() => {
    onmessage = (event) => {
      const { type, data, origin, lastEventId, source, ports, isTrusted, bubbles, cancelable, eventPhase } = event;
      const known = [event instanceof MessageEvent, event.target === self, event.currentTarget === self, event.srcElement === self];
      postMessage({ type, data, origin, lastEventId, source, ports, isTrusted, bubbles, cancelable, eventPhase, known });
      onmessage = null;
    };
  });
  worker.postMessage({ a: 1 });
  assert.deepEqual(await answer(worker), {
    type: 'message',
    data: { a: 1 },
    origin: '',
    lastEventId: '',
    source: null,
    ports: [],
    isTrusted: true,
    bubbles: false,
    cancelable: false,
    eventPhase: 2,
    known: [true, true, true, true],
  });
  await new Promise((resolve) => worker.once('close', resolve));
});

for (const kind of ['classic.js', 'module.mjs', 'common.cjs', 'typed.ts'])
  test(`all members are there before a preload runs (${kind})`, async () => {
    const worker = new Worker(fixture(`worker-life/members/${kind}`), {
      name: 'early',
      preload: fixture('worker-life/members/preload.mjs'),
      ...(kind === 'classic.js' && { type: 'classic' }),
    });
    const members = await answer<Record<string, unknown>>(worker);
    assert.deepEqual(members, {
      preload: { self: 'object', name: 'string', location: 'object', navigator: 'object', postMessage: 'function', onmessage: 'object' },
      script: { self: 'object', name: 'string', location: 'object', navigator: 'object', postMessage: 'function', onmessage: 'object' },
    });
    await worker.terminate();
  });
