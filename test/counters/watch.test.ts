import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { clock } from '#platform';
import { BEAT_MILLISECONDS, watch } from '../../src/observe/beat.ts';
import { readPorts } from '../../src/counters/read-ports.ts';
import { readThreads, type ThreadInSlot } from '../../src/counters/read-threads.ts';
import { registry } from '../../src/observe/registry.ts';
import { layoutOf } from './layout-of.ts';
import { Worker } from '../../src/worker/host/worker.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

const { counters } = registry();
const find = (name: string): ThreadInSlot => readThreads(counters).findLast((thread) => thread.name === name)!;
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

test('a thread measures itself while somebody watches, and only then', async () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  await using worker = new Worker(fixture('counters/echo.mjs'), { name: 'watched', workerData: flag });
  await once(worker as never, 'open');
  assert.equal(find('watched').at, 0);
  const stop = watch(registry());
  await until(() => find('watched').at > 0);
  const { heapUsed, heapTotal, state, parent, script } = find('watched');
  assert.ok(heapUsed > 100_000 && heapTotal >= heapUsed);
  assert.equal(state, 'running');
  assert.equal(parent, find('main').number);
  assert.match(script, /echo\.mjs$/);

  worker.postMessage('block');
  await once(worker as never, 'message');
  const { busySince } = find('watched');
  assert.ok(busySince !== undefined && Math.abs(Date.now() - busySince) < 10_000, 'it is in a handler');
  const blockedAt = find('watched').at;
  await until(() => clock.sinceEpoch() - find('main').at < 100 && find('main').at - blockedAt > 250);
  assert.equal(find('watched').at, blockedAt, 'a thread that is blocked takes no figures');
  Atomics.store(flag, 0, 1);
  await until(() => find('watched').at > blockedAt);
  assert.ok(find('watched').utilization > 0.5 && find('watched').delay > 100);
  assert.equal(find('watched').busySince, undefined);

  stop();
  stop();
  assert.equal(layoutOf(counters).watchers, 0);
  // What does not come takes time to be seen: each thread looks once in the time of a beat whether it is still watched.
  const twoBeats = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2.5 * BEAT_MILLISECONDS));
  await twoBeats();
  const { at } = find('watched');
  const { timed } = worker.stats().messages.handling;
  worker.postMessage('unwatched');
  await once(worker as never, 'message');
  await twoBeats();
  assert.equal(find('watched').at, at);
  assert.equal(worker.stats().messages.handling.timed, timed);

  const again = watch(registry());
  await until(() => find('watched').at > at);
  again();
});

test('the end of a worker is told, its nested ones included, and its ports are gone', async () => {
  const code = `new Worker('setInterval(() => {}, 1000)', { eval: true, name: 'nested' }).onopen = () => postMessage('up')`;
  const worker = new Worker(code, { eval: true, name: 'outer' });
  await once(worker as never, 'message');
  const { slot } = find('outer');
  const nested = find('nested');
  assert.equal(nested.parent, find('outer').number);
  assert.ok(readPorts(counters).some(({ thread }) => thread === slot));
  await worker.terminate();
  assert.deepEqual([find('outer').state, find('outer').exitCode], ['ended', 1]);
  assert.equal(find('nested').state, 'ended');
  assert.ok(!readPorts(counters).some(({ thread }) => thread === slot || thread === nested.slot));
});
