import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Readable } from 'node:stream';
import { Worker as NodeWorker } from 'node:worker_threads';
import fc from 'fast-check';
import { type Remote, spawn, Worker, workerOf, wrap } from '../../src/index.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

/** What test/fixtures/rpc/streams.mjs exports. */
interface StreamTasks {
  figures(): { made: number; finished: number };
  count(to: number): AsyncGenerator<number, string>;
  stall(items: number): AsyncGenerator<number>;
  endAfter(items: number, how: Ending): AsyncGenerator<number>;
  bytes(count: number, size: number): AsyncGenerator<Uint8Array>;
  chunks(list: unknown[]): ReadableStream<unknown>;
  bytesOf(sizes: number[]): ReadableStream<Uint8Array>;
  iterables: Record<'literal' | 'withData' | 'instance' | 'readable', (to: number) => AsyncIterable<number>>;
  sum(numbers: AsyncIterable<number>): Promise<number>;
  double(numbers: AsyncIterable<number>): AsyncGenerator<number>;
  keep(numbers: AsyncIterable<number>): Promise<IteratorResult<number>>;
  readKept(): Promise<IteratorResult<number>>;
  ignore(numbers: AsyncIterable<number>): string;
  uncloneable(): AsyncGenerator;
}

type Ending = 'exit' | 'close' | 'throw';

interface Started {
  readonly tasks: Remote<StreamTasks>;
  end(): PromiseLike<unknown>;
}

/** All ways to a worker that serves the tasks. */
const WORKERS: Readonly<Record<string, () => Started>> = {};
for (const transport of TRANSPORTS) {
  Object.assign(WORKERS, {
    [`own line, ${transport}`]: () => {
      const tasks = spawn<StreamTasks>(fixture('rpc/streams.mjs'), { transport });
      return { tasks, end: () => tasks[Symbol.asyncDispose]() };
    },
    [`worker that exposes, ${transport}`]: () => {
      const worker = new Worker(fixture('rpc/exposing-streams.mjs'), { transport });
      worker.addEventListener('error', () => {});
      return { tasks: wrap<StreamTasks>(worker), end: () => worker.terminate() };
    },
  });
}
Object.assign(WORKERS, {
  'worker of the runtime': () => {
    const worker = new NodeWorker(fixture('rpc/exposing-streams.mjs'));
    worker.on('error', () => {});
    return { tasks: wrap<StreamTasks>(worker), end: () => worker.terminate() };
  },
});

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A source of this thread that says when it is ended. */
function source(to: number = Infinity): { numbers: AsyncGenerator<number>; ended: Promise<number> } {
  let made = 0;
  let end: (made: number) => void;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  async function* generate(): AsyncGenerator<number> {
    try {
      for (; made < to; made += 1) yield made;
    } finally {
      end(made);
    }
  }
  return { numbers: generate(), ended };
}

