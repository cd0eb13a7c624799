import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { diagnostics } from '../../src/observe/diagnostics.ts';
import { Pool, spawn, Worker, workerOf } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

/** Collects what is published on all channels whose names begin so. */
async function published(prefix: string, run: () => Promise<void>): Promise<[name: string, message: any][]> {
  const seen: [string, any][] = [];
  const names = Object.values(diagnostics)
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix));
  const listeners = names.map((name) => [name, (message: unknown) => void seen.push([name.slice(prefix.length), message])] as const);
  for (const [name, listener] of listeners) channel(name).subscribe(listener);
  await run();
  for (const [name, listener] of listeners) channel(name).unsubscribe(listener);
  return seen;
}

test('heddle:worker:* tell the life of a worker', async () => {
  let worker: Worker | undefined;
  const seen = await published('heddle:worker:', async () => {
    worker = new Worker('setTimeout(() => { throw new RangeError("too far") })', { eval: true, name: 'doomed' });
    worker.onerror = () => {};
    await new Promise((resolve) => (worker!.onclose = resolve));
  });
  assert.deepEqual(
    seen.map(([name]) => name),
    ['start', 'open', 'error', 'close'],
  );
  for (const [, message] of seen) assert.ok(message.worker === worker && message.name === 'doomed');
  assert.equal(seen[2]![1].error.message, 'too far');
  assert.deepEqual([seen[3]![1].exitCode, seen[3]![1].reason], [1, 'uncaught error: too far']);
});

test('heddle:call:* give one object for all that becomes of a call', async () => {
  const tasks = spawn<{ add(a: number, b: number): number; fail(): void }>(fixture('counters/tasks.mjs'), { name: 'adder' });
  const seen = await published('heddle:call:', async () => {
    assert.equal(await tasks.add(1, 2), 3);
    await assert.rejects(tasks.fail(), RangeError);
  });
  assert.deepEqual(
    seen.map(([name, { task }]) => `${name} ${task}`),
    ['start add', 'end add', 'start fail', 'error fail', 'end fail'],
  );
  assert.equal(seen[0]![1], seen[1]![1]);
  assert.equal(seen[3]![1].error.name, 'RangeError');
  assert.match(seen[0]![1].peer, /adder/);
  await workerOf(tasks)!.terminate();
});

test('heddle:task:* follow a task of a pool', async () => {
  const seen = await published('heddle:task:', async () => {
    await using pool = new Pool<{ add(a: number, b: number): number; fail(): void }>(fixture('counters/tasks.mjs'), { size: 1 });
    assert.equal(await pool.run('add', [1, 2]), 3);
    await assert.rejects(Promise.resolve(pool.run('fail', [])), RangeError);
  });
  assert.deepEqual(
    seen.map(([name, { task, outcome }]) => [name, task, outcome].filter(Boolean).join(' ')),
    ['queued add', 'started add', 'finished add completed', 'queued fail', 'started fail', 'finished fail failed'],
  );
  assert.equal(new Set(seen.map(([, { run }]) => run)).size, 2);
});

test('heddle:port:native says which message did not take the ring, and why', async () => {
  const worker = new Worker('onmessage = () => {}', { eval: true });
  const seen = await published('heddle:port:', async () => {
    for (let number = 0; number < 4; number += 1) worker.postMessage(number);
    worker.postMessage(new SharedArrayBuffer(8));
    await worker.terminate();
  });
  assert.deepEqual(
    seen.map(([, { reason }]) => reason),
    ['plain', 'plain', 'memory'],
  );
});
