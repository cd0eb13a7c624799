import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import threads from 'node:worker_threads';
import { call, currentSignal, expose, MessageChannel, type Remote, spawn, workerOf, wrap } from '../../src/index.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { connect, rejectionOf } from './pairs.ts';

noLeaks();

const unhandled: unknown[] = [];
process.on('unhandledRejection', (error) => unhandled.push(error));
after(() => assert.deepEqual(unhandled, []));

/** What test/fixtures/rpc/cancellable.mjs exports. */
interface Tasks {
  hasSignal(): boolean;
  loop(steps: Int32Array, signal?: AbortSignal): void;
  inner(steps: Int32Array): Promise<void>;
  react(how: 'return' | 'throw'): Promise<string>;
  deaf(): Promise<void>;
  after(milliseconds: number): Promise<string>;
}

async function withTasks(check: (tasks: Remote<Tasks>) => Promise<void>, transport: 'auto' | 'native' = 'auto'): Promise<void> {
  const tasks = spawn<Tasks>(fixture('rpc/cancellable.mjs'), { name: 'tasks', transport });
  try {
    await tasks.hasSignal();
    await check(tasks);
  } finally {
    await tasks[Symbol.asyncDispose]();
  }
}

const isRunning = async (steps: Int32Array): Promise<void> => {
  const { value } = Atomics.waitAsync(steps, 0, 0);
  await withDeadline(Promise.resolve(value), 'the first step');
};

for (const transport of TRANSPORTS)
  describe(`a call with a signal, ${transport}`, () => {
    it('is ended by a task that waits, with the very reason', () =>
      withTasks(async (tasks) => {
        const controller = new AbortController();
        const reason = new RangeError('enough');
        const steps = new Int32Array(new SharedArrayBuffer(4));
        const ended = rejectionOf(call(tasks.inner, [steps], { signal: controller.signal, grace: 20_000 }));
        await isRunning(steps);
        controller.abort(reason);
        const error = await withDeadline(ended, 'the end of the call');
        assert.equal(error.name, 'AbortError');
        assert.deepEqual([error.cause.name, error.cause.message], ['RangeError', 'enough']);
        assert.notEqual(workerOf(tasks)!.threadId, -1);
      }, transport));

    for (const way of ['option', 'argument'])
      it(`is ended by a task in a synchronous loop, of which the signal is an ${way}`, () =>
        withTasks(async (tasks) => {
          const controller = new AbortController();
          const { signal } = controller;
          const steps = new Int32Array(new SharedArrayBuffer(4));
          const running = way === 'option' ? call(tasks.loop, [steps], { signal, grace: 20_000 }) : tasks.loop(steps, signal);
          const ended = rejectionOf(running);
          await isRunning(steps);
          const reason = new RangeError('enough');
          controller.abort(reason);
          assert.equal(await withDeadline(ended, 'the end of the call'), reason);
          assert.equal(await tasks.hasSignal(), false);
        }, transport));
  });

