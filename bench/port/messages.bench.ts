// How long does a message take? Heddle's own way, and the runtime's under heddle's API, against the runtime's own workers: there and back
// (one message at a time), and one way (a burst, until all have arrived); from the main thread to a worker, between two workers, and
// to eight workers at once.
//
// npm run build && node dist/bench/port/messages.bench.js [rounds] [part of a row's name]
import process from 'node:process';
import { loadavg } from 'node:os';
import { MessageChannel as NodeMessageChannel, Worker as NodeWorker } from 'node:worker_threads';
import { MessageChannel, Worker } from 'heddle';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';
import { KINDS, type KindName } from './kinds.ts';
import { burst, type Line, quantile, roundTrips } from './line.ts';
import { type NodePort, nodeLine } from './node-line.ts';
import type { Measure, Role } from './peer.ts';
import { pingPong } from './ping-pong.ts';

const rounds = Number(process.argv[2] ?? 15);
const wanted = process.argv[3] ?? '';
/** A ping-pong slower than this, in microseconds: the system runs both threads on one core just now. */
const SLOWEST_FLOOR = 2;
const MANY = 8;
const peer = new URL('./peer.js', import.meta.url);

type Name = 'Node' | 'heddle' | 'heddle, native';
interface Contestant {
  newWorker(role: Role): NodePort & { terminate(): Promise<unknown> };
  newChannel(): { port1: object; port2: object };
}
const contestants: Record<Name, Contestant> = {
  Node: { newWorker: (role) => new NodeWorker(peer, { workerData: role }), newChannel: () => new NodeMessageChannel() },
  heddle: { newWorker: (role) => new Worker(peer, { workerData: role }), newChannel: () => new MessageChannel() },
  'heddle, native': {
    newWorker: (role) => new Worker(peer, { workerData: role, transport: 'native' }),
    newChannel: () => new NodeMessageChannel(),
  },
};
const names = Object.keys(contestants) as Name[];

const workers: ReturnType<Contestant['newWorker']>[] = [];
function start(name: Name, role: Role): NodePort {
  const worker = contestants[name].newWorker(role);
  workers.push(worker);
  return worker;
}

const referee = start('Node', 'play ping-pong');
const floor = (): number => pingPong((memory) => referee.postMessage(memory));

/** One figure: microseconds for each message; `worst` is the 99th percentile where single messages are measured. */
interface Figure {
  readonly typical: number;
  readonly worst?: number;
}
type Measurement = () => Promise<Figure>;

const tripsFigure = (times: Float64Array): Figure => ({ typical: quantile(times, 0.5), worst: quantile(times, 0.99) });

function toOneWorker(name: Name): (way: Measure['way'], kind: KindName) => Measurement {
  const line = nodeLine(start(name, 'serve the parent'));
  return (way, kind) => async () =>
    way === 'one way'
      ? { typical: await burst(line, kind, KINDS[kind].burst) }
      : tripsFigure(await roundTrips(line, kind, KINDS[kind].trips));
}

function betweenWorkers(name: Name): (way: Measure['way'], kind: KindName) => Measurement {
  const [measuring, serving] = [start(name, 'measure'), start(name, 'serve another')];
  const { port1, port2 } = contestants[name].newChannel();
  serving.postMessage({ port: port2 }, [port2]);
  measuring.postMessage({ port: port1 }, [port1]);
  const control = nodeLine(measuring);
  return (way, kind) => async () => {
    const figure = await new Promise<number | Float64Array>((resolve) => {
      control.listen(resolve);
      control.post({ way, kind, count: way === 'one way' ? KINDS[kind].burst : KINDS[kind].trips } satisfies Measure);
    });
    return typeof figure === 'number' ? { typical: figure } : tripsFigure(figure);
  };
}

/** All at once; the time of all of them is divided by the number of messages. */
function toManyWorkers(name: Name): (way: Measure['way'], kind: KindName) => Measurement {
  const lines = Array.from({ length: MANY }, () => nodeLine(start(name, 'serve the parent')));
  return (way, kind) => {
    const each = Math.ceil((way === 'one way' ? KINDS[kind].burst : KINDS[kind].trips) / MANY);
    const run = (line: Line): Promise<unknown> => (way === 'one way' ? burst(line, kind, each) : roundTrips(line, kind, each));
    return async () => {
      const begun = performance.now();
      await Promise.all(lines.map(run));
      return { typical: ((performance.now() - begun) * 1000) / (each * MANY) };
    };
  };
}

/** How many times faster than Node it is to be: issue 3. */
const LARGE = { 'round trip': 0.95, 'one way': 0.95 };
const GOALS: Partial<Record<KindName, Record<Measure['way'], number>>> = {
  number: { 'round trip': 12, 'one way': 8 },
  'small tagged object': { 'round trip': 10, 'one way': 4.5 },
  'order record of 12 items': { 'round trip': 3, 'one way': 3.5 },
  'Map, Set, Date, BigInt': { 'round trip': 3, 'one way': 3 },
  'string of 14 KB': { 'round trip': 1.5, 'one way': 2 },
  'string of 3 MB': LARGE,
  '64 KB of bytes, copied': LARGE,
  '1 MB, moved': LARGE,
};

