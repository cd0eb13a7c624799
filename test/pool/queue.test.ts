import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';

noLeaks();

test('tasks run by priority, and by the order of their calls within it', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    const first = pool.call.gate(gates.memory);
    await gates.reached();
    const others = [0, 5, -1, 5, undefined, Infinity].map((priority, index) =>
      pool.run('note', [index], priority === undefined ? {} : { priority }),
    );
    gates.open();
    await Promise.all([first, ...others]);
    assert.deepEqual(await pool.call.noted(), [5, 1, 3, 0, 4, 2]);
  }));

test('a full queue refuses tasks until ready says that it has room', () =>
  withPool({ size: 1, maxQueue: 2 }, async (pool) => {
    await pool.call.nothing();
    const gates = new Gates();
    const running = pool.call.gate(gates.memory);
    await gates.reached();
    const queued = [pool.call.add(1, 0), pool.call.add(2, 0)];
    await assert.rejects(pool.call.add(3, 0), { code: 'HEDDLE_QUEUE_FULL' });
    let hasRoom = false;
    const room = pool.ready.then(() => (hasRoom = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(hasRoom, false);
    gates.open();
    await room;
    assert.equal(await pool.call.add(4, 0), 4);
    await Promise.all([running, ...queued]);
    const { cancelled, rejected } = pool.stats();
    assert.deepEqual({ cancelled, rejected }, { cancelled: 0, rejected: 1 });
  }));

test('maxQueue 0 takes as many tasks as workers can begin with, also those that have not started', () =>
  withPool({ size: { max: 2 }, maxQueue: 0 }, async (pool) => {
    const gates = new Gates();
    const tasks = [pool.call.gate(gates.memory), pool.call.gate(gates.memory)];
    await assert.rejects(pool.call.nothing(), { code: 'HEDDLE_QUEUE_FULL' });
    await gates.reached(0, 2);
    await assert.rejects(pool.call.nothing(), { code: 'HEDDLE_QUEUE_FULL' });
    gates.open();
    await Promise.all(tasks);
    await pool.call.nothing();
  }));

test('tasks with the same key run in the same worker, and wait for it while others are free', () =>
  withPool({ size: 3 }, async (pool) => {
    const threadsOf = async (key: string | number): Promise<Set<number>> =>
      new Set(await Promise.all(Array.from({ length: 6 }, () => pool.run('thread', [], { key }))));
    const byKey = new Map<string | number, number>();
    for (const key of ['a', 'b', 'c', 'd', 'e', 1, 2, 3]) {
      const threads = await threadsOf(key);
      assert.equal(threads.size, 1);
      byKey.set(key, [...threads][0]!);
    }
    assert.ok(new Set(byKey.values()).size > 1, 'keys are spread over the workers');
    const gates = new Gates();
    const busy = pool.run('gate', [gates.memory], { key: 'a' });
    await gates.reached();
    const waiting = pool.run('thread', [], { key: 'a' });
    assert.notEqual(await pool.call.thread(), byKey.get('a'));
    assert.equal(pool.stats().queued, 1);
    gates.open();
    assert.equal(await waiting, byKey.get('a'));
    await busy;
  }));

test('a key finds its worker again after more have started, and another one in its place when it has died', () =>
  withPool({ size: { max: 4 } }, async (pool) => {
    const thread = await pool.run('thread', [], { key: 'user 7' });
    await Promise.all([1, 2, 3, 4].map(() => pool.call.spin(20)));
    assert.equal(await pool.run('thread', [], { key: 'user 7' }), thread);
    await assert.rejects(pool.run('die', [1], { key: 'user 7' }), { code: 'HEDDLE_WORKER_DIED' });
    const next = await pool.run('thread', [], { key: 'user 7' });
    assert.notEqual(next, thread);
    assert.equal(await pool.run('thread', [], { key: 'user 7' }), next);
  }));

test('many tasks of many priorities run each once', () =>
  withPool({ size: 2 }, async (pool) => {
    const tasks = Array.from({ length: 3_000 }, (_, index) => pool.run('add', [index, 0], { priority: index % 17 }));
    assert.deepEqual(
      await Promise.all(tasks),
      tasks.map((_, index) => index),
    );
  }));
