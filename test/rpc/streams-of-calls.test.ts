import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, test } from 'node:test';
import { carry, currentSignal, expose, MessageChannel, transfer, wrap } from '../../src/index.ts';
import type { CallOptions } from '../../src/rpc/calls/call-options.ts';
import { PendingCall } from '../../src/rpc/calls/call-table.ts';
import type { RemoteStream } from '../../src/rpc/stream/remote-stream.ts';
import { holdTime } from '../support/hold-time.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { connect, type Connected, LINES } from './connected.ts';

noLeaks();

type Stream<T> = Promise<RemoteStream<T>> & AsyncIterable<T>;

const user = new AsyncLocalStorage<string>();
carry('user of a stream', user);

class Server {
  readonly finished: unknown[] = [];

  /** Gives what it is told of the call, until the call is aborted. */
  async *untilAborted(given?: AbortSignal): AsyncGenerator<string> {
    try {
      yield user.getStore() ?? 'nobody';
      const signal = given ?? currentSignal()!;
      yield String(signal.aborted);
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
    } finally {
      this.finished.push(user.getStore());
    }
  }
  *count(to: number): Generator<number> {
    for (let i = 0; i < to; i += 1) yield i;
  }
  async read(stream: ReadableStream<number>): Promise<unknown> {
    return stream.getReader().read();
  }
  mixed(): { numbers: Generator<number>; wrong?: () => void } {
    return { numbers: this.watched(), wrong: () => {} };
  }
  *watched(): Generator<number> {
    yield 1;
  }
  *moved(): Generator<ArrayBuffer> {
    for (let size = 1; size <= 3; size += 1) {
      const { buffer } = new Uint8Array(size);
      yield transfer(buffer, [buffer]);
      this.finished.push(buffer.byteLength);
    }
  }
  *nested(): Generator<Generator<number>> {
    for (let to = 0; to < 3; to += 1) yield this.count(to);
  }
  wait(): Promise<void> {
    return new Promise(() => {});
  }
}

