import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { overLines } from './served.ts';

noLeaks();

overLines('a generator is read item by item, and ends where it ends', ({ tasks }) => {
  assert.deepEqual(
    [...tasks.count(200)],
    Array.from({ length: 200 }, (_, index) => index + 1),
  );
  const items: number[] = [];
  for (const item of tasks.countLater(3)) items.push(item);
  assert.deepEqual(items, [1, 2, 3]);
  const short = tasks.count(1);
  assert.deepEqual(
    [short.next(), short.next(), short.next()],
    [
      { done: false, value: 1 },
      { done: true, value: 'counted' },
      { done: true, value: undefined },
    ],
  );
  assert.equal(tasks.finished(), 2);
});

overLines('a generator that is left has run its finally when the loop is left', ({ tasks }) => {
  for (const item of tasks.count(1_000_000)) if (item === 3) break;
  assert.equal(tasks.finished(), 1);
  tasks.count(5)[Symbol.dispose]();
  // One that has not begun has no finally to run.
  assert.equal(tasks.finished(), 0);
});

overLines('next(value), return() and throw() reach the generator', ({ tasks }) => {
  const talk = tasks.endless();
  talk.next();
  assert.deepEqual(talk.next('hello'), { done: false, value: 'you said hello' });
  assert.deepEqual(talk.return('bye'), { done: true, value: 'bye' });
  const other = tasks.endless();
  other.next();
  assert.throws(() => other.throw(new RangeError('stop')), { name: 'RangeError', message: 'stop' });
  assert.throws(() => other.throw(new TypeError('again')), TypeError, 'as a generator that has ended');
  assert.equal(tasks.finished(), 2);
});

overLines('what a generator throws is thrown to its reader, whole', ({ tasks }) => {
  const failing = tasks.failing();
  assert.equal(failing.next().value, 1);
  assert.throws(
    () => failing.next(),
    (error: Error & { code: string }) => {
      assert.ok(error instanceof RangeError);
      assert.equal(error.code, 'E_MORE');
      assert.match(error.stack!, /tasks\.mjs[^]*generators\.test/);
      return true;
    },
  );
  assert.deepEqual(failing.next(), { done: true, value: undefined });
  const unsendable = tasks.unsendable();
  assert.throws(() => unsendable.next(), { name: 'DataCloneError', path: 'result.value' });
  assert.equal(tasks.finished(), 1, 'nobody can go on with it');
});

overLines('a step that takes too long ends the generator, and the next call is fine', ({ tasks, wrap }) => {
  tasks.add(0, 0);
  const gate = new SharedArrayBuffer(4);
  // Enough for the first step on a machine that has much else to do.
  const slow = wrap({ timeout: 300 }).slow(gate);
  assert.equal(slow.next().value, 1);
  assert.throws(() => slow.next(), { name: 'TimeoutError' });
  assert.deepEqual(slow.next(), { done: true, value: undefined });
  Atomics.store(new Int32Array(gate), 0, 1);
  Atomics.notify(new Int32Array(gate), 0);
  assert.equal(tasks.finished(), 1);
});

overLines('a generator within a result, and one that calls back', ({ tasks }) => {
  const { rows } = tasks.rows() as unknown as { rows: Iterable<number> };
  assert.deepEqual([...rows], [1, 2]);
  assert.deepEqual([...tasks.mapped((item) => item * 10)], [10, 20, 30]);
});

overLines('a generator of the thread that blocks is read while it does', ({ tasks }) => {
  let left = 0;
  function* numbers(): Generator<number> {
    try {
      yield 1;
      yield 2;
      yield 3;
    } finally {
      left += 1;
    }
  }
  assert.equal(tasks.sum(numbers()), 6);
  assert.equal(tasks.first(numbers()), 1);
  assert.equal(left, 2);
  const broken = (function* (): Generator<number> {
    yield 1;
    throw new RangeError('no more here');
  })();
  assert.throws(() => tasks.sum(broken), { name: 'RangeError', message: 'no more here' });
});

overLines('what needs the event loop of the thread that blocks is an error, not a wait for ever', ({ tasks }) => {
  async function* later(): AsyncGenerator<number> {
    yield 1;
  }
  const deadlock = { code: 'HEDDLE_DEADLOCK' };
  assert.throws(() => tasks.sum(later()), deadlock);
  assert.throws(() => tasks.sum(ReadableStream.from([1, 2])), deadlock);
  assert.equal(tasks.add(1, 2), 3);
});

overLines('a class is not constructed', ({ tasks }) => {
  const { Counter } = tasks as unknown as { Counter: new () => unknown };
  assert.throws(() => new Counter(), { name: 'TypeError', code: 'ERR_CONSTRUCT_CALL_INVALID' });
});
