// How long does a call take, from the main thread to a worker and back: one at a time, and 64 in flight? Over the line of its own that `spawn()` has,
// over the port that `wrap()` shares with the program, and by the runtime's own messages; a `postMessage` of the runtime there and back beside them.
//
// npm run build && node dist/bench/rpc/calls.bench.js [rounds]
import { loadavg } from 'node:os';
import process from 'node:process';
import { Worker as NodeWorker } from 'node:worker_threads';
import { type Remote, spawn, Worker, wrap } from 'heddle';
import { interleave } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

type Tasks = typeof import('./call-tasks.ts');

const rounds = Number(process.argv[2] ?? 15);
const IN_FLIGHT = 64;
const tasks = new URL('call-tasks.js', import.meta.url);
const peer = new URL('call-peer.js', import.meta.url);
const order = { id: 7, customer: 'Ada', items: [{ sku: 'A-1', count: 2, price: 1.5 }] };

const echo = new NodeWorker(
  "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m))",
  {
    eval: true,
  },
);
const workers = [new Worker(peer), new Worker(peer, { transport: 'native' })] as const;
const lines = {
  spawn: spawn<Tasks>(tasks),
  'spawn, native': spawn<Tasks>(tasks, { transport: 'native' }),
  wrap: wrap<Tasks>(workers[0]),
  'wrap, native': wrap<Tasks>(workers[1]),
};

/** Microseconds for each of `count` runs of `run`, so many at a time. */
async function measure(count: number, inFlight: number, run: (index: number) => Promise<boolean>): Promise<number> {
  const begun = performance.now();
  let next = 0;
  let wrong = 0;
  const lane = async (): Promise<void> => {
    while (next < count) if (!(await run(next++))) wrong += 1;
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  if (wrong > 0) throw new Error(`Cannot count: ${wrong} results were wrong`);
  return ((performance.now() - begun) * 1000) / count;
}

const KINDS: Record<string, { readonly of: (line: Remote<Tasks>) => (index: number) => Promise<boolean>; readonly count: number }> = {
  'two numbers': {
    of: (line) => async (index) => (await line.add(index, 1)) === index + 1,
    count: 1,
  },
  'small object': {
    of: (line) => async (id) => (await line.total({ ...order, id })).id === id,
    count: 1 / 2,
  },
  callback: {
    of: (line) => async (index) => (await line.withCallback(index, (value) => value + 1)) === index + 1,
    count: 1 / 10,
  },
};

/** As many as take some 100 ms. */
const COUNT = { fast: { 1: 40_000, [IN_FLIGHT]: 100_000 }, native: { 1: 3_000, [IN_FLIGHT]: 8_000 } } as Record<
  string,
  Record<number, number>
>;

async function postAndWait(count: number): Promise<number> {
  const begun = performance.now();
  for (let index = 0; index < count; index += 1) {
    await new Promise((resolve) => {
      echo.once('message', resolve);
      echo.postMessage([index, 1]);
    });
  }
  return ((performance.now() - begun) * 1000) / count;
}

const BASE = 'postMessage of the runtime, there and back, one at a time';
const contestants: Record<string, () => Promise<number>> = { [BASE]: () => postAndWait(3_000) };
for (const [kind, { of, count }] of Object.entries(KINDS))
  for (const inFlight of [1, IN_FLIGHT])
    for (const [name, line] of Object.entries(lines)) {
      const run = of(line);
      const speed = name.endsWith('native') || kind === 'callback' ? 'native' : 'fast';
      const number = Math.ceil(COUNT[speed]![inFlight]! * (speed === 'fast' ? count : 1));
      contestants[`${kind}, ${inFlight === 1 ? 'one at a time' : `${inFlight} in flight`}: ${name}`] = () => measure(number, inFlight, run);
    }

const figures = await interleave(contestants, { rounds, warmUp: 3 });
const rows = Object.entries(figures).map(([name, times]): Row => {
  const row = { name, median: median(times), minimum: Math.min(...times) };
  return name === BASE ? row : { ...row, ratio: { to: BASE, value: medianRatio(times, figures[BASE]!) } };
});
record({ bench: 'rpc/calls', question: 'how long does a call take?', unit: 'µs', rounds, rows });
console.log(`load of the machine: ${loadavg()[0]!.toFixed(1)}`);

await Promise.all([...workers, echo].map((worker) => worker.terminate()));
for (const name of ['spawn', 'spawn, native'] as const) await lines[name][Symbol.asyncDispose]();
