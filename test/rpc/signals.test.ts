import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { connect, PAIRS, rejectionOf } from './pairs.ts';

noLeaks();

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A task that keeps the signal that it got, until it is told to end. */
function keeper(): { readonly signals: AbortSignal[]; hold(options: { signal: AbortSignal }): Promise<void>; end(): void } {
  const signals: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  return {
    signals,
    hold: ({ signal }) => {
      signals.push(signal);
      return new Promise((resolve) => ends.push(resolve));
    },
    end: () => ends.splice(0).forEach((end) => end()),
  };
}
async function begun(task: { readonly signals: readonly AbortSignal[] }, count = 1): Promise<void> {
  while (task.signals.length < count) await turn();
}

for (const [line, { telling }] of Object.entries(PAIRS)) {
  describe(`a signal in arguments, over ${line}`, () => {
    it('is one of the runtime, fires with the reason, and gives the caller back the very reason', async () => {
      const seen: AbortSignal[] = [];
      const { caller, close } = connect(
        {
          sleep: async (_name: string, { signals: [signal] }: { signals: [AbortSignal] }) => {
            seen.push(signal);
            await wait(60_000, undefined, { signal }).catch(() => {});
            signal.throwIfAborted();
          },
        },
        { line },
      );
      const controller = new AbortController();
      const call = caller.call('sleep', ['a', { signals: [controller.signal] }]);
      while (seen.length === 0) await turn();
      const [signal] = seen as [AbortSignal];
      assert.ok(signal instanceof AbortSignal);
      assert.equal(signal.constructor, AbortSignal);
      assert.deepEqual([signal.aborted, signal.reason], [false, undefined]);
      signal.throwIfAborted();
      const reason = Object.assign(new RangeError('enough'), { code: 'ENOUGH' });
      controller.abort(reason);
      assert.equal(await rejectionOf(call), reason);
      assert.equal(signal.aborted, true);
      assert.notEqual(signal.reason, reason);
      assert.deepEqual([signal.reason.name, signal.reason.code, signal.reason instanceof RangeError], ['RangeError', 'ENOUGH', true]);
      close();
    });

    it('works with listeners, onabort, AbortSignal.any() and timers', async () => {
      const task = keeper();
      const { caller, close } = connect(task, { line });
      const controller = new AbortController();
      const call = caller.call('hold', [{ signal: controller.signal }]);
      await begun(task);
      const signal = task.signals[0]!;
      const fired: string[] = [];
      signal.addEventListener('abort', () => fired.push('listener'));
      signal.onabort = () => fired.push('handler');
      const any = AbortSignal.any([signal, new AbortController().signal]);
      const timer = wait(60_000, undefined, { signal });
      controller.abort('a text');
      assert.equal((await rejectionOf(timer)).cause, 'a text');
      assert.deepEqual(fired, ['listener', 'handler']);
      assert.deepEqual([any.aborted, any.reason, signal.reason], [true, 'a text', 'a text']);
      task.end();
      await call;
      close();
    });

    it(`${telling ? 'is' : 'is not'} seen to be aborted before its message is read`, async () => {
      const task = keeper();
      const { caller, close } = connect(task, { line });
      const controller = new AbortController();
      const call = caller.call('hold', [{ signal: controller.signal }]);
      await begun(task);
      const signal = task.signals[0]!;
      let fired = 0;
      const message = new Promise((resolve) => (signal.onabort = resolve)).then(() => (fired += 1));
      controller.abort(new RangeError('enough'));
      // Both sides are of this thread, which has read no message since.
      assert.equal(signal.aborted, telling);
      assert.equal(fired, 0);
      if (telling) {
        assert.deepEqual([signal.reason.name, signal.reason.code], ['AbortError', DOMException.ABORT_ERR]);
        assert.throws(() => signal.throwIfAborted(), { name: 'AbortError' });
      }
      await message;
      assert.equal(signal.reason.name, 'RangeError');
      task.end();
      await call;
      close();
    });

    if (telling)
      it('of which a time-out is known before its message is read', async () => {
        const task = keeper();
        const { caller, close } = connect(task, { line });
        const controller = new AbortController();
        const call = caller.call('hold', [{ signal: controller.signal }]);
        await begun(task);
        controller.abort(new DOMException('late', 'TimeoutError'));
        assert.deepEqual([task.signals[0]!.reason.name, task.signals[0]!.reason.code], ['TimeoutError', DOMException.TIMEOUT_ERR]);
        task.end();
        await call;
        close();
      });
  });
}