async function turns(count: number = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

for (const line of LINES) {
  describe(`over ${line}`, () => {
    async function connected(
      run: (
        server: Server,
        call: <T>(path: string, parameters: unknown[], options?: CallOptions) => Stream<T>,
        at: Connected,
      ) => Promise<void>,
    ): Promise<void> {
      const server = new Server();
      const at = connect(line, server);
      try {
        await withDeadline(
          run(server, (path, parameters, options) => at.caller.call(path, parameters, options) as never, at),
          'the end of the test',
        );
        await turns();
        assert.equal(at.leftovers(), 0);
        assert.equal(at.caller.sentSignals.size, 0);
        assert.equal(at.server.followedSignals.size, 0);
      } finally {
        at.cut();
      }
    }

    test('the signal of a call ends the stream that it gave, and the task sees it', () =>
      connected(async (server, call) => {
        const abort = new AbortController();
        const items: string[] = [];
        const reason = new RangeError('enough');
        const reading = (async () => {
          for await (const item of call<string>('untilAborted', [], { signal: abort.signal, timeout: 60_000 })) items.push(item);
        })();
        while (items.length < 2) await turns(1);
        abort.abort(reason);
        await assert.rejects(reading, (error) => error === reason);
        assert.deepEqual(items, ['nobody', 'false']);
        while (server.finished.length === 0) await turns(1);
      }));

    test('a signal among the arguments works as long as the stream', () =>
      connected(async (_server, call) => {
        const abort = new AbortController();
        const stream = await call('untilAborted', [abort.signal]);
        assert.deepEqual(await stream.next(), { done: false, value: 'nobody' });
        assert.deepEqual(await stream.next(), { done: false, value: 'false' });
        const next = stream.next();
        abort.abort(new RangeError('enough'));
        await assert.rejects(next, { name: 'RangeError', message: 'enough' });
      }));

    test('the body of a generator has the values that travel with its call', () =>
      connected(async (server, call) => {
        const stream = await user.run('Ada', () => call('untilAborted', [], { timeout: 60_000 }));
        assert.deepEqual(await stream.next(), { done: false, value: 'Ada' });
        await stream.return();
        assert.deepEqual(server.finished, ['Ada']);
      }));

    test('a time-out ends with the answer', async (context) => {
      const time = holdTime(context);
      await connected(async (_server, call) => {
        const stream = await call('count', [3], { timeout: 1000 });
        time.pass(5000);
        assert.deepEqual(await stream.next(), { done: false, value: 0 });
        await stream.return();
        time.release();
      });
    });

    test('items may be moved, and hold streams', () =>
      connected(async (server, call) => {
        const sizes: number[] = [];
        for await (const buffer of call<ArrayBuffer>('moved', [])) sizes.push(buffer.byteLength);
        assert.deepEqual(sizes, [1, 2, 3]);
        assert.deepEqual(server.finished, [0, 0, 0]);
        const lists: number[][] = [];
        for await (const numbers of call<AsyncIterable<number>>('nested', [])) {
          const list: number[] = [];
          for await (const number of numbers) list.push(number);
          lists.push(list);
        }
        assert.deepEqual(lists, [[], [0], [0, 1]]);
      }));

    test('what could not be sent is the caller’s again', () =>
      connected(async (_server, call, at) => {
        const stream = new ReadableStream<number>({ start: (controller) => controller.enqueue(7) });
        await assert.rejects(call('read', [stream, Symbol('none')]), { name: 'DataCloneError' });
        assert.equal(stream.locked, false);
        assert.equal(at.leftovers(), 0);
        assert.deepEqual(await call('read', [stream]), { done: false, value: 7 });
        await assert.rejects(call('read', [stream]), { name: 'DataCloneError' });
        at.caller.streams.end(() => new Error('end of the test'));
        at.server.streams.end(() => new Error('end of the test'));
      }));

    test('a result that cannot be sent leaves no stream behind', () =>
      connected(async (_server, call, at) => {
        await assert.rejects(call('mixed', []), { name: 'DataCloneError' });
        assert.equal(at.leftovers(), 0);
      }));

    test('what is no stream says so in `for await`', () =>
      connected(async (_server, call) => {
        const reading = (async () => {
          for await (const _item of call('read', [new ReadableStream<number>({ start: (controller) => controller.close() })]));
        })();
        await assert.rejects(reading, { code: 'ERR_INVALID_ARG_TYPE' });
        await assert.rejects(
          (async () => {
            for await (const _item of call('nothing', []));
          })(),
          { code: 'HEDDLE_NO_SUCH_TASK' },
        );
      }));

    test('when the port is closed, whoever reads is told, and sources are ended', async () => {
      const server = new Server();
      const { caller, cut, leftovers } = connect(line, server);
      let cancelled: unknown;
      const numbers = new ReadableStream<number>({ cancel: (reason) => void (cancelled = reason) });
      const stream = (await caller.call('untilAborted', [new AbortController().signal])) as RemoteStream<string>;
      await stream.next();
      await stream.next();
      const next = assert.rejects(stream.next(), { code: 'HEDDLE_PORT_CLOSED' });
      const passed = assert.rejects(caller.call('wait', [numbers]), { code: 'HEDDLE_PORT_CLOSED' });
      await turns();
      cut();
      await withDeadline(Promise.all([next, passed]), 'the ends');
      assert.equal((cancelled as { code: string }).code, 'HEDDLE_PORT_CLOSED');
      while (server.finished.length === 0) await turns(1);
      assert.equal(leftovers(), 0);
      assert.deepEqual(await stream.next(), { done: true, value: undefined });
      assert.deepEqual(await stream.return(1), { done: true, value: 1 });
    });
  });
}

test('disposing of a wrapping ends its streams, and no others', async () => {
  const { port1, port2 } = new MessageChannel();
  const server = new Server();
  const ended = new Promise<void>((resolve) => {
    expose(
      {
        count: (to: number) => server.count(to),
        *watched(): Generator<number> {
          try {
            for (;;) yield 1;
          } finally {
            resolve();
          }
        },
      },
      port2,
    );
  });
  type Api = { count(to: number): Generator<number>; watched(): Generator<number> };
  const [first, second] = [wrap<Api>(port1), wrap<Api>(port1)];
  const stream = await first.watched();
  await stream.next();
  const other = await second.count(3);
  await first[Symbol.asyncDispose]();
  await assert.rejects(stream.next(), { code: 'HEDDLE_PORT_CLOSED' });
  await withDeadline(ended, 'the end of the source');
  assert.deepEqual(await other.next(), { done: false, value: 0 });
  await other.return();
  port1.close();
});

test('a call with a stream that is taken back can be placed again', async () => {
  const at = connect('a line of its own', new Server());
  at.caller.supervise(1);
  const first = new PendingCall('wait');
  at.caller.place(first, []);
  const second = new PendingCall('read');
  const stream = new ReadableStream<number>({ start: (controller) => controller.enqueue(7) });
  at.caller.place(second, [stream]);
  await turns();
  assert.equal(at.caller.takeBack(second), true);
  assert.equal(stream.locked, false);
  assert.equal(at.leftovers(), 0);
  at.caller.withdraw(first);
  at.cut();
  await turns();
});