/** The rounds of one table row: what was left out is counted, not forgotten. */
interface MessageRow extends Row {
  readonly worst?: number;
  readonly disturbed?: number;
}

async function measure(title: string, measurements: Record<Name, Measurement>, warmUps: number, goal?: number): Promise<MessageRow[]> {
  const figures = Object.fromEntries(names.map((name) => [name, [] as Figure[]])) as Record<Name, Figure[]>;
  let disturbed = 0;
  for (let run = 0; run < warmUps; run += 1) for (const name of names) await measurements[name]();
  for (let round = 0; figures.Node.length < rounds && round < 3 * rounds; round += 1) {
    const before = floor();
    const inRound = {} as Record<Name, Figure>;
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length]!;
      inRound[name] = await measurements[name]();
    }
    if (Math.max(before, floor()) > SLOWEST_FLOOR) disturbed += 1;
    else for (const name of names) figures[name].push(inRound[name]);
  }
  // On a machine that is disturbed all the time there is nothing to say.
  if (figures.Node.length === 0) return [];
  const typical = (name: Name): number[] => figures[name].map((figure) => figure.typical);
  return names.map((name) => {
    const worst = figures[name].flatMap((figure) => figure.worst ?? []);
    return {
      name: `${title}: ${name}`,
      median: median(typical(name)),
      minimum: Math.min(...typical(name)),
      ...(worst.length > 0 && { worst: median(worst) }),
      ...(name !== 'Node' && {
        ratio: {
          to: 'Node',
          value: medianRatio(typical(name), typical('Node')),
          ...(name === 'heddle' && goal !== undefined && { goal: 1 / goal }),
        },
      }),
      disturbed,
    };
  });
}

function floorRows(): MessageRow[] {
  const times = Array.from({ length: 3 * rounds }, floor);
  const awake = times.filter((time) => time <= SLOWEST_FLOOR);
  const rows: MessageRow[] = [];
  if (awake.length > 0)
    rows.push({
      name: 'floor: Atomics there and back',
      median: median(awake),
      minimum: Math.min(...awake),
      disturbed: times.length - awake.length,
    });
  for (const [name, size] of [
    ['64 KB', 1 << 16],
    ['1 MB', 1 << 20],
    ['3 MB', 3 << 20],
  ] as const) {
    const source = new Uint8Array(size).fill(7);
    const shared = new Uint8Array(new SharedArrayBuffer(size));
    const copies = Array.from({ length: 50 }, () => {
      const begun = performance.now();
      shared.set(source);
      shared.slice();
      return (performance.now() - begun) * 1000;
    });
    rows.push({ name: `floor: copy of ${name} into shared memory and out of it`, median: median(copies), minimum: Math.min(...copies) });
  }
  return rows;
}

const SHORT: readonly KindName[] = ['number', 'small tagged object', 'order record of 12 items'];
const tables = [
  { who: '', connect: toOneWorker, kinds: Object.keys(KINDS) as KindName[], hasGoals: true, warmUps: 1 },
  { who: ', worker to worker', connect: betweenWorkers, kinds: Object.keys(KINDS) as KindName[], hasGoals: false, warmUps: 1 },
  // Each of them has had as many messages then as the one worker above.
  { who: `, ${MANY} workers`, connect: toManyWorkers, kinds: SHORT, hasGoals: false, warmUps: MANY },
];

const load = loadavg()[0]!;
const rows: MessageRow[] = floorRows();
for (const { who, connect, kinds, hasGoals, warmUps } of tables) {
  const titles = kinds.flatMap((kind) =>
    (['round trip', 'one way'] as const).map((way) => ({ title: `${kind}, ${way}${who}`, way, kind })),
  );
  const chosen = titles.filter(({ title }) => title.includes(wanted));
  if (chosen.length === 0) continue;
  const connected = names.map((name) => [name, connect(name)] as const);
  for (const { title, way, kind } of chosen) {
    const measurements = Object.fromEntries(connected.map(([name, to]) => [name, to(way, kind)])) as Record<Name, Measurement>;
    const found = await measure(title, measurements, warmUps, hasGoals ? GOALS[kind]?.[way] : undefined);
    rows.push(...found);
    const [node, heddle, native] = found;
    if (node && heddle && native)
      console.log(
        `${title.padEnd(56)} Node ${node.median.toFixed(2).padStart(9)} µs  heddle ${heddle.median.toFixed(2).padStart(9)} µs  ` +
          `faster by ${(1 / heddle.ratio!.value).toFixed(2)}${heddle.ratio!.goal ? ` (goal ${(1 / heddle.ratio!.goal).toFixed(2)})` : ''}, native ${(1 / native.ratio!.value).toFixed(2)}; ` +
          `p99 ${node.worst?.toFixed(0) ?? '-'} / ${heddle.worst?.toFixed(0) ?? '-'}; ${heddle.disturbed} rounds left out`,
      );
    else console.log(`${title}: every round was disturbed`);
  }
}
await Promise.all(workers.map((worker) => worker.terminate()));
const result = { bench: 'port/messages', question: 'how long a message takes', unit: 'µs', rounds, load, rows };
if (wanted === '') record(result);
