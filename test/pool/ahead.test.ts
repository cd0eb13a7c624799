import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, learnTiny, untilSentAhead, withPool } from '../support/pool-of.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

test('tiny tasks are sent ahead of their time', () =>
  withPool({ size: 1 }, async (pool) => {
    const queuedOf = async (): Promise<number> => {
      const tasks = Array.from({ length: 20 }, () => pool.call.add(1, 1));
      const { queued } = pool.stats();
      await Promise.all(tasks);
      return queued;
    };
    assert.ok((await queuedOf()) >= 19, 'before anybody knows that they are tiny, one is sent');
    await untilSentAhead(async () => {
      await learnTiny(pool);
      return (await queuedOf()) === 0;
    });
  }));

test('long tasks are not sent ahead', () =>
  withPool({ size: 1 }, async (pool) => {
    for (let run = 0; run < 5; run += 1) await pool.call.spin(1);
    const tasks = [1, 2, 3].map(() => pool.call.spin(1));
    assert.equal(pool.stats().queued, 2);
    await Promise.all(tasks);
  }));

test('tiny tasks are not sent ahead behind one that is known to be long', () =>
  withPool({ size: 1 }, async (pool) => {
    await learnTiny(pool);
    const gates = new Gates();
    gates.open(1);
    for (let run = 0; run < 5; run += 1) await pool.call.spin(1);
    const long = pool.call.spin(5);
    const tiny = pool.call.add(1, 1);
    assert.equal(pool.stats().queued, 1);
    await Promise.all([long, tiny]);
  }));

test('tasks that were sent ahead to a worker with a task that turns out long are taken back, and run in another one', () =>
  untilSentAhead(async () => {
    let wasTried = false;
    await withPool({ size: { min: 1, max: 2 } }, async (pool) => {
      const gates = new Gates();
      gates.open(1);
      await learnTiny(pool);
      // A task that has always been tiny, and now is not.
      for (let run = 0; run < 200; run += 1) await pool.call.gate(gates.memory, 1);
      const long = pool.call.gate(gates.memory, 0);
      const behind = Array.from({ length: 10 }, (_, number) => pool.call.add(number, 1));
      const { queued, workers } = pool.stats();
      if (queued > 0 || workers.length > 1) {
        gates.open(0);
        await Promise.all([long, ...behind]);
        return;
      }
      wasTried = true;
      // The second worker is not even there, and nobody ever lets the long task go on.
      assert.deepEqual(
        await withDeadline(Promise.all(behind), 'the results of those behind'),
        behind.map((_, number) => number + 1),
      );
      gates.open(0);
      await long;
      const { completed, pending } = { ...pool.stats(), pending: pool.stats().queued + pool.stats().running };
      assert.deepEqual({ completed, pending }, { completed: 411, pending: 0 });
    });
    return wasTried;
  }));

test('a task that was taken back keeps its place, and its signal', () =>
  withPool({ size: 1 }, (pool) =>
    untilSentAhead(async () => {
      const gates = new Gates();
      gates.open(1);
      for (let run = 0; run < 200; run += 1) await Promise.all([pool.call.gate(gates.memory, 1), pool.call.note(-1)]);
      const before = (await pool.call.noted()).length;
      const long = pool.call.gate(gates.memory, 0);
      const controller = new AbortController();
      const notes = [0, 1, 2, 3].map((number) => pool.run('note', [number], number === 2 ? { signal: controller.signal } : {}));
      if (pool.stats().queued > 0) {
        gates.open(0);
        await Promise.all([long, ...notes]);
        return false;
      }
      while (pool.stats().queued < 4) await new Promise((resolve) => setImmediate(resolve));
      notes.push(pool.call.note(4));
      controller.abort();
      await assert.rejects(notes[2]!, { name: 'AbortError' });
      gates.open(0);
      await Promise.all([long, notes[0], notes[1], notes[3], notes[4]]);
      assert.deepEqual((await pool.call.noted()).slice(before), [0, 1, 3, 4]);
      return true;
    }),
  ));

test('asynchronous tiny tasks do not overlap', () =>
  withPool({ size: 1 }, async (pool) => {
    for (let run = 0; run < 200; run += 1) await pool.call.alone();
    const most = await Promise.all(Array.from({ length: 100 }, () => pool.call.alone()));
    assert.equal(Math.max(...most), 1);
  }));

test('every task has its own result, also where tiny ones turn out long all the time', () =>
  withPool({ size: 2 }, async (pool) => {
    for (let run = 0; run < 200; run += 1) await pool.call.slowly(run, 0);
    let next = 0;
    const caller = async (): Promise<void> => {
      while (next < 10_000) {
        const value = (next += 1);
        assert.equal(await pool.call.slowly(value, value % 97 === 0 ? 4 : 0), value);
      }
    };
    await Promise.all(Array.from({ length: 64 }, caller));
    const { completed, queued, running } = pool.stats();
    assert.deepEqual({ completed, queued, running }, { completed: 10_200, queued: 0, running: 0 });
  }));
