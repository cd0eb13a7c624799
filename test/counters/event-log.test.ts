import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watch } from '../../src/observe/beat.ts';
import { EventReader, logEvent, type LoggedEvent } from '../../src/observe/event-log.ts';
import * as layout from '../../src/counters/layout.ts';
import { registry } from '../../src/observe/registry.ts';
import { timing } from '../../src/counters/timing.ts';
import { spawn, Worker, workerOf } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

const { counters } = registry();
async function whileWatched(run: () => unknown): Promise<void> {
  const stop = watch(registry());
  while (!timing.watched) await new Promise((resolve) => setImmediate(resolve));
  await run();
  stop();
  while (timing.watched) await new Promise((resolve) => setImmediate(resolve));
}
/** Reads until there is one that fits. */
async function next<T extends LoggedEvent['type']>(reader: EventReader, type: T): Promise<Extract<LoggedEvent, { type: T }>> {
  for (;;) {
    const found = reader.read().find((event) => event.type === type);
    if (found) return found as never;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('nothing is logged while nobody watches', () => {
  const reader = new EventReader(counters);
  logEvent({ type: 'warning', code: 'A', message: 'text' });
  assert.deepEqual(reader.read(), []);
});

test('events come in order; those that were overwritten are counted; text that is too long is cut', async () => {
  await whileWatched(() => {
    const reader = new EventReader(counters);
    logEvent({ type: 'warning', code: 'A', message: 'ä'.repeat(layout.EVENT_BYTES) });
    const [long] = reader.read();
    assert.ok(long?.type === 'warning' && long.message.startsWith('ää') && long.message.endsWith('…'));
    for (let number = 0; number < layout.EVENTS + 10; number += 1) logEvent({ type: 'warning', code: String(number), message: '' });
    const read = reader.read();
    assert.equal(reader.lost, 10);
    assert.equal(read.length, layout.EVENTS);
    assert.deepEqual(
      [read[0], read.at(-1)].map((event) => event?.type === 'warning' && event.code),
      ['10', String(layout.EVENTS + 9)],
    );
  });
});

test('an entry that its writer never finished is passed over', async () => {
  await whileWatched(() => {
    const reader = new EventReader(counters);
    const sequence = Atomics.add(counters.header, layout.EVENTS_WRITTEN, 1);
    const at = layout.EVENTS_AT + (sequence % layout.EVENTS) * layout.EVENT_BYTES;
    new Int32Array(counters.memory, at, 1)[0] = 0;
    logEvent({ type: 'warning', code: 'after', message: '' });
    assert.deepEqual(reader.read(), []);
    let read: LoggedEvent[] = [];
    for (let look = 0; look < 50 && read.length === 0; look += 1) read = reader.read();
    assert.equal(read.length, 1);
    assert.equal(reader.lost, 1);
  });
});

test('an entry whose writer has only just begun, where an old event was, is waited for', async () => {
  await whileWatched(() => {
    // Each place has been used once.
    for (let number = 0; number < layout.EVENTS; number += 1) logEvent({ type: 'warning', code: 'old', message: '' });
    const reader = new EventReader(counters);
    const sequence = Atomics.add(counters.header, layout.EVENTS_WRITTEN, 1);
    assert.deepEqual([reader.read(), reader.lost], [[], 0]);
    const at = layout.EVENTS_AT + (sequence % layout.EVENTS) * layout.EVENT_BYTES;
    const text = new TextEncoder().encode('{"type":"warning","code":"new"}');
    new Uint8Array(counters.memory, at + 8).set(text);
    const head = new Int32Array(counters.memory, at, 2);
    head[1] = text.length;
    Atomics.store(head, 0, (sequence + 1) | 0);
    assert.deepEqual(
      reader.read().map((event) => event.type === 'warning' && event.code),
      ['new'],
    );
    assert.equal(reader.lost, 0);
  });
});

test('an event that is too long in spite of all is lost, and no other one with it', async () => {
  await whileWatched(() => {
    const reader = new EventReader(counters);
    const handled = { type: 'handled', channel: 1, from: 0, nth: 1, at: 0, took: 1 } as const;
    logEvent({ ...handled, tasks: Array.from({ length: 500 }, (_, index) => `a task with a long name, number ${index}`) });
    logEvent({ ...handled, tasks: ['ä'.repeat(2000), 'ö'.repeat(2000), 'ü'.repeat(2000)] });
    logEvent({ type: 'warning', code: 'after', message: '' });
    const read = reader.read();
    assert.deepEqual(
      read.map(({ type }) => type),
      ['handled', 'warning'],
    );
    assert.deepEqual(read[0]?.type === 'handled' && read[0].tasks.at(-1), '…');
    assert.equal(reader.lost, 1);
  });
});

test('the life of a worker is told, with its errors', async () => {
  await whileWatched(async () => {
    const reader = new EventReader(counters);
    const worker = new Worker('throw new RangeError("too far")', { eval: true, name: 'doomed' });
    worker.onerror = () => {};
    await new Promise((resolve) => (worker.onclose = resolve));
    const events = reader.read();
    assert.deepEqual(
      events.map((event) => (event.type === 'worker' ? event.what : event.type)),
      ['start', 'error', 'close'],
    );
    const [, error, close] = events;
    assert.ok(error?.type === 'error' && error.message === 'too far' && error.worker === 'doomed');
    assert.ok(close?.type === 'worker' && close.what === 'close' && close.exitCode === 1);
  });
});

test('a call that waits for long is told with the place where it was made, and then its end', async () => {
  await whileWatched(async () => {
    const reader = new EventReader(counters);
    const tasks = spawn<{ wait(flag: Int32Array): number }>(fixture('counters/tasks.mjs'), { name: 'slow' });
    const flag = new Int32Array(new SharedArrayBuffer(4));
    while (timing.left === 0) await new Promise((resolve) => setImmediate(resolve));
    const answer = tasks.wait(flag);
    const pending = await next(reader, 'pending');
    assert.equal(pending.task, 'wait');
    assert.match(pending.peer, /slow/);
    assert.match(pending.origin, /event-log\.test/);
    assert.ok(!pending.origin.includes('/src/'));
    Atomics.store(flag, 0, 1);
    assert.equal(await answer, 1);
    const settled = await next(reader, 'settled');
    assert.deepEqual([settled.call, settled.failed], [pending.call, false]);
    await workerOf(tasks)!.terminate();
  });
});
