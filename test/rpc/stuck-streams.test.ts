// Whoever wants no more of a stream does not wait for a source that does not end, and nobody else waits behind it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  call,
  type CallOptions,
  expose,
  MessageChannel,
  Pool,
  proxy,
  type Remote,
  type RemoteStream,
  spawn,
  workerOf,
  wrap,
} from '../../src/index.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { type HeldTime, holdTime } from '../support/hold-time.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runNode } from '../support/run-node.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { rejectionOf } from './pairs.ts';

noLeaks();

/** What test/fixtures/rpc/stuck-streams.mjs exports. */
type Tasks = {
  ready(): string;
  loop(): Generator<number>;
  loopingChunks(): ReadableStream<number>;
  wait(): AsyncGenerator<number>;
  held(ended: (what: string) => Promise<void>): AsyncGenerator<number>;
  letGo(): void;
  watchWarnings(tell: (text: string) => Promise<void>): void;
  cleaning(ended: (what: string) => Promise<void>): AsyncGenerator<number>;
  slowToEnd(ended: (what: string) => Promise<void>): AsyncGenerator<number>;
};

/** How the program wants no more, with a stream in whose source it is stuck. */
type Leave = (tasks: Remote<Tasks>, options: CallOptions, abort: AbortController) => Promise<unknown>;

async function untilTwo(stream: AsyncIterable<number>): Promise<void> {
  for await (const item of stream) if (item === 2) break;
}

const WAYS: Readonly<Record<string, { readonly error: string; readonly task: string; readonly leave: Leave }>> = {
  'the signal is aborted': {
    error: 'RangeError',
    task: 'loop',
    async leave(tasks, options, abort) {
      for await (const item of call(tasks.loop, [], options)) if (item === 2) abort.abort(new RangeError('enough'));
    },
  },
  'the loop is left': {
    error: 'TimeoutError',
    task: 'loop',
    leave: (tasks, options) => untilTwo(call(tasks.loop, [], options)),
  },
  'the stream is cancelled': {
    error: 'TimeoutError',
    task: 'loopingChunks',
    async leave(tasks, options) {
      const reader = (await call(tasks.loopingChunks, [], options)).getReader();
      for (let item = await reader.read(); item.value !== 2; item = await reader.read());
      reader.read().catch(() => {});
      await reader.cancel();
    },
  },
};

async function withTasks(check: (tasks: Remote<Tasks>) => Promise<void>, transport: 'auto' | 'native' = 'auto'): Promise<void> {
  const tasks = spawn<Tasks>(fixture('rpc/stuck-streams.mjs'), { transport });
  try {
    await tasks.ready();
    await withDeadline(check(tasks), 'the end of the test');
  } finally {
    await tasks[Symbol.asyncDispose]();
  }
}

for (const transport of TRANSPORTS)
  for (const [way, { error, task, leave }] of Object.entries(WAYS))
    test(`when ${way} and the source is stuck, its worker is ended after the time of grace, ${transport}`, () =>
      withTasks(async (tasks) => {
        const abort = new AbortController();
        const left = rejectionOf(leave(tasks, { signal: abort.signal, grace: 20 }, abort));
        assert.equal((await left).name, error);
        const other = await rejectionOf(tasks.ready());
        assert.equal(other.code, 'HEDDLE_WORKER_DIED');
        assert.ok(other.message.includes(`${task} did not end`), other.message);
      }, transport));

test('over a port of the program, nobody waits longer than the time of grace, and the port is left as it is', async () => {
  const { port1, port2 } = new MessageChannel();
  expose(await import(fixture('rpc/stuck-streams.mjs').href), port2);
  const tasks = wrap<Tasks>(port1, { timeout: 60_000, grace: 20 });
  const stream = await tasks.wait();
  assert.deepEqual(await stream.next(), { done: false, value: 1 });
  const next = stream.next();
  assert.equal((await withDeadline(rejectionOf(stream.return()), 'the end of return()')).name, 'TimeoutError');
  assert.equal((await withDeadline(rejectionOf(next), 'the end of next()')).name, 'TimeoutError');
  assert.deepEqual(await stream.next(), { done: true, value: undefined });
  assert.equal(await tasks.ready(), 'ready');
  port1.close();
});

describe('a source that ends in time', () => {
  const ends: Readonly<Record<string, (stream: RemoteStream<number>, abort: AbortController) => Promise<unknown> | void>> = {
    'when the loop is left': (stream) => stream.return(),
    'when the signal is aborted': (_stream, abort) => abort.abort(),
  };
  for (const [when, end] of Object.entries(ends))
    test(`keeps its worker, and has its callbacks until then, ${when}`, () =>
      withTasks(async (tasks) => {
        const abort = new AbortController();
        let see!: (what: string) => void;
        const seen = new Promise<string>((resolve) => (see = resolve));
        const stream = await call(tasks.slowToEnd, [async (what: string) => see(what)], { signal: abort.signal, grace: 20_000 });
        await stream.next();
        await end(stream, abort);
        assert.equal(await seen, 'ended');
        assert.equal(await tasks.ready(), 'ready');
        assert.notEqual(workerOf(tasks)!.threadId, -1);
      }));
});