for (const [name, start] of Object.entries(WORKERS)) {
  describe(name, () => {
    async function withWorker(run: (tasks: Remote<StreamTasks>, end: () => PromiseLike<unknown>) => Promise<void>): Promise<void> {
      const { tasks, end } = start();
      try {
        await withDeadline(run(tasks, end), 'the end of the test');
      } finally {
        await end();
      }
    }

    test('items come in order, both ways at once, of a hundred streams at once', () =>
      withWorker(async (tasks) => {
        const lists = await Promise.all(upTo(100).map((n) => collect(tasks.double(source(n).numbers))));
        for (const [n, list] of lists.entries())
          assert.deepEqual(
            list,
            upTo(n).map((item) => 2 * item),
          );
        assert.equal(await tasks.sum(source(1001).numbers), 500_500);
      }));

    test('whatever `for await` is for is a stream, streams of Node among it, in results and arguments', () =>
      withWorker(async (tasks) => {
        for (const iterable of ['literal', 'withData', 'instance', 'readable'] as const)
          assert.deepEqual(await collect(tasks.iterables[iterable](3)), [0, 1, 2], iterable);
        assert.equal(await tasks.sum({ [Symbol.asyncIterator]: () => source(4).numbers }), 6);
        const { numbers, ended } = source();
        const readable = Readable.from(numbers);
        for await (const item of tasks.double(readable)) if (item === 8) break;
        assert.ok((await ended) >= 4);
        assert.equal(readable.destroyed, true);
      }));

    test('large items hold the source back by their bytes', () =>
      withWorker(async (tasks) => {
        const size = 100_000;
        let taken = 0;
        for await (const item of tasks.bytes(20, size)) {
          assert.equal(item.length, size);
          assert.equal(item[size - 1], taken);
          taken += 1;
          // What is allowed is exceeded by one item at most.
          const { made } = await tasks.figures();
          assert.ok((made - taken) * size < (1 << 18) + size, `${made} made, ${taken} taken`);
        }
        assert.equal(taken, 20);
      }));

    test('an item may be as large as any message', () =>
      withWorker(async (tasks) => {
        const [item, ...others] = await collect(tasks.bytes(1, 9_000_000));
        assert.equal(item!.length, 9_000_000);
        assert.equal(others.length, 0);
      }));

    test('an item that cannot be cloned is an error with its path, after the items before it', () =>
      withWorker(async (tasks) => {
        const stream = (await tasks.uncloneable())[Symbol.asyncIterator]();
        assert.deepEqual(await stream.next(), { done: false, value: 1 });
        await assert.rejects(stream.next(), { name: 'DataCloneError', path: 'item.rows[0]' });
        assert.equal((await stream.next()).done, true);
      }));

    test('a stream of bytes is one on the other side', () =>
      withWorker(async (tasks) => {
        const stream = await tasks.bytesOf([3, 70_000]);
        const reader = stream.getReader({ mode: 'byob' });
        const first = await reader.read(new Uint8Array(2));
        assert.deepEqual([...first.value!], [3, 3]);
        let length = 2;
        for (;;) {
          const { done, value } = await reader.read(new Uint8Array(65_536));
          if (done) break;
          length += value.length;
        }
        assert.equal(length, 70_003);
      }));

    test('whatever the chunks, what was put in comes out', () =>
      withWorker(async (tasks) => {
        const chunk = fc.oneof(
          fc.integer(),
          fc.string(),
          fc.uint8Array({ maxLength: 100 }),
          fc.dictionary(fc.string(), fc.integer()),
          fc.constant('x'.repeat(50_000)),
        );
        await fc.assert(
          fc.asyncProperty(fc.array(chunk, { maxLength: 300 }), async (list) => {
            assert.deepEqual(await collect(tasks.chunks(list)), structuredClone(list));
          }),
          { numRuns: 20 },
        );
      }));

    test('a stream that was passed lives on after the call', () =>
      withWorker(async (tasks) => {
        const { numbers } = source();
        assert.deepEqual(await tasks.keep(numbers), { done: false, value: 0 });
        assert.deepEqual(await tasks.readKept(), { done: false, value: 1 });
      }));

    test('when the worker is ended, whoever reads is told, and sources are ended', () =>
      withWorker(async (tasks, end) => {
        const items: number[] = [];
        const reading = (async () => {
          for await (const item of tasks.stall(70)) items.push(item);
        })();
        const { numbers, ended } = source();
        const calling = tasks.sum(numbers);
        const left = [assert.rejects(reading, isEnd), assert.rejects(calling, isEnd)];
        while (items.length < 70) await new Promise((resolve) => setImmediate(resolve));
        const begun = performance.now();
        await end();
        await Promise.all(left);
        await ended;
        assert.ok(performance.now() - begun < 1000);
        assert.deepEqual(items, upTo(70));
      }));

    // The runtime's own workers cannot close themselves.
    for (const how of (name === 'worker of the runtime' ? ['exit', 'throw'] : ['exit', 'close', 'throw']) satisfies Ending[]) {
      test(`when the worker ends by itself (${how}), whoever reads is told, after the items before`, () =>
        withWorker(async (tasks) => {
          const items: number[] = [];
          const reading = (async () => {
            for await (const item of tasks.endAfter(10, how)) items.push(item);
          })();
          await assert.rejects(reading, isEnd);
          assert.deepEqual(items, upTo(10));
        }));
    }
  });
}

function isEnd(error: Error & { code?: string }): boolean {
  assert.match(String(error.code), /^HEDDLE_(WORKER_DIED|PORT_CLOSED)$/);
  return true;
}

test('spawn(): the error of a stream names the worker and the task', async () => {
  const tasks = spawn<StreamTasks>(fixture('rpc/streams.mjs'), { name: 'numbers' });
  const reading = collect(tasks.stall(1));
  const rejected = assert.rejects(reading, (error: Error) => error.message.includes('"numbers"') && error.message.includes('stall'));
  await workerOf(tasks)!.terminate();
  await rejected;
});
