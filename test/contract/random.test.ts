import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { MessageChannel, type MessagePort } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { TRANSPORTS } from './transports.ts';
import { Station } from './station.ts';

noLeaks();

// A failure prints seed and path; this variable runs them again.
const seed = process.env['HEDDLE_TEST_SEED'];
const settings = (numRuns: number): fc.Parameters<unknown> => ({ numRuns, ...(seed !== undefined && { seed: Number(seed) }) });

const leaf = fc.oneof(
  fc.anything({ withBigInt: true, withDate: false, withTypedArray: true, withSparseArray: true, withObjectString: true, maxDepth: 1 }),
  // Node 20 takes two invalid dates for different; the tests of the codec have them.
  fc.date({ noInvalidDate: true }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(-0, NaN, Infinity, undefined, null, /a(b)/gi),
  fc.bigInt(),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 6 }),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => new Set(items)),
  ),
})).value;

/** What survives a clone: what does not (a boxed symbol, …) is the business of another test. */
function cloneable(values: readonly unknown[]): unknown[] {
  return values.filter((each) => {
    try {
      structuredClone(each);
      return true;
    } catch {
      return false;
    }
  });
}

for (const transport of TRANSPORTS) {
  test(`random values come back from a worker as structuredClone() makes them, ${transport}`, async () => {
    const station = new Station(transport);
    await station.run(({ port }: { port: MessagePort }) => void port.on('message', (value) => port.postMessage(value)));
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 40 }), async (values) => {
          const sent = cloneable(values);
          const received: unknown[] = [];
          const all = new Promise<void>((resolve) => {
            const take = (data: unknown): void => {
              received.push(data);
              if (received.length < sent.length + 1) return;
              station.worker.off('message', take);
              resolve();
            };
            station.worker.on('message', take);
          });
          for (const each of sent) station.worker.postMessage(each);
          station.worker.postMessage('end');
          await withDeadline(all, 'the echo');
          // It went through two clones, which is what a value must bear.
          assert.deepStrictEqual(received, structuredClone(structuredClone([...sent, 'end'])));
        }),
        settings(30),
      );
    } finally {
      await station.end();
    }
  });

  test(`random schedules of listening, posting and moving lose and reorder nothing, ${transport}`, async () => {
    process.env['HEDDLE_TRANSPORT'] = transport;
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('post' as const), count: fc.integer({ min: 1, max: 20 }) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('listen' as const), count: fc.integer({ min: 1, max: 15 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), count: fc.constant(0) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn' as const), count: fc.integer({ min: 1, max: 4 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { port1, port2 } = new MessageChannel();
        const carrier = new MessageChannel();
        let near: MessagePort = port2;
        let posted = 0;
        const seen: unknown[] = [];
        /** Takes up to `count` messages, as far as they were posted. */
        const listen = (count: number): Promise<void> =>
          new Promise((resolve) => {
            const most = Math.min(seen.length + count, posted);
            if (seen.length === most) return resolve();
            const take = (data: unknown): void => {
              seen.push(data);
              if (seen.length < most) return;
              near.off('message', take);
              resolve();
            };
            near.on('message', take);
          });
        for (const { kind, count } of steps) {
          if (kind === 'post') for (let i = 0; i < count; i++) port1.postMessage(posted++);
          else if (kind === 'listen') await withDeadline(listen(count), 'the messages');
          else if (kind === 'turn') for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
          else {
            const moved = new Promise<MessagePort>((resolve) => carrier.port2.once('message', resolve));
            carrier.port1.postMessage(near, [near]);
            near = await withDeadline(moved, 'the port');
          }
        }
        await withDeadline(listen(Infinity), 'the rest');
        port1.close();
        carrier.port1.close();
        assert.deepStrictEqual(seen, [...Array(posted).keys()]);
      }),
      settings(150),
    );
  });
}
