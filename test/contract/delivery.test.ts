import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';
import type { Tools } from './end.ts';

noLeaks();

const COUNT = 10_000;

/** Posts numbers, plain and in objects, some with a moved buffer, some with a moved port. */
function postMixed({ port, heddle }: Tools, count: number): void {
  for (let number = 0; number < count; number++) {
    if (number % 250 === 17) {
      const { port1, port2 } = new heddle.MessageChannel();
      port2.close();
      port.postMessage({ number, port: port1 }, { transfer: [port1] });
    } else if (number % 7 === 3) {
      const buffer = new ArrayBuffer(8);
      port.postMessage({ number, buffer }, [buffer]);
    } else if (number % 3 === 0) port.postMessage({ number, text: 'x'.repeat(number % 100) });
    else port.postMessage(number);
  }
}

/** Receives `count` messages of `postMixed`; gives the first that was out of order, else -1. */
function firstOutOfOrder({ port }: Tools, count: number): Promise<number> {
  return new Promise((resolve) => {
    let next = 0;
    let wrong = -1;
    port.on('message', (data: number | { number: number; port?: { close(): void } }) => {
      const number = typeof data === 'number' ? data : data.number;
      if (typeof data === 'object') data.port?.close();
      if (number !== next && wrong < 0) wrong = number;
      next++;
      if (next < count) return;
      port.removeAllListeners('message');
      resolve(wrong);
    });
  });
}

contract(`${COUNT} messages arrive in order, whatever is moved with them`, async ({ from, to }) => {
  const [wrong] = await Promise.all([to.run(firstOutOfOrder, COUNT), from.run(postMixed, COUNT)]);
  assert.equal(wrong, -1);
});

contract('messages cross in both directions at once, each in order', async ({ from, to }) => {
  const results = await Promise.all([
    to.run(firstOutOfOrder, 1_000),
    from.run(firstOutOfOrder, 1_000),
    from.run(postMixed, 1_000),
    to.run(postMixed, 1_000),
  ]);
  assert.deepEqual(results.slice(0, 2), [-1, -1]);
});

contract('messages wait for the first handler', async ({ from, to }) => {
  await from.run(postMixed, 100);
  // Any answer of the other end comes later than what was posted before it was asked.
  await to.run(() => undefined);
  assert.equal(await to.run(firstOutOfOrder, 100), -1);
});

