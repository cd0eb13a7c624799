import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapProgress } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, learnTiny, withPool } from '../support/pool-of.ts';

noLeaks();

const numbers = Array.from({ length: 100 }, (_, number) => number);
const doubled = numbers.map((number) => 2 * number);

test('map() takes arrays, iterables, async iterables and streams, and gives the results in their order', () =>
  withPool({ size: 2 }, async (pool) => {
    async function* later(): AsyncGenerator<number> {
      for (const number of numbers) {
        if (number % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
        yield number;
      }
    }
    for (const inputs of [numbers, new Set(numbers), numbers.values(), later(), ReadableStream.from(numbers)])
      assert.deepEqual(await pool.map('double', inputs).toArray(), doubled);
    const seen: number[] = [];
    for await (const out of pool.map('double', numbers, { concurrency: 3 })) seen.push(out);
    assert.deepEqual(seen, doubled);
    assert.deepEqual(await pool.map('double', []).toArray(), []);
  }));

test('map() with rest gives every task the same further arguments', () =>
  withPool({ size: 1 }, async (pool) => assert.deepEqual(await pool.map('add', [1, 2, 3], { rest: [10] }).toArray(), [11, 12, 13])));

test('map() with ordered: false gives results as the tasks are done', () =>
  withPool({ size: 2 }, async (pool) => {
    const gates = new Gates();
    const results = pool.map(
      'gateOf',
      [
        { memory: gates.memory, at: 0 },
        { memory: gates.memory, at: 1 },
      ],
      { ordered: false },
    );
    const first = results.next();
    await gates.reached(0);
    await gates.reached(1);
    gates.open(1);
    assert.equal((await first).value, 1);
    gates.open(0);
    assert.equal((await results.next()).value, 0);
    assert.equal((await results.next()).done, true);
  }));

test('map() takes no more inputs than concurrency allows, counting results that nobody has read', () =>
  withPool({ size: 2 }, async (pool) => {
    let taken = 0;
    function* inputs(): Generator<number> {
      for (;;) yield taken++;
    }
    const results = pool.map('double', inputs(), { concurrency: 5 });
    assert.equal(taken, 0, 'nothing runs before the first result is read');
    for (let read = 1; read <= 20; read += 1) {
      assert.equal((await results.next()).value, 2 * (read - 1));
      await pool.drain();
      assert.ok(taken <= read + 5, `${taken} inputs were taken for ${read} results`);
    }
    await results.return!();
  }));

test('map() waits for room in the queue instead of failing', () =>
  withPool({ size: 1, maxQueue: 1 }, async (pool) => {
    assert.deepEqual(await pool.map('double', numbers, { concurrency: 50 }).toArray(), doubled);
    assert.equal(pool.stats().cancelled, 0);
  }));

test('the first failure of a map() comes in its place, ends it and its inputs', () =>
  withPool({ size: 2 }, async (pool) => {
    let ended = false;
    function* inputs(): Generator<number> {
      try {
        for (const number of numbers) yield number;
      } finally {
        ended = true;
      }
    }
    const seen: number[] = [];
    await assert.rejects(
      async () => {
        for await (const out of pool.map('failAt', inputs(), { rest: [5], concurrency: 4 })) seen.push(out);
      },
      { message: 'failed at 5' },
    );
    assert.deepEqual(seen, [0, 1, 2, 3, 4]);
    assert.equal(ended, true);
    await pool.drain();
    assert.ok(pool.stats().completed < 20);
  }));

test('inputs that fail end a map() after the results of those before', () =>
  withPool({ size: 1 }, async (pool) => {
    function* inputs(): Generator<number> {
      yield 1;
      throw new Error('no more');
    }
    const results = pool.map('double', inputs());
    assert.equal((await results.next()).value, 2);
    await assert.rejects(results.next(), { message: 'no more' });
    assert.equal((await results.next()).done, true);
  }));

test('leaving a map() ends its inputs, takes waiting tasks from the queue and cancels running ones', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    const results = pool.map('untilAborted', [0, 1, 2, 3], { rest: [gates.memory], concurrency: 3, ordered: false, grace: Infinity });
    const first = results.next();
    await gates.reached(0);
    await results.return!();
    assert.equal((await first).done, true);
    await pool.drain();
    assert.equal(gates.arrivals(0), 1);
    assert.equal(gates.arrivals(1), 1, 'the running one has seen its signal');
    const { cancelled, workersDied, workersStarted } = pool.stats();
    assert.deepEqual({ cancelled, workersDied, workersStarted }, { cancelled: 3, workersDied: 0, workersStarted: 1 });
  }));

test('the signal of a map() ends it with its reason', () =>
  withPool({ size: 1 }, async (pool) => {
    const gates = new Gates();
    const controller = new AbortController();
    const results = pool.map('untilAborted', [0, 1, 2, 3], { rest: [gates.memory], signal: controller.signal, grace: Infinity });
    const first = results.next();
    await gates.reached(0);
    controller.abort(new Error('enough'));
    await assert.rejects(first, { message: 'enough' });
    assert.equal((await results.next()).done, true);
    await pool.drain();
    await assert.rejects(pool.map('double', [1], { signal: controller.signal }).toArray(), { message: 'enough' });
  }));

test('map() says how far it has come', () =>
  withPool({ size: 2 }, async (pool) => {
    const progress: MapProgress[] = [];
    await pool.map('double', [1, 2, 3], { onProgress: (now) => progress.push(now) }).toArray();
    assert.deepEqual(
      progress,
      [1, 2, 3].map((done): MapProgress => ({ done, total: 3 })),
    );
    await pool.map('double', [1].values(), { onProgress: (now) => progress.push(now) }).toArray();
    assert.deepEqual(progress.at(-1), { done: 1, total: undefined });
    const failing = pool.map('double', [1], {
      onProgress: () => {
        throw new Error('of the program');
      },
    });
    await failing.next();
    await assert.rejects(failing.next(), { message: 'of the program' });
  }));

test('a map() over many tiny tasks gives each result once', () =>
  withPool({ size: 2 }, async (pool) => {
    await learnTiny(pool);
    const many = Array.from({ length: 5_000 }, (_, number) => number);
    assert.deepEqual(
      await pool.map('double', many, { concurrency: 200 }).toArray(),
      many.map((number) => 2 * number),
    );
    const unordered = await pool.map('double', many, { concurrency: 200, ordered: false }).toArray();
    assert.deepEqual(
      unordered.sort((a, b) => a - b),
      many.map((number) => 2 * number),
    );
  }));
