import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { trace } from 'heddle/inspect';
import type { TraceEvent } from '../../src/inspect/trace-events.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

/** What the trace event format asks of each event, and Perfetto drops it without. */
function check(events: readonly TraceEvent[]): void {
  for (const event of events) {
    const text = JSON.stringify(event);
    assert.ok(['M', 'X', 's', 'f', 'b', 'e', 'i'].includes(event.ph), text);
    assert.ok(typeof event.name === 'string' && event.name !== '', text);
    assert.ok(Number.isInteger(event.pid) && Number.isInteger(event.tid), text);
    if (event.ph === 'M') {
      assert.ok(['process_name', 'thread_name'].includes(event.name) && typeof event.args?.['name'] === 'string', text);
      continue;
    }
    assert.ok(typeof event.ts === 'number' && Math.abs(event.ts / 1000 - Date.now()) < 600_000, text);
    if (event.ph === 'X') assert.ok(event.dur! >= 0, text);
    if ('sfbe'.includes(event.ph)) assert.ok(typeof event.id === 'string' && typeof event.cat === 'string', text);
    if (event.ph === 'f') assert.equal(event.bp, 'e');
    if (event.ph === 'i') assert.ok('gpt'.includes(event.s!), text);
  }
}

describe('heddle inspect --trace', () => {
  for (const way of ['by itself', 'exit'])
    test(`writes a file that is complete when the program ends ${way === 'exit' ? 'by process.exit()' : way}`, async () => {
      const file = join(temporaryFolder({}), 'trace.json');
      const { code, stderr } = await runHeddle(['inspect', '--trace', file, fileURLToPath(fixture('inspect/traced.ts')), way]);
      assert.deepEqual({ code, stderr }, { code: way === 'exit' ? 3 : 0, stderr: '' });
      const events = JSON.parse(await readFile(file, 'utf8')) as TraceEvent[];
      check(events);
      const tracks = new Map(events.filter(({ name }) => name === 'thread_name').map(({ tid, args }) => [args!['name'], tid]));
      assert.deepEqual(
        [...tracks.keys()].map(String).toSorted((a, b) => a.localeCompare(b)),
        ['echo', 'main', 'numbers-1'],
      );

      // Five messages to the worker and back, and its end: each arrow has two ends, in two threads, and goes forward.
      const begins = events.filter(({ ph }) => ph === 's');
      const arrows = events.filter(({ ph }) => ph === 'f').map((to) => ({ to, from: begins.find(({ id }) => id === to.id)! }));
      const complete = arrows.filter(({ from }) => from !== undefined);
      assert.ok(complete.length >= 11, `${complete.length} arrows`);
      for (const { from, to } of complete) assert.ok(from.tid !== to.tid && from.ts! <= to.ts! + 1000, JSON.stringify({ from, to }));
      assert.ok(complete.some(({ from, to }) => from.tid === tracks.get('main') && to.tid === tracks.get('echo')));
      assert.ok(complete.some(({ from, to }) => from.tid === tracks.get('echo') && to.tid === tracks.get('main')));

      const task = events.find(({ ph, name, tid }) => ph === 'X' && name === 'work' && tid === tracks.get('numbers-1'));
      assert.ok(task && task.dur! > 500, 'the task is a slice as long as it took');
      const calls = events.filter(({ cat }) => cat === 'call');
      assert.ok(calls.some(({ ph, name }) => ph === 'b' && name === 'work'));
      for (const { id } of calls.filter(({ ph }) => ph === 'e')) assert.ok(calls.some((call) => call.ph === 'b' && call.id === id));
      assert.ok(events.some(({ ph, name }) => ph === 'i' && name === 'echo: close'));
    });
});

test('trace() writes until it is stopped, and rejects a file that it cannot write', async () => {
  const folder = temporaryFolder({});
  const running = await trace(join(folder, 'trace.json'));
  await running.stop();
  await running.stop();
  check(JSON.parse(await readFile(running.file, 'utf8')) as TraceEvent[]);
  await assert.rejects(trace(join(folder, 'no', 'such', 'trace.json')), { code: 'HEDDLE_INSPECT_FAILED' });
  await assert.rejects(trace(1 as never), TypeError);
});
