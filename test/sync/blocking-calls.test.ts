import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel, spawn, transfer, wrapSync } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { LONGEST, overLines, type Tasks } from './served.ts';

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
  const length = 10_000_000;
  assert.equal(tasks.text(length).length, length);
  assert.equal(tasks.bytes(length)[length - 1], 7);
  assert.equal(tasks.lengthOf('y'.repeat(length)), length);
  assert.equal(tasks.lengthOf(new Uint8Array(length)), length);
  assert.equal(tasks.moved(length)[length - 1], 3);
  const bytes = new Uint8Array(length);
  assert.equal(tasks.lengthOf(transfer(bytes, [bytes.buffer])), length);
  assert.equal(bytes.length, 0);
});

test('100 MB there and back', async () => {
  const tasks = spawn<Tasks>(fixture('sync/tasks.mjs'));
  const blocking = wrapSync<Tasks>(tasks, { timeout: LONGEST });
  const length = 100_000_000;
  assert.equal(blocking.echo('y'.repeat(length)).length, length);
  assert.equal(blocking.echo(new Uint8Array(length)).length, length);
  await tasks[Symbol.asyncDispose]();
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

overLines('a task of which the time is over finds its signal aborted', ({ tasks, wrap: wrapWith }) => {
  assert.equal(tasks.seenSignal(), 'none');
  assert.throws(() => wrapWith({ timeout: 200 }).watch(), { name: 'TimeoutError' });
  while (tasks.seenSignal() === 'waiting');
  assert.equal(tasks.seenSignal(), 'TimeoutError');
});

test('what cannot be wrapped, and options that make no sense', async () => {
  const { port1 } = new MessageChannel();
  assert.throws(() => wrapSync(null as never), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => wrapSync(wrapSync<Tasks>(port1) as never), { code: 'ERR_INVALID_ARG_TYPE' });
  const stranger = Object.assign(new EventTarget(), { postMessage() {} });
  assert.throws(() => wrapSync(stranger), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => wrapSync(port1, null as never), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => wrapSync(port1, { timeout: '1' as never }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => wrapSync(port1, { timeout: Number.NaN }), { code: 'ERR_OUT_OF_RANGE' });
  port1.close();
});

test('members of what spawn() gave, and the same function twice', async () => {
  const tasks = spawn<Tasks>(fixture('sync/tasks.mjs'));
  const images = wrapSync<Tasks['images']>(tasks.images as never, { timeout: LONGEST });
  assert.equal(images.resize(4), 8);
  assert.deepEqual(images.formats.list(), ['png', 'webp']);
  assert.equal(images.resize, images.resize);
  assert.equal(JSON.stringify({ images }), '{}');
  assert.match(String(images.resize), /images\.resize/);
  await tasks[Symbol.asyncDispose]();
});
