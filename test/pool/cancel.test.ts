import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';

noLeaks();

test('a task with a signal that is aborted already never begins', () =>
  withPool({ size: 1 }, async (pool) => {
    await assert.rejects(pool.run('note', [1], { signal: AbortSignal.abort(new Error('too late')) }), { message: 'too late' });
    assert.deepEqual(await pool.call.noted(), []);
    const { cancelled, rejected } = pool.stats();
    assert.deepEqual({ cancelled, rejected }, { cancelled: 0, rejected: 1 });
  }));

test('a task that waits is taken from the queue by its signal or its timeout', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    const running = pool.call.gate(gates.memory);
    await gates.reached();
    const controller = new AbortController();
    const byHand = Array.from({ length: 100 }, (_, number) => pool.run('note', [number], { signal: controller.signal }));
    const byTime = pool.run('note', ['late'], { timeout: 1 });
    const others = pool.run('note', ['kept'], { timeout: 60_000 });
    controller.abort(new Error('no longer needed'));
    assert.equal(pool.stats().queued, 2);
    for (const task of byHand) await assert.rejects(task, { message: 'no longer needed' });
    await assert.rejects(byTime, { name: 'TimeoutError' });
    gates.open();
    await Promise.all([running, others]);
    assert.deepEqual(await pool.call.noted(), ['kept']);
    const { cancelled, completed, failed, workersStarted } = pool.stats();
    assert.deepEqual({ cancelled, completed, failed, workersStarted }, { cancelled: 101, completed: 3, failed: 0, workersStarted: 1 });
  }));

test('a task that waits in its worker and has not begun is taken back by its signal', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    gates.open(1);
    await Promise.all([pool.call.gate(gates.memory, 1), pool.call.note('first')]);
    const started = channel('heddle:task:started');
    const sent: unknown[] = [];
    const count = (message: unknown): void => void sent.push((message as { task: string }).task);
    started.subscribe(count);
    const long = pool.call.gate(gates.memory);
    const controller = new AbortController();
    const waiting = pool.run('note', ['waiting'], { signal: controller.signal });
    started.unsubscribe(count);
    assert.deepEqual(sent, ['gate', 'note']);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    gates.open();
    await long;
    assert.deepEqual(await pool.call.noted(), ['first']);
    assert.equal(pool.stats().cancelled, 1);
  }));

test('a task that runs sees its signal, and its worker stays when it reacts', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    const controller = new AbortController();
    const task = pool.run('untilAborted', [0, gates.memory], { signal: controller.signal, grace: Infinity });
    await gates.reached();
    controller.abort(new Error('enough'));
    await assert.rejects(task, { message: 'enough' });
    assert.equal(gates.arrivals(1), 1);
    const { workersStarted, cancelled, failed } = pool.stats();
    assert.deepEqual({ workersStarted, cancelled, failed }, { workersStarted: 1, cancelled: 1, failed: 0 });
  }));

test('a task that does not react loses its worker after its grace; the other workers and waiting tasks are not touched', () =>
  withPool({ size: 2 }, async (pool) => {
    const gates = new Gates();
    const controller = new AbortController();
    const other = pool.call.gate(gates.memory);
    const stubborn = pool.run('stubborn', [gates.memory], { signal: controller.signal, grace: 5 });
    await Promise.all([gates.reached(0), gates.reached(2)]);
    const waiting = [pool.call.add(1, 2), pool.call.add(3, 4)];
    controller.abort();
    await assert.rejects(stubborn, { name: 'AbortError' });
    assert.deepEqual(await Promise.all(waiting), [3, 7]);
    gates.open();
    await other;
    const { workersStarted, workersDied, cancelled, failed, completed } = pool.stats();
    assert.deepEqual(
      { workersStarted, workersDied, cancelled, failed, completed },
      { workersStarted: 3, workersDied: 0, cancelled: 1, failed: 0, completed: 3 },
    );
  }));

test('buffers that wait to be moved are not lost with a worker that is terminated for another task', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    const controller = new AbortController();
    const stubborn = pool.run('stubborn', [gates.memory], { signal: controller.signal, grace: 5 });
    await gates.reached(2);
    const buffer = new ArrayBuffer(16);
    const waiting = pool.run('length', [buffer], { transfer: [buffer] });
    controller.abort();
    await assert.rejects(stubborn, { name: 'AbortError' });
    assert.equal(await waiting, 16);
  }));

test('the timeout of a task counts from its call, so that waiting and running share it', () =>
  withPool({ size: 1 }, async (pool) => {
    const first = pool.call.spin(500);
    const second = pool.run('untilAborted', [0, new SharedArrayBuffer(64)], { timeout: 250 });
    const begun = performance.now();
    await assert.rejects(second, { name: 'TimeoutError' });
    // Timers may be a little early by this clock; a time-out that began with the run would come after 750.
    assert.ok(performance.now() - begun < 700);
    await first;
  }));

test('one signal may belong to any number of tasks', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  await withPool({ size: 1 }, async (pool) => {
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 50 }, () => pool.run('add', [1, 1], { signal })));
  });
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', note);
  assert.deepEqual(warnings, []);
});
