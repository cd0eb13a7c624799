import assert from 'node:assert/strict';
import { test } from 'node:test';
import threads from 'node:worker_threads';
import { call, expose, MessageChannel, spawn, Worker, workerOf, wrap } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { messageTargets, overLines, type Tasks } from './lines.ts';

noLeaks();

overLines('calls every kind of export', async (tasks) => {
  assert.equal(await tasks.default('you'), 'Hello you');
  assert.equal(await tasks.add(1, 2), 3);
  assert.equal(await tasks.addLater(3, 4), 7);
  assert.equal(await tasks.images.resize(21), 42);
  assert.deepEqual(await tasks.images.formats.list(), ['png', 'webp']);
  assert.equal(await tasks.name(), 'the function name');
  assert.equal(await tasks.length([1, 2, 3]), 3);
  assert.deepEqual(await tasks.apply(1, 2), [1, 2]);
});

overLines('many calls at once get their own answers', async (tasks) => {
  const sums = await Promise.all(Array.from({ length: 500 }, (_, index) => tasks.add(index, 0.5)));
  assert.deepEqual(
    sums,
    Array.from({ length: 500 }, (_, index) => index + 0.5),
  );
});

overLines('a remote is not called by being awaited, shown, compared or made JSON', async (tasks) => {
  assert.equal(await Promise.resolve<unknown>(tasks), tasks);
  assert.equal(await Promise.resolve<unknown>(tasks.images), tasks.images);
  assert.equal(JSON.stringify({ add: tasks.add, tasks }), '{}');
  assert.match(String(tasks.images.resize), /^\[Remote images\.resize\]$/);
  assert.equal(tasks.add, tasks.add);
});

overLines('what is not there rejects and names what is', async (tasks) => {
  const others = tasks as unknown as Record<string, { (): Promise<void>; deeper: { still(): Promise<void> } }>;
  await assert.rejects(others['nothing']!(), { code: 'HEDDLE_NO_SUCH_TASK', message: /there is Counter, add, addLater/ });
  await assert.rejects(others['nothing']!.deeper.still(), { code: 'HEDDLE_NO_SUCH_TASK' });
  await assert.rejects(others['version']!(), { code: 'HEDDLE_NO_SUCH_TASK' });
  for (const inherited of ['toString', 'hasOwnProperty', 'constructor', '__proto__', 'valueOf'])
    await assert.rejects(others[inherited]!(), { code: 'HEDDLE_NO_SUCH_TASK' }, inherited);
  assert.equal(await tasks.add(1, 1), 2);
});

overLines('call() takes options for one call', async (tasks) => {
  const bytes = new Uint8Array([1, 2, 3]);
  assert.deepEqual(await call(tasks.echo, [bytes], { transfer: [bytes.buffer] }), new Uint8Array([1, 2, 3]));
  assert.equal(bytes.length, 0);
  await assert.rejects(async () => call(() => {}, []), { code: 'ERR_INVALID_ARG_TYPE' });
});

overLines('what cannot be cloned rejects with its path, and the next call works', async (tasks) => {
  const path = 'arguments[0].deep.key';
  await assert.rejects(tasks.echo({ deep: { key: Symbol('s') } }), { name: 'DataCloneError', code: 25, path });
  await assert.rejects(tasks.uncloneable(), { name: 'DataCloneError', path: 'result.rows[3]' });
  assert.equal(await tasks.add(2, 2), 4);
});

test('workerOf() gives the worker of spawn(), and of nothing else', async () => {
  const tasks = spawn<Tasks>(fixture('rpc/tasks.mjs'), { name: 'tasks' });
  const { port1 } = new MessageChannel();
  assert.equal(workerOf(tasks)?.name, 'tasks');
  assert.equal(workerOf(tasks.images as never), workerOf(tasks));
  assert.equal(workerOf(wrap(port1)), undefined);
  assert.equal(workerOf({} as never), undefined);
  port1.close();
  await tasks.add(1, 2);
  const ended = new Promise((resolve) => workerOf(tasks)!.addEventListener('close', resolve));
  await tasks[Symbol.asyncDispose]();
  await ended;
  await assert.rejects(tasks.add(1, 2), { code: 'HEDDLE_WORKER_DIED' });
});

