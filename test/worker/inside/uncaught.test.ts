import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

/** Every way to lose an error; each throws `RangeError: lost` with code E_LOST. */
const WAYS: Record<string, () => unknown> = {
  'at the top level': () => {
    throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
  },
  'in a timer': () =>
    setTimeout(() => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    }),
  'in setImmediate': () =>
    setImmediate(() => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    }),
  'in a tick': () =>
    process.nextTick(() => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    }),
  'in a microtask': () =>
    queueMicrotask(() => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    }),
  'in onmessage': () => {
    onmessage = () => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    };
  },
  'in a message listener of parentPort': () => {
    process.getBuiltinModule('node:worker_threads').parentPort!.on('message', () => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    });
  },
  'in an event listener': () => {
    addEventListener('custom', () => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    });
    dispatchEvent(new Event('custom'));
  },
  'in a listener of an EventTarget of the runtime': () => {
    const target = new EventTarget();
    target.addEventListener('custom', () => {
      throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
    });
    target.dispatchEvent(new Event('custom'));
  },
  'in an async function': async () => {
    await Promise.resolve();
    throw Object.assign(new RangeError('lost'), { code: 'E_LOST' });
  },
  'in a rejected promise': () => void Promise.reject(Object.assign(new RangeError('lost'), { code: 'E_LOST' })),
  'by reportError': () => reportError(Object.assign(new RangeError('lost'), { code: 'E_LOST' })),
};

for (const [way, body] of Object.entries(WAYS)) {
  test(`an error ${way} reaches the parent, then code 1 and close`, async () => {
    const worker = workerOf(body);
    worker.postMessage(0);
    const { events, errors, close } = await lifeOf(worker);
    assert.deepEqual(
      events.filter((type) => type !== 'open'),
      ['online', 'error', 'close', 'exit'],
    );
    const { message, error } = errors[0]!;
    assert.equal(message, 'lost');
    assert.ok(error instanceof RangeError);
    assert.equal((error as RangeError & { code: string }).code, 'E_LOST');
    assert.deepEqual([close.code, close.wasClean], [1, false]);
  });
}

test('an error after a top-level await reaches the parent, and open never comes', async () => {
  const worker = workerOf(
    async () => {
      await new Promise((resolve) => setTimeout(resolve));
      throw new RangeError('lost');
    },
    { type: 'module' },
  );
  const { events, errors } = await lifeOf(worker);
  assert.deepEqual(events, ['online', 'error', 'close', 'exit']);
  assert.ok(errors[0]!.error instanceof RangeError);
});

test('the global object of the worker hears of it first', async () => {
  const worker = workerOf(() => {
    addEventListener('error', (event) => {
      const { message, error, cancelable, isTrusted, bubbles } = event;
      postMessage([message, error instanceof RangeError, cancelable, isTrusted, bubbles, event.target === self, event.constructor.name]);
    });
    throw new RangeError('lost');
  });
  const { events, messages } = await lifeOf(worker);
  assert.deepEqual(messages, [['lost', true, true, true, false, true, 'ErrorEvent']]);
  assert.deepEqual(events, ['online', 'message', 'error', 'close', 'exit']);
});

test('on("error") and once("error") receive the error itself', async () => {
  const worker = workerOf(() => {
    throw new RangeError('lost');
  });
  const received: unknown[] = [];
  worker.on('error', (error) => received.push(error));
  worker.once('error', (error) => received.push(error));
  const { errors } = await lifeOf(worker);
  assert.deepEqual(received, [errors[0]!.error, errors[0]!.error]);
});

const REASONS: Record<string, { body: () => unknown; value: unknown; message: string }> = {
  undefined: { body: () => void Promise.reject(), value: undefined, message: 'undefined' },
  null: { body: () => void Promise.reject(null), value: null, message: 'null' },
  text: { body: () => void Promise.reject('some text'), value: 'some text', message: 'some text' },
  number: { body: () => void Promise.reject(42), value: 42, message: '42' },
  object: { body: () => void Promise.reject({ a: [1] }), value: { a: [1] }, message: '[object Object]' },
  'thrown undefined': {
    body: () => {
      throw undefined;
    },
    value: undefined,
    message: 'undefined',
  },
  'thrown text': {
    body: () => {
      throw 'some text';
    },
    value: 'some text',
    message: 'some text',
  },
  'thrown null in a timer': {
    body: () =>
      setTimeout(() => {
        throw null;
      }),
    value: null,
    message: 'null',
  },
};

for (const [name, { body, value, message }] of Object.entries(REASONS)) {
  test(`what is thrown or rejected with may be anything: ${name}`, async () => {
    const worker = workerOf(body);
    const node: unknown[] = [];
    worker.on('error', (...values) => node.push(values));
    const { events, errors, close } = await lifeOf(worker);
    assert.deepEqual(
      events.filter((type) => type !== 'open'),
      ['online', 'error', 'close', 'exit'],
    );
    assert.deepEqual([errors[0]!.error, errors[0]!.message], [value, message]);
    assert.deepEqual(node, [[value]]);
    assert.equal(close.code, 1);
  });
}
