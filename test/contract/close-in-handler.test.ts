import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';

noLeaks();

/** Rounds of each pair, of which some find the queue full and others have it filled while they look on. */
const ROUNDS = 20;
const POSTED = 60;

contract('nothing is delivered after close() in a handler, and close comes at both ends', async ({ from, to }) => {
  const sent = from.run(
    async ({ port, heddle }, { rounds, posted }) => {
      for (let round = 0; round < rounds; round++) {
        const { port1, port2 } = new heddle.MessageChannel();
        const closed = new Promise((resolve) => port1.once('close', resolve));
        port.postMessage(port2, [port2]);
        for (let number = 0; number < posted; number++) {
          // Every third goes by the way of the runtime, and every tenth turn lets the other side begin.
          if (number % 3 === 1) port1.postMessage({ number, buffer: new ArrayBuffer(8) });
          else if (number % 5 === 4) {
            const inner = new heddle.MessageChannel();
            inner.port2.close();
            port1.postMessage({ number, port: inner.port1 }, [inner.port1]);
          } else port1.postMessage({ number });
          if (round % 2 === 1 && number % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
        }
        await closed;
      }
    },
    { rounds: ROUNDS, posted: POSTED },
  );
  const seen = await to.run(
    ({ port, heddle }, rounds) =>
      new Promise<number[][]>((resolve, reject) => {
        const all: number[][] = [];
        port.on('message', (moved) => {
          const seen: number[] = [];
          const last = all.length;
          all.push(seen);
          moved.on('message', (data: { number: number; port?: { close(): void } }) => {
            seen.push(data.number);
            data.port?.close();
            if (data.number !== last) return;
            moved.close();
            if (heddle.receiveMessageOnPort(moved)) reject(new Error('a message was taken after close()'));
          });
          moved.on('close', () => {
            // Whoever comes late gets nothing either.
            moved.on('message', (data: { number: number }) => seen.push(data.number));
            if (all.length < rounds) return;
            port.removeAllListeners('message');
            setImmediate(() => setImmediate(() => resolve(all)));
          });
        });
      }),
    ROUNDS,
  );
  await sent;
  assert.deepEqual(
    seen,
    Array.from({ length: ROUNDS }, (_, last) => [...Array(last + 1).keys()]),
  );
});

contract('a port in a message that close() drops is closed', async ({ from, to }) => {
  const closed = from.run(
    ({ port, heddle }) =>
      new Promise<string>((resolve) => {
        const { port1, port2 } = new heddle.MessageChannel();
        const inner = new heddle.MessageChannel();
        inner.port1.on('close', () => resolve('closed'));
        for (let number = 0; number < 5; number++) port1.postMessage(number);
        port1.postMessage(inner.port2, [inner.port2]);
        port.postMessage(port2, [port2]);
      }),
  );
  await to.run(
    ({ port }) =>
      new Promise<void>((resolve) =>
        port.once('message', (moved) => {
          moved.on('message', () => moved.close());
          moved.on('close', resolve);
        }),
      ),
  );
  assert.equal(await closed, 'closed');
});

contract('a call that is under way when its port is closed in a handler settles', async ({ from, to }) => {
  const code = from.run(
    ({ port, heddle }) =>
      new Promise<unknown>((resolve) =>
        port.once('message', (moved) => {
          const api = heddle.wrap(moved) as unknown as { never(): Promise<unknown> };
          resolve(api.never().then(String, (error) => error.code));
          moved.once('message', () => moved.close());
        }),
      ),
  );
  const closed = to.run(
    ({ port, heddle }) =>
      new Promise<string>((resolve) => {
        const { port1, port2 } = new heddle.MessageChannel();
        heddle.expose({ never: () => (port1.postMessage('close'), new Promise(() => {})) }, port1);
        port1.on('close', () => resolve('closed'));
        port.postMessage(port2, [port2]);
      }),
  );
  assert.deepEqual(await Promise.all([code, closed]), ['HEDDLE_PORT_CLOSED', 'closed']);
});