describe('a call with a signal', () => {
  it('that is aborted is never sent', async () => {
    let calls = 0;
    const { caller, close } = connect({ run: () => (calls += 1) });
    const reason = new Error('before');
    assert.equal(await rejectionOf(caller.call('run', [], { signal: AbortSignal.abort(reason) })), reason);
    assert.equal(await caller.call('run', []), 1);
    close();
  });

  it('gives what a task that reacts returns or throws', () =>
    withTasks(async (tasks) => {
      const controller = new AbortController();
      const returned = call(tasks.react, ['return'], { signal: controller.signal, grace: 20_000 });
      const thrown = rejectionOf(call(tasks.react, ['throw'], { signal: controller.signal, grace: 20_000 }));
      await tasks.hasSignal();
      controller.abort();
      assert.equal(await returned, 'so far, because of AbortError');
      const error = await thrown;
      assert.deepEqual([error.message, error.reason.name], ['cleaned up', 'AbortError']);
    }));

  it('rejects with the reason when the time of grace is over, and ends its worker', () =>
    withTasks(async (tasks) => {
      const controller = new AbortController();
      const worker = workerOf(tasks)!;
      const closed = new Promise<{ code: number }>((resolve) => worker.addEventListener('close', resolve as never));
      const ended = rejectionOf(call(tasks.deaf, [], { signal: controller.signal, grace: 20 }));
      const other = rejectionOf(tasks.deaf());
      await tasks.hasSignal();
      const reason = new Error('enough');
      controller.abort(reason);
      assert.equal(await withDeadline(ended, 'the end of the call'), reason);
      const error = await withDeadline(other, 'the end of the other call');
      assert.equal(error.code, 'HEDDLE_WORKER_DIED');
      assert.match(error.message, /deaf did not end/);
      assert.equal((await closed).code, 1);
    }));

  it('has as much grace as its option says, or waits for ever', () =>
    withTasks(async (tasks) => {
      assert.equal(await call(tasks.after, [50], { timeout: 5, grace: Infinity }), 'late');
      assert.equal(await call(tasks.after, [50], { timeout: 5, grace: 20_000 }), 'late');
    }));

  it('leaves a loop that never looks no way but the end of its worker', () =>
    withTasks(async (tasks) => {
      const steps = new Int32Array(new SharedArrayBuffer(4));
      const ended = rejectionOf(call(tasks.loop, [steps, new AbortController().signal], { timeout: 10, grace: 10 }));
      assert.equal((await withDeadline(ended, 'the end of the call')).name, 'TimeoutError');
    }));

  it('leaves nothing behind: listeners, flags and timers of answered calls', async () => {
    const { caller, served, close } = connect({ run: (value: unknown) => value, fail: () => Promise.reject(new Error('no')) });
    const { signal } = new AbortController();
    const options = { signal, timeout: 60_000 };
    await Promise.all(Array.from({ length: 1000 }, (_, index) => caller.call('run', [index], options)));
    await rejectionOf(caller.call('fail', [], options));
    await rejectionOf(caller.call('run', [Symbol('no')], options));
    assert.deepEqual([caller.pending, caller.sentSignals.size, served.followedSignals.size], [0, 0, 0]);
    assert.equal(process.getActiveResourcesInfo().includes('Timeout'), false);
    close();
  });
});

describe('a call with a timeout', () => {
  it('is ended with a TimeoutError, as AbortSignal.timeout() would, which says more', () =>
    withTasks(async (tasks) => {
      const error = await rejectionOf(call(tasks.deaf, [], { timeout: 10, grace: 0 }));
      assert.deepEqual([error.constructor, error.name, error.code], [DOMException, 'TimeoutError', 23]);
      assert.match(error.message, /^Cannot finish deaf: worker "tasks" \(thread \d+\) has not answered within 10 ms$/);
    }));

  it('tells the task the reason', () =>
    withTasks(async (tasks) => {
      assert.equal(await call(tasks.react, ['return'], { timeout: 10, grace: 20_000 }), 'so far, because of TimeoutError');
    }));

  it('may have a signal too: the first of the two counts', () =>
    withTasks(async (tasks) => {
      const { signal } = new AbortController();
      assert.equal(await call(tasks.react, ['return'], { signal, timeout: 10, grace: 20_000 }), 'so far, because of TimeoutError');
      const controller = new AbortController();
      const ended = call(tasks.react, ['return'], { signal: controller.signal, timeout: 60_000, grace: 20_000 });
      await tasks.hasSignal();
      controller.abort();
      assert.equal(await ended, 'so far, because of AbortError');
    }));
});

describe('a call that is overdue over a port of the program', () => {
  it('rejects, leaves the port and worker alone, and drops the late answer', async () => {
    const finish: ((value: string) => void)[] = [];
    const { caller, close } = connect(
      { run: () => new Promise((resolve) => finish.push(resolve)), quick: () => 'quick' },
      { line: 'a port of heddle' },
    );
    const error = await rejectionOf(caller.call('run', [], { timeout: 5, grace: 5 }));
    assert.equal(error.name, 'TimeoutError');
    assert.equal(caller.pending, 0);
    finish[0]!('late');
    assert.equal(await caller.call('quick', []), 'quick');
    close();
  });

  it('lets a worker of the runtime live', async () => {
    const worker = new threads.Worker(fixture('rpc/exposing.mjs'));
    const tasks = wrap<{ never(): Promise<void>; add(a: number, b: number): number }>(worker);
    assert.equal((await rejectionOf(call(tasks.never, [], { timeout: 5, grace: 5 }))).name, 'TimeoutError');
    assert.equal(await tasks.add(1, 2), 3);
    await worker.terminate();
  });
});

