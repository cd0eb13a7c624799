import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { allocateRing } from '../../src/ring/ring-memory.ts';
import { RingReader } from '../../src/ring/ring-reader.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

const COUNT = 200_000;

/** Sleeps until the writer rings, as an event loop does. */
function sleep(bell: Int32Array, rung: number): number {
  assert.notEqual(Atomics.wait(bell, 0, rung, 10_000), 'timed-out', 'the reader sleeps and nobody wakes it');
  return Atomics.load(bell, 0);
}

for (const bytes of [1 << 10, 1 << 16]) {
  test(`two threads: ${COUNT} frames through a ring of ${bytes} bytes, whole and in order; a sleeping reader is woken`, async () => {
    const memory = allocateRing(bytes)!;
    const bell = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(fixture('ring/hammer.mjs'), { workerData: { memory: memory.memory, bell, count: COUNT } });
    const reader = new RingReader(memory);
    let rung = 0;
    let seed = 1;
    for (let number = 0; number < COUNT;) {
      if (!reader.next()) {
        if (reader.sleep()) rung = sleep(bell, rung);
        continue;
      }
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      const { start, end } = reader;
      const size = 4 + ((seed >>> 8) % 300);
      if (end - start !== size || reader.order !== number || memory.view.getInt32(start, true) !== number)
        assert.fail(`frame ${number} is ${memory.view.getInt32(start, true)} of ${end - start} bytes`);
      for (let at = start + 4; at < end; at += 1) if (memory.bytes[at] !== (number & 255)) assert.fail(`frame ${number} at ${at - start}`);
      reader.advance();
      number += 1;
    }
    assert.equal(reader.next(), false);
    await new Promise((resolve) => worker.once('exit', resolve));
  });
}

test('a thread that dies before it publishes a frame leaves those before it and nothing else', async () => {
  const memory = allocateRing(1 << 12)!;
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(fixture('ring/hammer.mjs'), { workerData: { memory: memory.memory, bell, count: 10, die: true } });
  await new Promise((resolve) => worker.once('exit', resolve));
  const reader = new RingReader(memory);
  const orders: number[] = [];
  for (; reader.next(); reader.advance()) orders.push(reader.order);
  assert.deepEqual(orders, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
