import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RemoteStream } from '../../src/rpc/stream/remote-stream.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { connect, type Connected, LINES } from './connected.ts';

noLeaks();

type Stream<T> = Promise<RemoteStream<T>> & AsyncIterable<T>;

/** What the other side exposes in these tests, and what it saw. */
class Server {
  made = 0;
  readonly finished: unknown[] = [];
  readonly cancelled: unknown[] = [];

  async *count(to: number): AsyncGenerator<number, string> {
    try {
      for (let i = 0; i < to; i += 1) {
        this.made += 1;
        yield i;
      }
      return 'that was all';
    } finally {
      this.finished.push(this.made);
    }
  }
  *countNow(to: number): Generator<number> {
    for (let i = 0; i < to; i += 1) yield i;
  }
  async *failAt(at: number): AsyncGenerator<number> {
    yield* this.count(at);
    throw Object.assign(new RangeError('no more'), { at });
  }
  async *echo(): AsyncGenerator<unknown, unknown, unknown> {
    let given: unknown = 'first';
    for (;;) {
      try {
        given = yield given;
      } catch (error) {
        given = `caught ${(error as Error).message}`;
      }
    }
  }
  async *reused(): AsyncGenerator<{ n: number }> {
    const row = { n: 0 };
    for (; row.n < 5; row.n += 1) yield row;
  }
  chunks(to: number): ReadableStream<number> {
    return new ReadableStream<number>(
      {
        pull: (controller) => {
          if (this.made === to) controller.close();
          else controller.enqueue(this.made++);
        },
        cancel: (reason) => void this.cancelled.push(reason),
      },
      { highWaterMark: 0 },
    );
  }
  async sum({ numbers }: { numbers: AsyncIterable<number> }): Promise<number> {
    let sum = 0;
    for await (const number of numbers) sum += number;
    return sum;
  }
  async *double(numbers: AsyncIterable<number>): AsyncGenerator<number> {
    for await (const number of numbers) yield 2 * number;
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

async function turns(count: number = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

for (const line of LINES) {
  describe(`over ${line}`, () => {
    async function connected(
      run: (server: Server, call: <T>(path: string, ...parameters: unknown[]) => Stream<T>, at: Connected) => Promise<void>,
    ): Promise<void> {
      const server = new Server();
      const at = connect(line, server);
      try {
        await withDeadline(
          run(server, (path, ...parameters) => at.caller.call(path, parameters) as never, at),
          'the end of the test',
        );
        await turns();
        assert.equal(at.leftovers(), 0);
      } finally {
        at.cut();
      }
    }

    test('the items of a generator arrive in order, without awaiting the call', () =>
      connected(async (server, call) => {
        assert.deepEqual(await collect(call('count', 1000)), upTo(1000));
        assert.deepEqual(await collect(call('countNow', 1000)), upTo(1000));
        assert.deepEqual(await collect(await call('count', 3)), [0, 1, 2]);
        assert.deepEqual(await collect(call('count', 0)), []);
        assert.equal(server.finished.length, 3);
      }));

    test('a generator that yields the same object again and again is read as it was each time', () =>
      connected(async (_server, call) => {
        assert.deepEqual(
          await collect(call('reused')),
          upTo(5).map((n) => ({ n })),
        );
      }));

    test('a generator is never more than its window ahead of the reader', () =>
      connected(async (server, call) => {
        let taken = 0;
        for await (const item of call<number>('count', 300)) {
          taken += 1;
          if (item % 50 === 0) await turns();
          assert.ok(server.made - taken <= 64, `${server.made} made, ${taken} taken`);
        }
        assert.equal(taken, 300);
      }));

    test('a generator that is not read does not begin', () =>
      connected(async (server, call) => {
        const stream = await call('count', 3);
        await turns();
        assert.equal(server.made, 0);
        await stream.return();
      }));

    test('leaving the loop runs `finally` on the other side, before the loop is left', () =>
      connected(async (server, call) => {
        for await (const item of call<number>('count', 10_000)) if (item === 5) break;
        assert.equal(server.finished.length, 1);
        assert.ok(server.made <= 64 + 6);
      }));

    test('an error of the source comes after the items before it, whole', () =>
      connected(async (_server, call) => {
        const items: number[] = [];
        const reading = (async () => {
          for await (const item of call<number>('failAt', 100)) items.push(item);
        })();
        await assert.rejects(reading, (error: Error & { at: number }) => error instanceof RangeError && error.at === 100);
        assert.deepEqual(items, upTo(100));
      }));

    test('next(value) gives the value to the generator, and throw(error) the error', () =>
      connected(async (_server, call) => {
        const stream = await call('echo');
        assert.deepEqual(await stream.next(), { done: false, value: 'first' });
        assert.deepEqual(await stream.next({ a: 1 }), { done: false, value: { a: 1 } });
        assert.deepEqual(await Promise.all([stream.next(1), stream.next(2)]), [
          { done: false, value: 1 },
          { done: false, value: 2 },
        ]);
        assert.deepEqual(await stream.throw(new Error('this')), { done: false, value: 'caught this' });
        assert.deepEqual(await stream.return('bye'), { done: true, value: 'bye' });
        assert.deepEqual(await stream.next(), { done: true, value: undefined });
      }));

    test('the value that a generator returns is that of its last result', () =>
      connected(async (_server, call) => {
        const stream = await call('count', 1);
        assert.deepEqual(await stream.next(), { done: false, value: 0 });
        assert.deepEqual(await stream.next(), { done: true, value: 'that was all' });
        assert.deepEqual(await stream.next(), { done: true, value: undefined });
      }));

    test('a ReadableStream arrives as one', () =>
      connected(async (_server, call) => {
        const stream = (await call('chunks', 500)) as unknown as ReadableStream<number>;
        assert.ok(stream instanceof ReadableStream);
        assert.deepEqual(await collect(stream), upTo(500));
      }));

    test('cancel(reason) of a ReadableStream reaches its source', () =>
      connected(async (server, call) => {
        const stream = (await call('chunks', 500)) as unknown as ReadableStream<number>;
        const reader = stream.getReader();
        assert.deepEqual(await reader.read(), { done: false, value: 0 });
        await reader.cancel(new RangeError('enough'));
        assert.equal((server.cancelled[0] as Error).message, 'enough');
        assert.ok(server.cancelled[0] instanceof RangeError);
      }));

    test('streams are parameters too, anywhere in them', () =>
      connected(async (server, call) => {
        assert.equal(await call('sum', { numbers: server.countNow(101) }), 5050);
        assert.equal(await call('sum', { numbers: new Server().count(101) }), 5050);
        assert.equal(await call('sum', { numbers: new Server().chunks(101) }), 5050);
        assert.equal(await call('sum', { numbers: [1, 2, 3].values() }), 6);
      }));

    test('a stream through the other side and back', () =>
      connected(async (server, call) => {
        assert.deepEqual(
          await collect(call('double', server.countNow(300))),
          upTo(300).map((n) => 2 * n),
        );
      }));
  });
}
