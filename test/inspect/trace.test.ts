import assert from 'node:assert/strict';
import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { trace } from 'heddle/inspect';
import type { TraceEvent } from '../../src/inspect/trace-events.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readByDevTools } from './devtools-reading.ts';

noLeaks();

/**
 * What the trace event format asks of each event and of all together; Perfetto and Chrome's DevTools drop without a word what breaks it.
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
function check(events: readonly TraceEvent[]): void {
  const needed: Record<TraceEvent['ph'], readonly (keyof TraceEvent)[]> = {
    M: ['args'],
    X: ['ts', 'dur', 'cat'],
    s: ['ts', 'id', 'cat'],
    f: ['ts', 'id', 'cat', 'bp'],
    b: ['ts', 'id', 'cat'],
    e: ['ts', 'id', 'cat'],
    i: ['ts', 's', 'cat'],
    C: ['ts', 'args'],
  };
  const named = new Set([0]);
  for (const event of events) {
    const text = JSON.stringify(event);
    assert.ok(typeof event.name === 'string' && event.name !== '', text);
    assert.ok(event.pid === events[0]!.pid && Number.isInteger(event.tid), text);
    for (const field of needed[event.ph]) assert.ok(event[field] !== undefined, `${field} of ${text}`);
    if (event.ph === 'M') {
      assert.ok(['process_name', 'thread_name'].includes(event.name) && typeof event.args?.['name'] === 'string', text);
      named.add(event.tid);
      continue;
    }
    assert.ok(named.has(event.tid), `a track that has a name: ${text}`);
    // Microseconds, and none that JSON cannot tell.
    assert.ok(Math.abs(event.ts! / 1000 - Date.now()) < 600_000, text);
    if (event.ph === 'X') assert.ok(event.dur! >= 0, text);
    if (event.ph === 'i') assert.ok('gpt'.includes(event.s!), text);
  }
  for (const tid of named) checkSlices(events.filter((event) => event.tid === tid));
  checkPairs(events, 's', 'f');
  checkPairs(events, 'b', 'e');
}

/** Slices of one track lie within each other or apart; arrows begin and end in one. */
function checkSlices(events: readonly TraceEvent[]): void {
  const endOf = ({ ts, dur }: TraceEvent): number => ts! + dur!;
  const slices = events.filter(({ ph }) => ph === 'X').toSorted((a, b) => a.ts! - b.ts! || b.dur! - a.dur!);
  const open: TraceEvent[] = [];
  for (const slice of slices) {
    while (open.length > 0 && endOf(open.at(-1)!) <= slice.ts!) open.pop();
    const around = open.at(-1);
    assert.ok(!around || endOf(slice) <= endOf(around) + 0.5, `${JSON.stringify(slice)} goes beyond ${JSON.stringify(around)}`);
    open.push(slice);
  }
  for (const { ph, ts, id } of events)
    if (ph === 's' || ph === 'f')
      assert.ok(
        slices.some((slice) => slice.ts! <= ts! && ts! <= endOf(slice)),
        `the arrow ${id} is at a slice`,
      );
}

/** What ends has begun before, once. Of what ends the beginning may be missing: it was before the trace. */
function checkPairs(events: readonly TraceEvent[], first: TraceEvent['ph'], last: TraceEvent['ph']): void {
  const begun = new Map<string, TraceEvent>();
  for (const event of events) {
    if (event.ph !== first) continue;
    assert.ok(!begun.has(event.id!), `${event.id} begins twice`);
    begun.set(event.id!, event);
  }
  for (const event of events) {
    const beginning = event.ph === last && begun.get(event.id!);
    if (!beginning) continue;
    assert.deepEqual([beginning.name, beginning.cat], [event.name, event.cat]);
    assert.ok(beginning.ts! <= event.ts!, JSON.stringify({ beginning, event }));
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

      const reading = await readByDevTools(events);
      assert.deepEqual([reading.isGeneric, reading.processes], [true, [`heddle ${events[0]!.pid}`]]);
      assert.deepEqual(new Map([...reading.tracks].map(([number, { name }]) => [name, number])), tracks);
      const namesOf = (wanted: number): string[] => events.filter(({ ph, tid }) => tid === wanted && ph === 'X').map(({ name }) => name);
      for (const [number, { entries }] of reading.tracks) assert.deepEqual(entries.toSorted(), namesOf(number).toSorted());
      assert.equal(reading.arrows, complete.length);
    });
});

for (const [way, signal] of [
  ['is killed', 'SIGKILL'],
  ['crashes', 'SIGABRT'],
] as const)
  test(`what was traced is there when the program ${way}`, async () => {
    const file = join(temporaryFolder({}), 'trace.json');
    const run = await runHeddle(['inspect', '--trace', file, fileURLToPath(fixture('inspect/traced.ts')), signal]);
    assert.equal(run.signal, signal);
    const text = await readFile(file, 'utf8');
    // The format lets the end of the list be missing, not that of an event.
    const events = JSON.parse(`${text}]`) as TraceEvent[];
    check(events);
    assert.ok(events.some(({ ph, name }) => ph === 'i' && name === 'echo: close'));
  });

test('a program that throws leaves a complete trace', async () => {
  const file = join(temporaryFolder({}), 'trace.json');
  const { code } = await runHeddle(['inspect', '--trace', file, fileURLToPath(fixture('inspect/traced.ts')), 'throw']);
  assert.equal(code, 1);
  check(JSON.parse(await readFile(file, 'utf8')) as TraceEvent[]);
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

test('a trace is for its owner alone, and goes through no link', async () => {
  const folder = temporaryFolder({});
  const file = join(folder, 'trace.json');
  await writeFile(file, 'readable by all', { mode: 0o644 });
  await (await trace(file)).stop();
  if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
  const link = join(folder, 'link.json');
  await symlink(file, link);
  await assert.rejects(trace(link), { code: 'HEDDLE_INSPECT_FAILED' });
});
