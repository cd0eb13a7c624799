// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-close and Node: what was sent before is not taken back.
import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contractOfPorts } from './contract.ts';

noLeaks();

contractOfPorts(
  'close() inside of a handler: what is queued there arrives, each once and in order, and then close',
  async ({ from, to }) => {
    const closed = from.run(async ({ port }) => {
      // Enough for a ring to be used where there is one.
      for (let count = 0; count < 10; count += 1) {
        const answer = new Promise((resolve) => port.once('message', resolve));
        port.postMessage('warm up');
        await answer;
      }
      for (let number = 0; number < 100; number += 1) port.postMessage(number);
      await new Promise<void>((resolve) => port.on('close', () => resolve()));
    });
    const seen = await to.run(
      ({ port }) =>
        new Promise<unknown[]>((resolve) => {
          const seen: unknown[] = [];
          port.on('message', (data) => {
            if (data === 'warm up') return port.postMessage('warm');
            seen.push(data);
            if (data === 3) port.close();
          });
          port.on('close', () => resolve([...seen, 'close']));
        }),
    );
    await closed;
    const numbers = seen.filter((value) => typeof value === 'number');
    assert.equal(seen.at(-1), 'close');
    assert.deepEqual(
      numbers,
      Array.from({ length: 100 }, (_, index) => index),
    );
  },
);

contractOfPorts('close() inside of a handler that came late: what had waited arrives too', async ({ from, to }) => {
  const posting = from.run(async ({ port }) => {
    for (let number = 0; number < 20; number += 1) port.postMessage(number);
    await new Promise<void>((resolve) => port.on('close', () => resolve()));
  });
  const seen = await to.run(async ({ port }) => {
    // The first listener leaves, so that the others wait in this thread.
    const first = await new Promise((resolve) => port.once('message', resolve));
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const seen = [first];
    await new Promise<void>((resolve) => {
      port.on('close', () => resolve());
      port.on('message', (data) => {
        if (seen.push(data) === 2) port.close();
      });
    });
    return seen;
  });
  await posting;
  assert.deepEqual(
    seen,
    Array.from({ length: 20 }, (_, index) => index),
  );
});
