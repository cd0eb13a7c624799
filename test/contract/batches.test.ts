// What must hold while many messages are under way at once: batches of the ring are to look like the tasks of the runtime.
import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';

noLeaks();

contract('a handler that throws, a tick that throws and a promise that rejects do not stop what comes after', async ({ from, to }) => {
  const seen = to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) => {
        const seen: number[] = [];
        const errors: string[] = [];
        // In a worker first an event of its global object; the process has the last word in every thread.
        const caught = process.listeners('uncaughtException');
        process.removeAllListeners('uncaughtException');
        const note = (error: Error): void => void errors.push(error.message);
        process.on('uncaughtException', note);
        const { addEventListener, removeEventListener } = globalThis as unknown as EventTarget;
        const keep = (event: Event): void => {
          event.preventDefault();
          note((event as unknown as { error: Error }).error);
        };
        addEventListener?.call(globalThis, 'error', keep);
        port.on('message', (number: number) => {
          seen.push(number);
          if (number === 200) {
            port.removeAllListeners('message');
            setImmediate(() => {
              process.off('uncaughtException', note);
              for (const each of caught) process.on('uncaughtException', each);
              removeEventListener?.call(globalThis, 'error', keep);
              resolve([seen, errors]);
            });
          }
          if (number === 50) throw new Error('handler');
          if (number === 100)
            process.nextTick(() => {
              throw new Error('tick');
            });
          if (number === 150)
            queueMicrotask(() => {
              throw new Error('microtask');
            });
        });
      }),
  );
  await from.run(({ port }) => {
    for (let number = 0; number <= 200; number++) port.postMessage(number);
  });
  assert.deepEqual(await seen, [[...Array(201).keys()], ['handler', 'tick', 'microtask']]);
});

contract('a handler that is removed in the middle of a batch leaves the rest to the next', async ({ from, to }) => {
  await from.run(({ port }) => {
    for (let number = 0; number < 3_000; number++) port.postMessage(number);
  });
  const seen = await to.run(async ({ port }) => {
    const seen: number[] = [];
    while (seen.length < 3_000) {
      await new Promise<void>((resolve) => {
        const listener = (number: number): void => {
          seen.push(number);
          if (number % 300 !== 299) return;
          port.off('message', listener);
          resolve();
        };
        port.on('message', listener);
      });
      if (seen.length % 600 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return seen;
  });
  assert.deepEqual(seen, [...Array(3_000).keys()]);
});

contract('a port is moved on in the middle of a flood, again and again, from inside its handler', async ({ from, to }) => {
  // `from` floods one end; the other goes back and forth and is never without a handler.
  const total = 20_000;
  const juggle = ({ port }: import('./end.ts').Tools, total: number): Promise<number[]> =>
    new Promise((resolve) => {
      const seen: number[] = [];
      port.on('message', (data: { ball?: MessagePort } | 'end') => {
        if (data === 'end') {
          port.removeAllListeners('message');
          return resolve(seen);
        }
        const ball = data.ball!;
        let here = 0;
        ball.onmessage = ({ data: number }) => {
          seen.push(number);
          if (number === total - 1) {
            ball.close();
            port.postMessage('end');
            port.removeAllListeners('message');
            resolve(seen);
          } else if (++here === 700) {
            // Refused: everything stays as it is.
            try {
              port.postMessage({ ball, no() {} }, [ball]);
            } catch {}
            port.postMessage({ ball }, [ball]);
          }
        };
      });
    });
  const [ours, theirs] = [from.run(juggle, total), to.run(juggle, total)];
  const flooding = from.run(async ({ port, heddle }, total) => {
    const { port1, port2 } = new heddle.MessageChannel();
    for (let number = 0; number < 1_000; number++) port1.postMessage(number);
    port.postMessage({ ball: port2 }, [port2]);
    for (let number = 1_000; number < total; number++) {
      if (number % 97 === 0) port1.postMessage(number, [new ArrayBuffer(8)]);
      else port1.postMessage(number);
      if (number % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => port1.once('close', resolve));
  }, total);
  const [mine, others] = await Promise.all([ours, theirs]);
  await flooding;
  const inOrder = (numbers: readonly number[]): boolean => numbers.every((number, index) => index === 0 || numbers[index - 1]! < number);
  assert.ok(inOrder(mine) && inOrder(others));
  assert.deepEqual(
    [...mine, ...others].sort((a, b) => a - b),
    [...Array(total).keys()],
  );
});

contract('the end that floods is moved in the middle, and floods on from there', async ({ from, to }) => {
  const total = 6_000;
  const relay = ({ port }: import('./end.ts').Tools, total: number): Promise<void> =>
    new Promise((resolve) => {
      port.on('message', (data: { source?: MessagePort; number: number } | 'end') => {
        if (data === 'end') {
          port.removeAllListeners('message');
          return resolve();
        }
        let { number } = data;
        const source = data.source!;
        for (const until = number + 1_000; number < until; number++) source.postMessage({ number, text: 'x'.repeat(number % 50) });
        if (number < total) return port.postMessage({ source, number }, [source]);
        source.close();
        port.postMessage('end');
        port.removeAllListeners('message');
        resolve();
      });
    });
  const relays = [from.run(relay, total), to.run(relay, total)];
  const seen = await from.run(async ({ port, heddle }) => {
    const { port1, port2 } = new heddle.MessageChannel();
    port.postMessage({ source: port2, number: 0 }, [port2]);
    const seen: number[] = [];
    port1.onmessage = ({ data }) => seen.push(data.number);
    await new Promise((resolve) => port1.once('close', resolve));
    return seen;
  });
  await Promise.all(relays);
  assert.deepEqual(seen, [...Array(total).keys()]);
});
