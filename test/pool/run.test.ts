import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';
import { runNode } from '../support/run-node.ts';

noLeaks();

test('run() and call give what the task returns, and what it throws, by names of any depth', () =>
  withPool({ size: 1 }, async (pool) => {
    assert.equal(await pool.run('add', [1, 2]), 3);
    assert.equal(await pool.call.add(3, 4), 7);
    assert.equal(await pool.run('images.size.of', [3, 4]), 12);
    assert.equal(await pool.call.images.size.of(5, 6), 30);
    assert.equal(await pool.call.default('you'), 'hello you');
    assert.deepEqual(await pool.call.echo(new Map([['a', new Set([1n])]])), new Map([['a', new Set([1n])]]));
    await assert.rejects(pool.call.fail('too far'), { name: 'RangeError', message: 'too far', code: 'E_TASK' });
    await assert.rejects(pool.call.unsendable(), { name: 'DataCloneError', path: 'result.deep.f' });
    await assert.rejects(pool.call.echo(Symbol('no clone of it')), { name: 'DataCloneError', path: 'arguments[0]' });
    await assert.rejects(pool.run('no.such' as 'add', [1, 2]), { code: 'HEDDLE_NO_SUCH_TASK' });
    assert.equal(await pool.call.add(1, 1), 2, 'the worker is usable after all of them');
  }));

test('run() moves what is listed in transfer', () =>
  withPool({ size: 1 }, async (pool) => {
    const bytes = new ArrayBuffer(1000);
    assert.equal(await pool.run('length', [bytes], { transfer: [bytes] }), 1000);
    assert.equal(bytes.byteLength, 0);
  }));

test('a pool of two works on two tasks at once, and on no more', () =>
  withPool({ size: 2 }, async (pool) => {
    const gates = new Gates();
    const tasks = [1, 2, 3].map(() => pool.call.gate(gates.memory));
    await gates.reached(0, 2);
    assert.equal(gates.arrivals(), 2);
    assert.equal(pool.stats().queued, 1);
    gates.open();
    const threads = await Promise.all(tasks);
    assert.equal(new Set(threads).size, 2);
  }));

test('tasksPerWorker lets a worker work on so many asynchronous tasks, and on no more', () =>
  withPool({ size: 1, tasksPerWorker: 2 }, async (pool) => {
    const gates = new Gates();
    const tasks = [0, 0, 1].map((gate) => pool.call.gateAsync(gates.memory, gate));
    await gates.reached(0, 2);
    assert.equal(gates.arrivals(1), 0);
    gates.open(0);
    await gates.reached(1);
    gates.open(1);
    assert.equal(new Set(await Promise.all(tasks)).size, 1);
  }));

test('the continuation of a task has the context of its caller', () =>
  withPool({ size: 1 }, async (pool) => {
    const storage = new AsyncLocalStorage<number>();
    const seen = await Promise.all(
      [1, 2, 3, 4].map((request) =>
        storage.run(request, async () => {
          await pool.call.add(request, request);
          const afterAwait = storage.getStore();
          return pool.call.nothing().then(() => [afterAwait, storage.getStore()]);
        }),
      ),
    );
    assert.deepEqual(
      seen,
      [1, 2, 3, 4].map((request) => [request, request]),
    );
  }));

test('tasks keep the process alive, a pool does not', async () => {
  const { stdout, stderr, code } = await runNode([fileURLToPath(fixture('pool/alive.mjs'))]);
  assert.equal(stderr, '');
  assert.deepEqual(stdout.trim().split('\n').sort(), ['3', 'spun', 'waited']);
  assert.equal(code, 0);
});

test('a broadcast to workers that have yet to start keeps the process alive', async () => {
  const { stdout, code } = await runNode([fileURLToPath(fixture('pool/alive.mjs')), 'broadcast']);
  assert.equal(stdout.trim(), '42 42');
  assert.equal(code, 0);
});

test('a task of a pool may have a pool of its own', () =>
  withPool({ size: 1 }, async (pool) => assert.equal(await pool.call.nested(20, 22), 42)));

test('a task may give a stream, which is the task until it has been read or left', () =>
  withPool({ size: { max: 1 }, idleTimeout: 4 }, async (pool) => {
    const seen: number[] = [];
    for await (const number of pool.call.count(5)) seen.push(number);
    assert.deepEqual(seen, [0, 1, 2, 3, 4]);
    const stream = pool.call.count(Infinity)[Symbol.asyncIterator]();
    assert.equal((await stream.next()).value, 0);
    const waiting = pool.call.add(1, 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { running, queued } = pool.stats();
    assert.deepEqual({ running, queued }, { running: 1, queued: 1 });
    assert.equal((await stream.next()).value, 1);
    await stream.return!();
    assert.equal(await waiting, 3);
    await pool.drain();
    assert.equal(pool.stats().completed, 3);
  }));