const channels = { heddle: () => new MessageChannel(), runtime: () => new threads.MessageChannel() };
for (const [of, newChannel] of Object.entries(channels)) {
  test(`calls wait until the other side exposes, ${of}`, async () => {
    const { port1, port2 } = newChannel();
    const sum = wrap<Tasks>(port1).add(1, 2);
    // The connection is there, and still has nothing to serve.
    const back = wrap<{ answer(): number }>(port2);
    const answer = back.answer();
    await new Promise((resolve) => setImmediate(resolve));
    expose({ add: (a: number, b: number) => a + b }, port2);
    assert.equal(await sum, 3);
    expose({ answer: () => 42 }, port1);
    assert.equal(await answer, 42);
    port1.close();
  });

  test(`calls reject when either side of the port closes, ${of}`, async () => {
    for (const side of ['port1', 'port2'] as const) {
      const channel = newChannel();
      const api = wrap<Tasks>(channel.port1);
      const pending = api.never();
      channel[side].close();
      await assert.rejects(pending, { code: 'HEDDLE_PORT_CLOSED' });
      await assert.rejects(api.add(1, 2), { code: 'HEDDLE_PORT_CLOSED' });
    }
  });

  test(`disposing a wrapping rejects its own calls and leaves the port and others as they are, ${of}`, async () => {
    const { port1, port2 } = newChannel();
    const answers: (() => void)[] = [];
    expose({ later: () => new Promise<void>((resolve) => answers.push(resolve)), now: () => 1 }, port2);
    const [first, second] = [wrap<any>(port1), wrap<any>(port1)];
    const pending: Promise<unknown>[] = [first.later(), second.later()];
    await first[Symbol.asyncDispose]();
    await assert.rejects(pending[0]!, { code: 'HEDDLE_PORT_CLOSED' });
    await assert.rejects(first.now(), { code: 'HEDDLE_PORT_CLOSED' });
    assert.equal(await second.now(), 1);
    for (const answer of answers) answer();
    await pending[1];
    assert.equal(await wrap<any>(port1).now(), 1);
    port1.close();
  });

  test(`messages of the program pass beside the calls, ${of}`, async () => {
    const { port1, port2 } = newChannel();
    const seen: unknown[] = [];
    port2.on('message', (data: unknown) => seen.push(data));
    expose({ add: (a: number, b: number) => a + b }, port2);
    const api = wrap<Tasks>(port1);
    port1.postMessage('before');
    assert.equal(await api.add(1, 2), 3);
    port1.postMessage({ after: true });
    await api.add(0, 0);
    assert.deepEqual(
      seen.filter((data) => !Array.isArray(data)),
      ['before', { after: true }],
    );
    port1.close();
  });
}

test('stop() refuses the calls that come from then on', async () => {
  const { port1, port2 } = new MessageChannel();
  const api = wrap<Tasks>(port1);
  const { stop } = expose({ add: (a: number, b: number) => a + b }, port2);
  assert.throws(() => expose({}, port2), { code: 'HEDDLE_ALREADY_EXPOSED' });
  assert.equal(await api.add(1, 2), 3);
  stop();
  await assert.rejects(api.add(1, 2), { code: 'HEDDLE_NO_SUCH_TASK' });
  expose({ add: () => 'another' }, port2);
  assert.equal(await api.add(1, 2), 'another');
  port1.close();
});

test('a function or class by itself can be exposed', async () => {
  const { port1, port2 } = new MessageChannel();
  expose((a: number) => a + 1, port2);
  assert.equal(await wrap<(a: number) => number>(port1)(1), 2);
  port1.close();
});

test('a port that is moved on rejects its calls, and serves and calls from its new place', async () => {
  const { port1, port2 } = new MessageChannel();
  const carrier = new MessageChannel();
  const answers: ((name: string) => void)[] = [];
  expose({ wait: () => new Promise((resolve) => answers.push(resolve)), first: () => 'first', second: () => 'second' }, port2);
  const api = wrap<any>(port1);
  assert.equal(await api.second(), 'second');
  const pending = api.wait();
  carrier.port1.postMessage(port1, [port1]);
  await assert.rejects(pending, { code: 'HEDDLE_PORT_CLOSED' });
  const moved = await new Promise<MessagePort>((resolve) => carrier.port2.once('message', resolve));
  const fromThere = wrap<any>(moved);
  const waiting = fromThere.wait();
  while (answers.length < 2) await new Promise((resolve) => setImmediate(resolve));
  // The answer to the call that was made before comes to the new place, where nobody may take it for another.
  answers[0]!('stale');
  assert.equal(await fromThere.first(), 'first');
  answers[1]!('mine');
  assert.equal(await waiting, 'mine');
  carrier.port1.close();
  moved.close();
});

test('wrap() and expose() refuse what has no messages', () => {
  for (const port of [undefined, null, 1, {}, { postMessage() {} }])
    assert.throws(() => wrap(port as never), { code: 'ERR_INVALID_ARG_TYPE' });
  const { port1 } = new MessageChannel();
  for (const port of [wrap<any>(port1), wrap<any>(port1).member]) assert.throws(() => wrap(port), { code: 'ERR_INVALID_ARG_TYPE' });
  port1.close();
  assert.throws(() => expose({}), { code: 'ERR_INVALID_ARG_TYPE' });
  const [near] = messageTargets();
  assert.throws(() => expose(1 as never, near), { code: 'ERR_INVALID_ARG_TYPE' });
});

test('a worker and its parent call each other over one port', async () => {
  const source = `import { expose, wrap, parentPort } from 'heddle';
    const parent = wrap(parentPort);
    expose({ async twice(value) { return 2 * (await parent.half(value)) + await parent.half(2); } });`;
  const { temporaryFolder } = await import('../support/temporary-folder.ts');
  const folder = temporaryFolder({ 'both.mjs': source });
  const worker = new Worker(`${folder}/both.mjs`);
  expose({ half: (value: number) => value / 2 }, worker);
  assert.equal(await wrap<any>(worker).twice(10), 11);
  await worker.terminate();
});

test('calls that come while the program listens wait for expose(), wherever the port is by then', async () => {
  const { port1, port2 } = new MessageChannel();
  const seen: unknown[] = [];
  const api = wrap<Tasks>(port1);
  port2.on('message', (data: unknown) => seen.push(data));
  const sum = api.add(1, 2);
  port1.postMessage('of the program');
  while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const carrier = new MessageChannel();
  carrier.port1.postMessage(port2, [port2]);
  const moved = await new Promise<MessagePort>((resolve) => carrier.port2.once('message', resolve));
  expose({ add: (a: number, b: number) => a + b }, moved);
  assert.equal(await sum, 3);
  assert.deepEqual(seen, ['of the program']);
  port1.close();
  carrier.port1.close();
});
