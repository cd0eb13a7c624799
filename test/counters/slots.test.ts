import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CounterMemory } from '../../src/counters/counter-memory.ts';
import * as layout from '../../src/counters/layout.ts';
import { PortCounters } from '../../src/observe/port-counters.ts';
import { readPort, readPorts } from '../../src/counters/read-ports.ts';
import { readThreads } from '../../src/counters/read-threads.ts';
import { describeThread, registry } from '../../src/observe/registry.ts';
import { layoutOf } from './layout-of.ts';

test('a port that finds no slot counts for itself', () => {
  const { counters } = registry();
  const open = Array.from({ length: layout.PORTS }, () => new PortCounters('channel', 1));
  const beyond = new PortCounters('channel', 2);
  beyond.written(10);
  assert.equal(layoutOf(counters).uncounted, 1);
  assert.equal(readPorts(counters).length, layout.PORTS);
  assert.equal(readPort(counters, beyond.figures).sent, 1);
  for (const port of open) port.release(true);
  assert.equal(readPorts(counters).length, 0);
});

test('threads take free slots, then those of the threads that ended longest ago, then none', () => {
  const counters = new CounterMemory();
  for (let slot = 0; slot < layout.THREADS; slot += 1) assert.equal(counters.takeThread(), slot);
  assert.equal(counters.takeThread(), -1);
  for (const [slot, ended] of [
    [7, 20],
    [3, 30],
    [9, 10],
  ] as const) {
    counters.thread(slot)[layout.ENDED] = ended;
    counters.threadStates[slot] = layout.GONE;
  }
  assert.deepEqual([counters.takeThread(), counters.takeThread(), counters.takeThread(), counters.takeThread()], [9, 7, 3, -1]);
});

test('a thread is seen once it has been described, and nothing of the one before', () => {
  const counters = new CounterMemory();
  const names = (): string[] => readThreads(counters).map(({ name }) => name);
  const slot = counters.takeThread();
  assert.deepEqual(names(), []);
  describeThread(counters, slot, { parent: -1, name: 'first', script: '' });
  assert.deepEqual(names(), ['first']);
  // The only one that can be taken again.
  counters.threadStates.fill(layout.RUNNING);
  counters.threadStates[slot] = layout.GONE;
  assert.equal(counters.takeThread(), slot);
  assert.ok(!names().includes('first'));
  describeThread(counters, slot, { parent: -1, name: 'second', script: '' });
  assert.ok(names().includes('second'));
});

test('text is cut to its place, and never runs into the next', () => {
  const counters = new CounterMemory();
  counters.writeText(layout.THREADS_AT, 8, 'äöü-too-long');
  assert.equal(counters.readText(layout.THREADS_AT, 8).length <= 8, true);
  counters.writeText(layout.THREADS_AT, 8, 'ääää');
  assert.equal(counters.readText(layout.THREADS_AT, 8), 'äää', 'characters stay whole');
  counters.writeText(layout.THREADS_AT, 8, 'ab');
  assert.equal(counters.readText(layout.THREADS_AT, 8), 'ab');
});
