// What does a connected worker cost while nothing happens, and while a message comes every millisecond? In CPU time of the whole process:
// a reader that looks at its ring too long would show here, and nowhere else.
//
// npm run build && node dist/bench/port/idle.bench.js [rounds] [milliseconds of each]
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker as NodeWorker } from 'node:worker_threads';
import { Worker } from 'heddle';
import { interleave } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';
import { type Line, roundTrips } from './line.ts';
import { type NodePort, nodeLine } from './node-line.ts';
import type { Role } from './peer.ts';

const rounds = Number(process.argv[2] ?? 7);
const length = Number(process.argv[3] ?? 1000);
const peer = new URL('./peer.js', import.meta.url);
const role: Role = 'serve the parent';

/** The part of one core that the process used in the meantime, in percent. */
async function load(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 10 / (performance.now() - begun);
}

/** Every message is answered, so that both sides have one to wait for. */
async function everyMillisecond(line: Line): Promise<void> {
  line.post({ order: 'return', kind: 'small tagged object', count: length });
  let answers = -1;
  const done = new Promise<void>((resolve) => {
    line.listen(() => {
      answers += 1;
      if (answers === length) resolve();
    });
  });
  let sent = 0;
  const timer = setInterval(() => {
    line.post({ type: 'job', id: sent });
    sent += 1;
    if (sent === length) clearInterval(timer);
  }, 1);
  await done;
}

const workers: (NodePort & { terminate(): Promise<unknown> })[] = [
  new NodeWorker(peer, { workerData: role }),
  new Worker(peer, { workerData: role }),
  new Worker(peer, { workerData: role, transport: 'native' }),
];
const [node, heddle, native] = workers.map(nodeLine) as [Line, Line, Line];
// The rings are there, and both sides have learned that messages come fast: the worst that can precede silence.
const excited = async (line: Line, work: () => Promise<unknown>): Promise<number> => {
  await roundTrips(line, 'small tagged object', 2000);
  return load(work);
};
const idle = (line: Line) => () => excited(line, () => delay(length));
const busy = (line: Line) => () => excited(line, () => everyMillisecond(line));

const contestants = {
  'idle: Node': idle(node),
  'idle: heddle': idle(heddle),
  'idle: heddle, native': idle(native),
  'a message and its answer every millisecond: Node': busy(node),
  'a message and its answer every millisecond: heddle': busy(heddle),
  'a message and its answer every millisecond: heddle, native': busy(native),
};
const figures = await interleave(contestants, { rounds, warmUp: 1 });
const rows = (Object.keys(contestants) as (keyof typeof contestants)[]).map((name): Row => {
  const [when, who] = name.split(': ') as ['idle' | 'a message and its answer every millisecond', string];
  const row = { name, median: median(figures[name]), minimum: Math.min(...figures[name]) };
  const to = `${when}: Node` as const;
  return who === 'Node' ? row : { ...row, ratio: { to, value: medianRatio(figures[name], figures[to]) } };
});
await Promise.all(workers.map((worker) => worker.terminate()));
record({ bench: 'port/idle', question: 'CPU time while little or nothing happens', unit: '% of a core', rounds, rows });
