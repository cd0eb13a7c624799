import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../../support/fixture.ts';
import { runNode } from '../../support/run-node.ts';

const COUNT = 200;
const MEGABYTE = 1 << 20;

it(`${COUNT} workers that are started and terminated leave nothing behind`, async () => {
  const args = ['--expose-gc', fileURLToPath(fixture('worker/many-workers.mjs')), String(COUNT)];
  const { code, stdout, stderr } = await runNode(args, { milliseconds: 80_000 });
  assert.equal(stderr, '');
  assert.equal(code, 0);
  const { active, alive, before, after } = JSON.parse(stdout);
  assert.deepEqual(active, [], 'threads, ports and timers that keep the process alive');
  assert.deepEqual(after.listeners, before.listeners);
  assert.equal(after.threads, before.threads);
  // A few may still be held by frames that V8 has not cleared; a leak would hold all.
  assert.ok(alive <= COUNT / 20, `${alive} of ${COUNT} workers cannot be collected`);
  // Each got a buffer of 1 MB. A leak of a worker's least objects, some 10 KB, would add 2 MB to the heap;
  // a leak of its thread some 4 MB each, 800 MB in all, to what the process holds. There the allocators keep some 110 MB for themselves, after 200 workers
  // and hardly more after 800.
  const grown = (name: string): number => (after.memory[name] - before.memory[name]) / MEGABYTE;
  assert.ok(grown('heapUsed') < 1.5, `the heap has grown by ${grown('heapUsed')} MB`);
  assert.ok(grown('arrayBuffers') < 2, `buffers have grown by ${grown('arrayBuffers')} MB`);
  assert.ok(grown('rss') < 200, `the process has grown by ${grown('rss')} MB`);
});
