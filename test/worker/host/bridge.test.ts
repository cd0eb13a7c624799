import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MessageChannel, type Worker } from '../../../src/index.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { withDeadline } from '../../support/with-deadline.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

const ORDERS = ['before', 'after'] as const;
type Handled = { data: unknown };

/** A worker that posts 1 and 2 and then fails. */
function source(): Worker {
  return workerOf(() => {
    postMessage(1);
    postMessage(2);
    throw new Error('lost');
  });
}

describe('A bridge from the emitter to the handler gives it each event once', () => {
  for (const order of ORDERS) {
    it(`of a Worker, with the handler set ${order} the bridge`, async () => {
      const worker = source();
      const got: unknown[] = [];
      const handlers = (): void => {
        worker.onmessage = ({ data }: Handled) => void got.push(data);
        worker.onerror = ({ message }: { message: string }) => void got.push(message);
      };
      if (order === 'before') handlers();
      worker.on('message', (data) => worker.onmessage!({ data } as never));
      worker.on('error', (error) => worker.onerror!(error as never));
      if (order === 'after') handlers();
      await lifeOf(worker);
      assert.deepEqual(got, [1, 2, 'lost']);
    });

    it(`of messageerror, with the handler set ${order} the bridge`, async () => {
      const { port1 } = new MessageChannel();
      const got: unknown[] = [];
      const handler = (event: unknown): void => void got.push(event);
      if (order === 'before') port1.onmessageerror = handler;
      port1.on('messageerror', (error) => port1.onmessageerror!(error));
      if (order === 'after') port1.onmessageerror = handler;
      port1.emit('messageerror', 'broken');
      assert.equal(got.length, 1);
      port1.close();
    });

    it(`of the global object to parentPort, with the handler set ${order} the bridge`, async () => {
      const body = (): void => {
        const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
        const handler = ({ data }: Handled): void => (data === 'end' ? parentPort!.close() : postMessage(data));
        if (workerData === 'before') self.onmessage = handler as never;
        parentPort!.on('message', (data) => self.onmessage!({ data } as never));
        if (workerData === 'after') self.onmessage = handler as never;
      };
      const worker = workerOf(body, { workerData: order });
      for (const message of [1, 2, 'end']) worker.postMessage(message);
      const { messages } = await lifeOf(worker);
      assert.deepEqual(messages, [1, 2]);
    });
  }

  it('also when it makes several calls of one event', async () => {
    const worker = source();
    const got: unknown[] = [];
    worker.on('message', (data) => {
      for (const part of ['a', 'b']) worker.onmessage!({ data: `${data}${part}` } as never);
    });
    worker.onmessage = ({ data }: Handled) => void got.push(data);
    await lifeOf(worker);
    assert.deepEqual(got, ['1a', '1b', '2a', '2b']);
  });
});

describe('Listeners and a handler of different parts of a program each get each message', () => {
  for (const order of ORDERS) {
    it(`with the handler set ${order} the listener, which also looks at it`, async () => {
      const worker = source();
      const got: string[] = [];
      const handler = ({ data }: Handled): void => void got.push(`handler ${data as number}`);
      if (order === 'before') worker.onmessage = handler;
      worker.on('message', (data) => got.push(`listener ${data} ${typeof worker.onmessage}`));
      if (order === 'after') worker.onmessage = handler;
      await lifeOf(worker);
      const [first, second] = [1, 2].map((data) => [`handler ${data}`, `listener ${data} function`]);
      assert.deepEqual(got, order === 'before' ? [...first!, ...second!] : [...first!.toReversed(), ...second!.toReversed()]);
    });
  }

  it('also where a listener wraps the handler for later', async () => {
    const worker = source();
    const got: string[] = [];
    const handler = ({ data }: Handled): void => void got.push(`handler ${data as number}`);
    worker.once('message', () => {
      const inner = worker.onmessage!;
      worker.onmessage = (event) => {
        got.push('wrapped');
        inner.call(worker, event);
      };
    });
    worker.onmessage = handler;
    await lifeOf(worker);
    assert.deepEqual(got, ['wrapped', 'handler 1', 'wrapped', 'handler 2']);
  });

  it('and the handler is the one that was set', async () => {
    const worker = source();
    const handler = (): void => {};
    worker.onmessage = handler;
    const inside = new Promise<void>((resolve) => {
      worker.once('message', () => {
        const seen = worker.onmessage;
        worker.onmessage = seen;
        resolve();
      });
    });
    await withDeadline(inside, 'the first message');
    assert.equal(worker.onmessage, handler);
    await worker.terminate();
  });
});
