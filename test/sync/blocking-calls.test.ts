import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { overLines } from './served.ts';

noLeaks();

overLines('returns what synchronous and asynchronous functions give, at the first call too', ({ tasks }) => {
  assert.equal(tasks.addLater(1, 2), 3);
  assert.equal(tasks.add(1, 2), 3);
  assert.equal(tasks.default('you'), 'Hello you');
  assert.equal(tasks.images.resize(21), 42);
  assert.deepEqual(tasks.images.formats.list(), ['png', 'webp']);
  const value = { map: new Map([[1, new Set(['a'])]]), date: new Date(5), big: 9n, nested: [undefined, null] };
  assert.deepEqual(tasks.echo(value), value);
  for (let count = 0; count < 500; count += 1) assert.equal(tasks.add(count, 1), count + 1);
});

overLines('throws what the other side throws, whole, with both stacks', function thrower({ tasks }) {
  let thrown: (SyntaxError & { code?: string; at?: object }) | undefined;
  try {
    tasks.fail();
  } catch (error) {
    thrown = error as SyntaxError;
  }
  assert.ok(thrown instanceof SyntaxError);
  assert.deepEqual([thrown.name, thrown.message, thrown.code, thrown.at], ['SyntaxError', 'no such token', 'E_TOKEN', { line: 3 }]);
  assert.ok(thrown.cause instanceof RangeError);
  const [there, here] = [thrown.stack!.indexOf('tasks.mjs'), thrown.stack!.indexOf('at thrower')];
  assert.ok(there > 0 && here > there, thrown.stack!);
  assert.throws(
    () => tasks.throwText(),
    (error) => error === 'just text',
  );
});

overLines('what cannot be cloned throws with its path, and the next call works', ({ tasks }) => {
  assert.throws(() => tasks.echo({ deep: { key: Symbol('s') } }), { name: 'DataCloneError', path: 'arguments[0].deep.key' });
  assert.throws(() => tasks.uncloneable(), { name: 'DataCloneError', path: 'result.rows[1]' });
  const nothing = (tasks as unknown as Record<string, () => void>)['nothing']!;
  assert.throws(nothing, { code: 'HEDDLE_NO_SUCH_TASK', stack: /blocking-calls/ });
  assert.equal(tasks.add(2, 2), 4);
});

overLines('large arguments and results', ({ tasks }) => {
  const length = 100_000_000;
  assert.equal(tasks.text(length).length, length);
  assert.equal(tasks.bytes(length)[length - 1], 7);
  assert.equal(tasks.lengthOf('y'.repeat(length)), length);
  assert.equal(tasks.lengthOf(new Uint8Array(length)), length);
});

overLines('a time-out throws, and the late answer is not that of a later call', async ({ tasks, wrap: wrapWith }) => {
  assert.equal(tasks.add(0, 0), 0);
  const gate = new SharedArrayBuffer(4);
  const hasty = wrapWith({ timeout: 30 });
  const begun = performance.now();
  assert.throws(() => hasty.after(gate, 'late'), { name: 'TimeoutError', stack: /blocking-calls/ });
  assert.ok(performance.now() - begun >= 29);
  assert.throws(() => hasty.after(gate, 'late too'), { name: 'TimeoutError' });
  // While the answers are still to come, and while they come.
  assert.equal(tasks.add(1, 1), 2);
  Atomics.store(new Int32Array(gate), 0, 1);
  assert.equal(tasks.after(gate, 'in time'), 'in time');
  assert.equal(tasks.add(1, 2), 3);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(tasks.addLater(1, 3), 4);
  assert.throws(() => wrapWith({ timeout: 0 }).never(), { name: 'TimeoutError' });
});

overLines('calls of both kinds come in the order in which they were made', async ({ calls, tasks, post }) => {
  assert.equal(tasks.add(0, 0), 0);
  post('message 1');
  void calls.note('call 2');
  tasks.note('blocking 3');
  const pending = calls.add(1, 2);
  post('message 4');
  void calls.note('call 5');
  tasks.note('blocking 6');
  const log = (await calls.takeLog()) as string[];
  assert.equal(await pending, 3);
  const ofCalls = log.filter((entry) => !entry.startsWith('message'));
  assert.deepEqual(ofCalls, ['call 2', 'blocking 3', 'call 5', 'blocking 6']);
});
