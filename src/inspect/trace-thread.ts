// The thread that writes a trace: what other threads tell goes to the file at once, so that a program that dies leaves what there was.
import { fs, process, threads } from '#node';
import { clock } from '#platform';
import { CounterMemory } from '../counters/counter-memory.ts';
import { EventReader } from '../observe/event-log.ts';
import { readThreads } from '../counters/read-threads.ts';
import { STOPPING, type TraceRecord, WRITTEN } from './messages.ts';
import { type TraceEvent, TraceEvents } from './trace-events.ts';

/** Between two looks, in milliseconds: the memory of events holds what comes meanwhile. */
const TICK = 5;
/** So long an event is kept, to be written in the order of time: DevTools draw no arrow whose end they read before its beginning, which another thread may tell later. */
const KEPT = 20;

const { memory, file, state } = threads.workerData as TraceRecord;
const counters = new CounterMemory(memory);
const reader = new EventReader(counters);
const events = new TraceEvents(process.pid);
const control = new Int32Array(state);
const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = fs.constants;
// It names the program's files, tasks and callers: for its owner alone. A link that somebody else has put there is not followed.
const output = fs.openSync(file, O_WRONLY | O_CREAT | O_TRUNC | (O_NOFOLLOW ?? 0), 0o600);
fs.fchmodSync(output, 0o600);
let lost = 0;
let recent: TraceEvent[] = [];
// The format lets the end of the list be missing.
let separator = '[\n';

function write(list: readonly TraceEvent[]): void {
  if (list.length === 0) return;
  fs.writeSync(output, separator + list.map((event) => JSON.stringify(event)).join(',\n'));
  separator = ',\n';
}

function take(isLast: boolean): void {
  const read = reader.read();
  // Of threads that are known by name only from now on, the name comes first.
  write(events.tracks(readThreads(counters)));
  const told = [...recent, ...read.flatMap((event) => events.of(event))].sort((a, b) => a.ts! - b.ts!);
  const settled = isLast ? Infinity : (clock.sinceEpoch() - KEPT) * 1000;
  const since = told.findIndex(({ ts }) => ts! > settled);
  recent = since < 0 ? [] : told.splice(since);
  write(told);
  if (reader.lost > lost) write([events.lost(reader.lost - lost, clock.sinceEpoch())]);
  lost = reader.lost;
}

write([{ ph: 'M', name: 'process_name', pid: process.pid, tid: 0, args: { name: `heddle ${process.pid}` } }]);
threads.parentPort!.postMessage('ready');
clock.setInterval(() => {
  // Pairs with the exchange in start-trace.ts: whatever was told before is in what is read below.
  const isLast = Atomics.load(control, 0) === STOPPING;
  take(isLast);
  if (!isLast) return;
  fs.writeSync(output, '\n]\n');
  fs.closeSync(output);
  // Pair with the load and the wait in start-trace.ts: the file is closed before.
  Atomics.store(control, 0, WRITTEN);
  Atomics.notify(control, 0);
  process.exit();
}, TICK);