contract('messages wait whenever the last handler is gone, and none is lost or reordered', async ({ from, to }) => {
  const all = from.run(async ({ port }) => {
    for (let number = 0; number < 400; number++) {
      port.postMessage(number);
      if (number % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  });
  const seen = await to.run(async ({ port }) => {
    const seen: number[] = [];
    /** Adds a handler and gives the way to remove it. */
    const ways: ((take: (data: number) => void) => () => void)[] = [
      (take) => {
        port.on('message', take);
        return () => void port.off('message', take);
      },
      (take) => {
        port.onmessage = ({ data }) => take(data as number);
        return () => void (port.onmessage = null);
      },
      (take) => {
        const listener = (event: Event): void => take((event as MessageEvent).data as number);
        port.addEventListener('message', listener, { capture: true });
        return () => port.removeEventListener('message', listener, { capture: true });
      },
      (take) => {
        const listener = { handleEvent: ({ data }: { data: number }): void => take(data) };
        const abort = new AbortController();
        port.addEventListener('message', listener, { signal: abort.signal });
        return () => abort.abort();
      },
      (take) => {
        port.on('message', take);
        return () => void port.removeAllListeners();
      },
    ];
    for (let turn = 0; seen.length < 400; turn++) {
      const most = Math.min(seen.length + 1 + (turn % 5), 400);
      await new Promise<void>((resolve) => {
        const remove = ways[turn % ways.length]!((data) => {
          seen.push(data);
          if (seen.length < most) return;
          remove();
          resolve();
        });
      });
      if (turn % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return seen;
  });
  await all;
  assert.deepEqual(seen, [...Array(400).keys()]);
});

contract('once() takes one message and leaves the others', async ({ from, to }) => {
  await from.run(({ port }) => [1, 2, 3, 4].forEach((number) => port.postMessage(number)));
  const seen = await to.run(async ({ port }) => {
    const next = (): Promise<number> => new Promise((resolve) => port.once('message', resolve));
    const nextEvent = (): Promise<{ data: number }> => new Promise((resolve) => port.addEventListener('message', resolve, { once: true }));
    return [await next(), (await nextEvent()).data, await next(), (await nextEvent()).data];
  });
  assert.deepEqual(seen, [1, 2, 3, 4]);
});

contract('each message is a task of its own: ticks and microtasks run before the next', async ({ from, to }) => {
  const expected = ['message', 'tick', 'promise', 'late tick', 'late promise'];
  await from.run(({ port }) => {
    for (let number = 0; number < 30; number++) port.postMessage(number);
  });
  const seen = await to.run(
    ({ port }) =>
      new Promise<string[][]>((resolve) => {
        const seen: string[][] = [];
        const listener = (number: number): void => {
          const steps = ['message'];
          seen.push(steps);
          // Steps that come after the next message has begun do not count.
          const step = (name: string): void => void (seen.at(-1) === steps && steps.push(name));
          process.nextTick(() => step('tick'));
          void Promise.resolve().then(() => {
            step('promise');
            process.nextTick(() => {
              step('late tick');
              queueMicrotask(() => {
                step('late promise');
                if (number === 9) {
                  // The rest arrives without a handler, and is delivered from where it waits.
                  port.off('message', listener);
                  setImmediate(() => setImmediate(() => port.on('message', listener)));
                }
                if (number === 29) resolve(seen);
              });
            });
          });
        };
        port.on('message', listener);
      }),
  );
  await to.run(({ port }) => void port.removeAllListeners('message'));
  assert.deepEqual(
    seen,
    Array.from({ length: 30 }, () => expected),
  );
});

contract('microtasks run between two listeners of one message no more than in the runtime', async ({ from, to }) => {
  await from.run(({ port }) => port.postMessage(1));
  const seen = await to.run(
    ({ port }) =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        port.on('message', () => {
          seen.push('first');
          queueMicrotask(() => seen.push('microtask'));
        });
        port.on('message', () => {
          seen.push('second');
          setImmediate(() => resolve(seen));
        });
      }),
  );
  await to.run(({ port }) => void port.removeAllListeners('message'));
  assert.deepEqual(seen, ['first', 'second', 'microtask']);
});

contract('what is posted while a message is handled comes after what was posted before', async ({ from, to }) => {
  const echo = from.run(({ port }) => void port.on('message', (number: number) => port.postMessage(number + 1000)));
  const seen = to.run(
    ({ port }) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        port.on('message', (number: number) => {
          seen.push(number);
          if (number < 3) port.postMessage(number);
          if (seen.length === 6) resolve(seen);
        });
      }),
  );
  await from.run(({ port }) => [0, 1, 2].forEach((number) => port.postMessage(number)));
  await echo;
  assert.deepEqual(await seen, [0, 1, 2, 1000, 1001, 1002]);
  for (const end of [from, to]) await end.run(({ port }) => void port.removeAllListeners('message'));
});

contract('large messages keep their place among small ones', async ({ from, to }) => {
  await from.run(({ port }) => {
    for (let number = 0; number < 24; number++) port.postMessage(number % 6 === 5 ? new Uint8Array(3 << 20).fill(number) : number);
  });
  const seen = await to.run(
    ({ port }) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        port.on('message', (data: number | Uint8Array) => {
          seen.push(typeof data === 'number' ? data : data.length === 3 << 20 ? data.at(-1)! : -1);
          if (seen.length < 24) return;
          port.removeAllListeners('message');
          resolve(seen);
        });
      }),
  );
  assert.deepEqual(seen, [...Array(24).keys()]);
});
