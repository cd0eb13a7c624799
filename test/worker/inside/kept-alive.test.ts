import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

/** Each keeps its worker alive, which then tells what it saw. */
const WAYS: Record<string, () => unknown> = {
  'self.onerror that returns true, with its five arguments': () => {
    self.onerror = (message, filename, lineno, colno, error) => {
      postMessage([message, filename.endsWith('[worker%20eval]'), lineno > 0, colno > 0, error instanceof RangeError]);
      setTimeout(() => postMessage('alive'));
      return true;
    };
    setTimeout(() => {
      throw new RangeError('lost');
    });
  },
  'preventDefault()': () => {
    addEventListener('error', (event) => {
      event.preventDefault();
      postMessage(event.error instanceof RangeError);
      setTimeout(() => postMessage('alive'));
    });
    throw new RangeError('lost');
  },
  'process.on("uncaughtException")': () => {
    process.on('uncaughtException', (error, origin) => {
      postMessage([error instanceof RangeError, origin]);
      setTimeout(() => postMessage('alive'));
    });
    throw new RangeError('lost');
  },
  'process.on("uncaughtException") for a rejection': () => {
    process.on('uncaughtException', (error, origin) => {
      postMessage([error instanceof RangeError, origin]);
      setTimeout(() => postMessage('alive'));
    });
    void Promise.reject(new RangeError('lost'));
  },
  'process.on("unhandledRejection")': () => {
    process.on('unhandledRejection', (reason, promise) => {
      postMessage([reason instanceof RangeError, promise instanceof Promise]);
      setTimeout(() => postMessage('alive'));
    });
    void Promise.reject(new RangeError('lost'));
  },
  'preventDefault() of unhandledrejection': () => {
    const promise = Promise.reject(new RangeError('lost'));
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      postMessage([event.reason instanceof RangeError, event.promise === promise, event.target === self, event.isTrusted]);
      setTimeout(() => postMessage('alive'));
    });
  },
  'onunhandledrejection that returns false': () => {
    onunhandledrejection = () => {
      postMessage('heard');
      setTimeout(() => postMessage('alive'));
      return false;
    };
    void Promise.reject(null);
  },
};
const HEARD: Record<string, unknown> = {
  'self.onerror that returns true, with its five arguments': ['lost', true, true, true, true],
  'preventDefault()': true,
  'process.on("uncaughtException")': [true, 'uncaughtException'],
  'process.on("uncaughtException") for a rejection': [true, 'unhandledRejection'],
  'process.on("unhandledRejection")': [true, true],
  'preventDefault() of unhandledrejection': [true, true, true, true],
  'onunhandledrejection that returns false': 'heard',
};

for (const [way, body] of Object.entries(WAYS)) {
  test(`${way} keeps the worker alive`, async () => {
    const { events, messages, close } = await lifeOf(workerOf(body));
    assert.deepEqual(messages, [HEARD[way], 'alive']);
    assert.ok(!events.includes('error'));
    assert.deepEqual([close.code, close.wasClean], [0, true]);
  });
}

test('onerror that returns something else than true does not', async () => {
  const { errors, close } = await lifeOf(
    workerOf(() => {
      onerror = () => 1;
      throw new RangeError('lost');
    }),
  );
  assert.deepEqual([errors.length, close.code], [1, 1]);
});

test('a rejection that is handled in time is none', async () => {
  const { events } = await lifeOf(
    workerOf(() => {
      const promise = Promise.reject(new RangeError('lost'));
      queueMicrotask(() => void promise.catch(() => postMessage('caught')));
    }),
  );
  assert.ok(events.includes('message') && !events.includes('error'));
});

test('an error inside onerror reaches the parent too, and ends the worker', async () => {
  const { errors, close } = await lifeOf(
    workerOf(() => {
      onerror = () => {
        throw new TypeError('second');
      };
      throw new RangeError('first');
    }),
  );
  assert.deepEqual(errors.map(({ error }) => (error as Error).name).sort(), ['RangeError', 'TypeError']);
  assert.equal(close.code, 1);
});

test('reportError() with a handler that takes care leaves the worker alone', async () => {
  const { messages, events } = await lifeOf(
    workerOf(() => {
      onerror = (message, _filename, _lineno, _colno, error) => {
        postMessage([message, error]);
        return true;
      };
      reportError('some text');
      postMessage('after');
    }),
  );
  assert.deepEqual(messages, [['some text', 'some text'], 'after']);
  assert.ok(!events.includes('error'));
});

test('rejectionhandled follows when a rejection is handled after all', async () => {
  const { messages } = await lifeOf(
    workerOf(() => {
      const promise = Promise.reject(7);
      addEventListener('unhandledrejection', (event) => {
        event.preventDefault();
        setTimeout(() => void promise.catch(() => {}));
      });
      addEventListener('rejectionhandled', (event) => {
        const { reason, promise: handled, cancelable } = event;
        postMessage([reason, handled === promise, cancelable]);
      });
    }),
  );
  assert.deepEqual(messages, [[7, true, false]]);
});
