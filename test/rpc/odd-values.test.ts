// What is nested too deep, and errors that are none, cost the one call, message or stream that holds them and nothing else.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MessageChannel, spawn, workerOf } from '../../src/index.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

interface Odd {
  deep(depth: number): unknown;
  items(depth: number): AsyncGenerator;
  result(depth: number): unknown;
  take(value: unknown): number;
  callBack(callback: (value: unknown) => number, depth: number): number;
  kinds(): string[];
  fail(kind: string): never;
  failLater(kind: string): Promise<never>;
}
const { deep, kinds } = (await import(fixture('rpc/odd.mjs').href)) as Odd;

const spawned = (transport: 'native' | 'auto') => spawn<Odd>(fixture('rpc/odd.mjs'), { transport, name: 'odd' });
type Tasks = ReturnType<typeof spawned>;

/** By what the path of the error begins. */
const PLACES: Readonly<Record<string, (tasks: Tasks, depth: number) => Promise<unknown>>> = {
  arguments: (tasks, depth) => tasks.take(deep(depth)),
  result: (tasks, depth) => tasks.result(depth),
  'arguments of a callback': (tasks, depth) => tasks.callBack(((): number => 1) as never, depth),
  async item(tasks, depth) {
    for await (const item of tasks.items(depth)) void item;
  },
};

for (const transport of TRANSPORTS)
  describe(`what is nested too deep, ${transport}`, () => {
    for (const [place, send] of Object.entries(PLACES))
      test(place, async () => {
        const tasks = spawned(transport);
        await withDeadline(send(tasks, 900), 'what is not too deep');
        for (const depth of [5_000, 100_000]) {
          const refused = await withDeadline(
            send(tasks, depth).then(
              () => undefined,
              (error: unknown) => error,
            ),
            'the refusal',
          );
          const { name, path } = refused as { name: string; path?: string };
          assert.deepEqual([name, path], ['DataCloneError', place.split(' ')[0]], String(refused));
          assert.equal(await withDeadline(tasks.take(1), 'the next call'), 1);
        }
        await tasks[Symbol.asyncDispose]();
      });

    test('message: as structuredClone() has it', async () => {
      const { port1, port2 } = new MessageChannel();
      for (const depth of [900, 100_000]) {
        const value = deep(depth);
        let expected = 'cloned';
        try {
          structuredClone(value);
        } catch (error) {
          expected = (error as Error).name;
        }
        const arrived = new Promise((resolve) => port2.once('message', resolve));
        let seen = 'cloned';
        try {
          port1.postMessage(value);
          await withDeadline(arrived, 'the message');
        } catch (error) {
          seen = (error as Error).name;
          port1.postMessage('the next one');
          await withDeadline(arrived, 'the next message');
        }
        assert.equal(seen, expected);
      }
      port1.close();
    });
  });

for (const transport of TRANSPORTS)
  test(`an error of any kind rejects the call, whatever it is, and the next one works: ${transport}`, async () => {
    const tasks = spawned(transport);
    for (const kind of kinds()) {
      const outcome = await withDeadline(
        tasks.fail(kind).then(
          () => 'fulfilled',
          () => 'rejected',
        ),
        kind,
      );
      assert.equal(outcome, 'rejected', kind);
    }
    assert.equal(await tasks.take(1), 1);
    await tasks[Symbol.asyncDispose]();
  });

test('an uncaught error of any kind ends its worker, and tells who waits', async () => {
  await Promise.all(
    kinds().map(async (kind) => {
      const tasks = spawned('auto');
      const worker = workerOf(tasks)!;
      worker.addEventListener('error', () => {});
      const closed = new Promise<number>((resolve) => worker.on('exit', resolve));
      const failed = tasks.failLater(kind).then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.equal(((await withDeadline(failed, kind)) as { code?: string }).code, 'HEDDLE_WORKER_DIED', kind);
      assert.equal(await withDeadline(closed, `the end after ${kind}`), 1);
    }),
  );
});