describe('a signal in arguments', () => {
  it('that is aborted keeps the call from being sent', async () => {
    let called = false;
    const { caller, close } = connect({ run: () => (called = true) });
    const reason = new Error('before');
    assert.equal(await rejectionOf(caller.call('run', [{ signal: AbortSignal.abort(reason) }])), reason);
    await caller.call('toString', []).catch(() => {});
    assert.equal(called, false);
    assert.deepEqual([caller.pending, caller.sentSignals.size], [0, 0]);
    close();
  });

  it('is the same object for calls that have the same one at the same time', async () => {
    const task = keeper();
    const { caller, served, close } = connect(task);
    const { signal } = new AbortController();
    const calls = [caller.call('hold', [{ signal }]), caller.call('hold', [{ signal, again: signal }])];
    await begun(task, 2);
    assert.equal(task.signals[0], task.signals[1]);
    assert.deepEqual([caller.sentSignals.size, served.followedSignals.size], [1, 1]);
    task.end();
    await Promise.all(calls);
    assert.deepEqual([caller.sentSignals.size, served.followedSignals.size], [0, 0]);
    close();
  });

  it('has no listener left once its calls are answered: one signal over 10 000 calls', async () => {
    const { caller, served, close } = connect({ run: (_options: unknown, number: number) => number });
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    let most = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (type: string, listener: never) => {
      listeners.add(listener);
      most = Math.max(most, listeners.size);
      return addEventListener.call(signal, type, listener);
    };
    signal.removeEventListener = (type: string, listener: never) => {
      listeners.delete(listener);
      return removeEventListener.call(signal, type, listener);
    };
    for (let round = 0; round < 100; round += 1)
      await Promise.all(Array.from({ length: 100 }, (_, number) => caller.call('run', [{ signal }, number])));
    assert.deepEqual([most, listeners.size], [1, 0]);
    assert.deepEqual([caller.sentSignals.size, served.followedSignals.size], [0, 0]);
    close();
  });

  it('stays as it was when its call is answered, whatever becomes of its flag', async () => {
    const kept: AbortSignal[] = [];
    const { caller, close } = connect({ keep: (signal: AbortSignal) => void kept.push(signal) });
    const [first, second] = [new AbortController(), new AbortController()];
    await caller.call('keep', [first.signal]);
    const call = caller.call('keep', [second.signal]);
    second.abort();
    first.abort();
    await call;
    assert.deepEqual(
      kept.map((signal) => signal.aborted),
      [false, true],
    );
    await caller.call('keep', [new AbortController().signal]);
    assert.deepEqual(
      kept.map((signal) => signal.aborted),
      [false, true, false],
    );
    close();
  });

  it('is aborted when the caller is gone', async () => {
    const task = keeper();
    const { caller, close } = connect(task);
    const rejection = rejectionOf(caller.call('hold', [{ signal: new AbortController().signal }]));
    await begun(task);
    const fired = new Promise((resolve) => (task.signals[0]!.onabort = resolve));
    close();
    await withDeadline(fired, 'the abort of the signal');
    assert.equal(task.signals[0]!.reason.code, 'HEDDLE_PORT_CLOSED');
    assert.equal((await rejection).code, 'HEDDLE_PORT_CLOSED');
  });

  it('needs more flags than one page has for as many calls', async () => {
    const task = keeper();
    const { caller, close } = connect(task);
    const controllers = Array.from({ length: 1500 }, () => new AbortController());
    const calls = controllers.map(({ signal }) => caller.call('hold', [{ signal }]));
    await begun(task, calls.length);
    controllers[1400]!.abort();
    assert.deepEqual(
      task.signals.map((signal, index) => (signal.aborted ? index : -1)).filter((index) => index >= 0),
      [1400],
    );
    task.end();
    await Promise.all(calls);
    close();
  });

  it('in a result is followed as long as the connection', async () => {
    const controller = new AbortController();
    const { caller, served, close } = connect({ signal: () => controller.signal, late: () => AbortSignal.abort(new RangeError('late')) });
    const signal = (await caller.call('signal', [])) as AbortSignal;
    assert.equal(signal.aborted, false);
    controller.abort('over');
    assert.equal(signal.aborted, true);
    await new Promise((resolve) => (signal.onabort = resolve));
    assert.equal(signal.reason, 'over');
    const late = (await caller.call('late', [])) as AbortSignal;
    assert.deepEqual([late.aborted, late.reason.name], [true, 'RangeError']);
    assert.equal(served.sentSignals.size, 1);
    close();
    while (served.sentSignals.size > 0) await turn();
  });
});