describe('options of spawn() and wrap()', () => {
  const NEVER =
    'data:text/javascript,export class Never { wait() { return new Promise(() => {}) } }; export const wait = () => new Promise(() => {})';
  interface Nevers {
    readonly Never: new () => { wait(): Promise<void> };
    wait(): Promise<void>;
  }
  const nameOf = async (late: Promise<unknown>): Promise<string> => (await withDeadline(rejectionOf(late), 'the end of the call')).name;

  it('are those of every call', async () => {
    const tasks = spawn<Nevers>(NEVER, { timeout: 20, grace: 5 });
    assert.equal(await nameOf(tasks.wait()), 'TimeoutError');
    await tasks[Symbol.asyncDispose]();
  });

  it('are those of the objects that came by one, too', async () => {
    const { port1, port2 } = new MessageChannel();
    expose(await import(NEVER), port2);
    const tasks = wrap<Nevers>(port1, { timeout: 100, grace: 5 });
    const never = await new tasks.Never();
    assert.equal(await nameOf(never.wait()), 'TimeoutError');
    port1.close();
  });

  it('hold for the constructor of a remote class', async () => {
    const { port1, port2 } = new MessageChannel();
    // Its other side exposes nothing.
    const tasks = wrap<Nevers>(port1, { timeout: 20, grace: 5 });
    assert.equal(await nameOf(new tasks.Never()), 'TimeoutError');
    port2.close();
  });

  it('have a signal that ends all calls, and keeps others from being sent', async () => {
    const controller = new AbortController();
    const reason = new Error('shut down');
    const tasks = spawn<Nevers>(NEVER, { signal: controller.signal, grace: 5 });
    const calls = [rejectionOf(tasks.wait()), rejectionOf(tasks.wait())];
    controller.abort(reason);
    calls.push(rejectionOf(tasks.wait()));
    assert.deepEqual(await withDeadline(Promise.all(calls), 'the end of the calls'), [reason, reason, reason]);
    await tasks[Symbol.asyncDispose]();
  });

  it('give way to those of one call', async () => {
    const tasks = spawn<Tasks>(fixture('rpc/cancellable.mjs'), { timeout: 5, grace: 20_000 });
    await call(tasks.hasSignal, [], { timeout: Infinity });
    assert.equal(await tasks.react('return'), 'so far, because of TimeoutError');
    const controller = new AbortController();
    const reacting = call(tasks.react, ['return'], { timeout: 60_000, signal: controller.signal });
    await call(tasks.hasSignal, [], { timeout: Infinity });
    controller.abort();
    assert.equal(await reacting, 'so far, because of AbortError');
    await tasks[Symbol.asyncDispose]();
  });

  it('are refused by name', () => {
    const { port1 } = new MessageChannel();
    assert.throws(() => spawn(NEVER, { timeout: '5' as never }), /options\.timeout/);
    assert.throws(() => wrap(port1, { signal: {} as never }), /options\.signal/);
    port1.close();
  });
});

describe('currentSignal()', () => {
  it('is undefined outside of calls, and in calls without signal or timeout', () =>
    withTasks(async (tasks) => {
      assert.equal(currentSignal(), undefined);
      assert.equal(await tasks.hasSignal(), false);
      assert.equal(await call(tasks.hasSignal, [], { grace: 100 }), false);
      assert.equal(await call(tasks.hasSignal, [], { timeout: 10_000 }), true);
    }));
});

describe('options of calls', () => {
  const wrong: [object, string][] = [
    [{ signal: {} }, 'options.signal'],
    [{ timeout: '5' }, 'options.timeout'],
    [{ timeout: -1 }, 'options.timeout'],
    [{ timeout: 2 ** 31 }, 'options.timeout'],
    [{ grace: NaN }, 'options.grace'],
    [{ transfer: {} }, 'options.transfer'],
  ];
  for (const [options, name] of wrong)
    it(`are refused by name: ${name}`, () =>
      withTasks(async (tasks) => {
        assert.throws(
          () => void call(tasks.deaf, [], options as never),
          (error: Error) => error.message.includes(name),
        );
      }));
});
