// Threads compare what one has written of the time with what another reads on its clock: with one notion of it, whatever becomes of the date.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock } from '#platform';
import { watch } from '../../src/observe/beat.ts';
import { CounterMemory } from '../../src/counters/counter-memory.ts';
import { EPOCH_AT } from '../../src/counters/layout.ts';
import { registry } from '../../src/observe/registry.ts';
import { Worker } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

const HOUR = 3_600_000;

test('whoever reads the memory takes its epoch over from the thread that made it', (context) => {
  const own = clock.epoch;
  context.after(() => void (clock.epoch = own));
  const { memory } = new CounterMemory();
  // As it is after somebody has set the date between the starts of two threads.
  new Float64Array(memory, EPOCH_AT, 1)[0]! -= HOUR;
  const before = clock.sinceEpoch();
  new CounterMemory(memory);
  assert.equal(clock.epoch, own - HOUR);
  assert.ok(clock.sinceEpoch() < before);
});

test('a worker says when it was at its event loop last by the clock of its parent', async (context) => {
  const own = clock.epoch;
  context.after(() => void (clock.epoch = own));
  // The parent has another date than the worker would find.
  const { memory } = registry().counters;
  const epoch = new Float64Array(memory, EPOCH_AT, 1);
  clock.epoch = epoch[0]! -= HOUR;
  const stop = watch(registry());
  await using worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
  while (worker.stats().watched === undefined) await new Promise((resolve) => setImmediate(resolve));
  const late = clock.sinceEpoch() - worker.stats().watched!.at;
  assert.ok(late > -10 && late < HOUR / 2, `${late} ms`);
  stop();
});