describe('without signal and time-out, whoever leaves the loop', () => {
  /** Lets the 500 ms pass on this side, after which a source is hurried that has not ended; it knows of that when this resolves. */
  async function passGrace(time: HeldTime, tasks: Remote<Tasks>): Promise<void> {
    // By then the source has said that it knows.
    await tasks.ready();
    time.pass(500);
    time.release();
    // The reader looks at what has come first, and then asks the source to hurry.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    await tasks.ready();
  }

  for (const transport of TRANSPORTS)
    test(`does not wait for an item that nobody asked for, ${transport}`, (context) =>
      withTasks(async (tasks) => {
        const stream = await tasks.wait();
        const items = stream[Symbol.asyncIterator]();
        await items.next();
        const time = holdTime(context);
        const left = items.return!('left');
        await passGrace(time, tasks);
        assert.deepEqual(await left, { done: true, value: 'left' });
        assert.deepEqual(await stream.next(), { done: true, value: undefined });
      }, transport));

  test('does so by the clock', () =>
    withTasks(async (tasks) => {
      for await (const item of tasks.wait()) if (item === 1) break;
      assert.equal(await tasks.ready(), 'ready');
    }));

  test('waits for an item that he asked for by hand, as with a generator of the same thread', (context) =>
    withTasks(async (tasks) => {
      const stream = await tasks.held(async () => {});
      await stream.next();
      const second = stream.next();
      const time = holdTime(context);
      const left = stream.return('left');
      await passGrace(time, tasks);
      await tasks.letGo();
      assert.deepEqual(await second, { done: false, value: 2 });
      assert.deepEqual(await left, { done: true, value: 'left' });
    }));

  test('waits for what is cleaned up, however long it takes', (context) =>
    withTasks(async (tasks) => {
      const seen: string[] = [];
      const items = (await tasks.cleaning(async (what) => void seen.push(what)))[Symbol.asyncIterator]();
      await items.next();
      const time = holdTime(context);
      const left = items.return!().then(() => seen.push('left'));
      await passGrace(time, tasks);
      await tasks.letGo();
      await left;
      assert.deepEqual(seen, ['ended', 'left']);
    }));

  test('gets what a source throws that is late no more: its thread warns of it, and nothing is unhandled', (context) =>
    withTasks(async (tasks) => {
      let warn!: (text: string) => void;
      const warned = new Promise<string>((resolve) => (warn = resolve));
      await tasks.watchWarnings(proxy(async (text: string) => warn(text)));
      const items = (await tasks.held(() => Promise.reject(new Error('too late'))))[Symbol.asyncIterator]();
      await items.next();
      const time = holdTime(context);
      const left = items.return!();
      await passGrace(time, tasks);
      assert.equal((await left).done, true);
      await tasks.letGo();
      // Its callback works no more, which the `finally` does not expect.
      assert.match(await warned, /^HEDDLE_LATE_ERROR The stream of held failed after its reader had left: HeddleError: /);
      // An unhandled rejection would have ended the worker.
      assert.equal(await tasks.ready(), 'ready');
    }));

  test('leaves a worker of a pool that takes the next task', async () => {
    const pool = new Pool<Tasks>(fixture('rpc/stuck-streams.mjs'), { size: 1 });
    const { workers } = pool.stats();
    const leaving = (async () => {
      for await (const item of await pool.run('wait', [])) if (item === 1) break;
    })();
    await withDeadline(leaving, 'the end of the loop');
    assert.equal(await withDeadline(pool.run('ready', []), 'the next task'), 'ready');
    assert.deepEqual(
      pool.stats().workers.map(({ threadId }) => threadId),
      workers.map(({ threadId }) => threadId),
      'the worker is the same',
    );
    await pool.close();
  });

  test('keeps no thread alive that gave the source', async () => {
    const { code, stdout } = await runNode(['--input-type=module', '-e', LEFT_BEHIND]);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'first\n' });
  });
});

/** A source of the main thread that its reader has left, and that waits for ever. */
const LEFT_BEHIND = `
  import { spawn } from ${JSON.stringify(import.meta.resolve('heddle'))};
  const tasks = spawn(${JSON.stringify(fixture('rpc/stuck-streams.mjs').href)});
  async function* wait() {
    yield 'first';
    await new Promise(() => {});
  }
  console.log(await tasks.first(wait()));
`;

test('a pool gives no other task to a worker whose stream does not end, and replaces it', async () => {
  const pool = new Pool<Tasks>(fixture('rpc/stuck-streams.mjs'), { size: 1 });
  const abort = new AbortController();
  const reading = (async () => {
    for await (const item of await pool.run('loop', [], { signal: abort.signal, grace: 20 }))
      if (item === 2) abort.abort(new RangeError('enough'));
  })();
  assert.equal((await withDeadline(rejectionOf(reading), 'the end of the stream')).name, 'RangeError');
  assert.equal(await withDeadline(pool.run('ready', []), 'the next task'), 'ready');
  await pool.close();
});

describe('without signal and time-out, whoever leaves a source that is stuck in a loop', () => {
  test('does not wait for it, and is warned', () =>
    withTasks(async (tasks) => {
      const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
      assert.equal(await untilTwo(tasks.loop()), undefined);
      const { name, message } = await warned;
      assert.deepEqual([name, message.includes('loop')], ['HeddleWarning', true]);
    }));

  test('has the worker of a pool replaced', async () => {
    const pool = new Pool<Tasks>(fixture('rpc/stuck-streams.mjs'), { size: 1 });
    await withDeadline(untilTwo(await pool.run('loop', [])), 'the end of the loop');
    assert.equal(await withDeadline(pool.run('ready', []), 'the next task'), 'ready');
    const { workersStarted, workersDied } = pool.stats();
    assert.deepEqual({ workersStarted, workersDied }, { workersStarted: 2, workersDied: 0 });
    await pool.close();
  });
});
