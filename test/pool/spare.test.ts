import assert from 'node:assert/strict';
import { test } from 'node:test';
import { move, type Pool } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

type Tasks = typeof import('../fixtures/pool/tasks.ts');

/** Of what has run already the pool knows that it gives no stream, so that a worker is free again once it is answered; and that a gate is no tiny task. */
async function learn(pool: Pool<Tasks>, gates: Gates): Promise<void> {
  const learnt = [pool.call.gate(gates.memory, 7), pool.call.note('learnt')];
  await gates.reached(7);
  await new Promise((resolve) => setTimeout(resolve, 5));
  gates.open(7);
  await Promise.all(learnt);
}

test('a worker goes on with the next long task while this thread is busy', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    const tasks = [pool.call.gate(gates.memory, 0), pool.call.gate(gates.memory, 1), pool.call.gate(gates.memory, 2)];
    await gates.reached(0);
    const { queued, running, workers } = pool.stats();
    assert.deepEqual({ queued, running, of: workers[0]!.running }, { queued: 2, running: 1, of: 1 });
    gates.open(0);
    const until = performance.now() + 10_000;
    while (gates.arrivals(1) === 0) assert.ok(performance.now() < until, 'the second task needed this thread');
    gates.open(1);
    gates.open(2);
    await Promise.all(tasks);
    const { waitTime, runTime } = pool.stats();
    assert.equal(waitTime.count, runTime.count);
    assert.ok(waitTime.max > 0);
  }));

test('a worker that becomes free takes over what waits behind a task elsewhere', () =>
  withPool({ size: 2 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    const blocked = pool.call.gate(gates.memory, 0);
    const ended = pool.call.gate(gates.memory, 1);
    await Promise.all([gates.reached(0), gates.reached(1)]);
    const waiting = [1, 2, 3, 4].map((value) => pool.call.note(value));
    gates.open(1);
    await withDeadline(Promise.all([ended, ...waiting]), 'the tasks that waited');
    assert.equal(pool.stats().running, 1);
    gates.open(0);
    await blocked;
  }));

test('a task that is more urgent comes before one that waits in the worker', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    const long = pool.call.gate(gates.memory, 0);
    const notes = [pool.run('note', [0]), pool.run('note', [2], { priority: 2 }), pool.run('note', [1], { priority: 1 })];
    assert.equal(pool.stats().queued, 3);
    gates.open(0);
    await Promise.all([long, ...notes]);
    assert.deepEqual(await pool.call.noted(), ['learnt', 2, 1, 0]);
  }));

test('what is moved stays here until a worker is free', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    const bytes = new Uint8Array(100);
    const long = pool.call.gate(gates.memory, 0);
    const length = pool.call.length(move(bytes.buffer));
    await gates.reached(0);
    assert.equal(bytes.length, 100);
    gates.open(0);
    await long;
    assert.equal(await length, 100);
    assert.equal(bytes.length, 0);
  }));

test('what is moved with a part of an argument is not taken over', () =>
  withPool({ size: 2 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    const blocked = pool.call.gate(gates.memory, 0);
    const ended = pool.call.gate(gates.memory, 1);
    await Promise.all([gates.reached(0), gates.reached(1)]);
    const inside = [1, 2].map((value) => pool.run('note', [{ value, bytes: move(new Uint8Array(8)) }]));
    gates.open(1);
    await ended;
    gates.open(0);
    await Promise.all([blocked, ...inside]);
    const noted = [...(await pool.call.noted()), ...(await pool.call.noted())];
    assert.ok(noted.every((note) => note === 'learnt' || (note as { bytes: Uint8Array }).bytes.length === 8));
  }));

test('a task with a key waits for its worker', () =>
  withPool({ size: 2 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    const [long, keyed] = [0, 1].map((gate) => pool.run('gate', [gates.memory, gate], { key: 'a' }));
    await gates.reached(0);
    for (let round = 0; round < 5; round += 1) await pool.call.note(round);
    assert.equal(gates.arrivals(1), 0);
    gates.open(0);
    gates.open(1);
    assert.equal(await keyed, await long);
  }));

test('a task that waits in a worker has a place in the bounded queue', () =>
  withPool({ size: 1, maxQueue: 1 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    const tasks = [pool.call.gate(gates.memory, 0), pool.call.gate(gates.memory, 0)];
    await assert.rejects(Promise.resolve(pool.call.gate(gates.memory, 0)), { code: 'HEDDLE_QUEUE_FULL' });
    gates.open(0);
    await Promise.all(tasks);
  }));

test('nothing is sent to the worker of a task that may give a stream', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    await learn(pool, gates);
    for (let round = 0; round < 2; round += 1) {
      const stream = pool.call.count(Infinity)[Symbol.asyncIterator]();
      assert.equal((await stream.next()).value, 0);
      const waiting = pool.call.gate(gates.memory, 7);
      const before = gates.arrivals(7);
      // One after the other: what had been sent would have come first.
      for (let number = 1; number < 50; number += 1) assert.equal((await stream.next()).value, number);
      assert.equal(gates.arrivals(7), before);
      await stream.return!();
      await waiting;
    }
  }));
