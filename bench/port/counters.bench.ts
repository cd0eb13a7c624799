// What does counting cost? The two halves of a port in one thread, so that no wake-up hides it: with counters that do nothing, with those of the
// product, and with those while somebody watches. Each in threads of its own, so that the engine sees one kind of counters only, and several threads
// of each, because two threads with the same code differ by more than what is looked for.
//
// npm run build && node dist/bench/port/counters.bench.js [rounds]
import { Worker } from 'node:worker_threads';
import { record } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 40);
const THREADS = 4;
const NAMES = ['nothing counted', 'counted', 'counted and watched'] as const;
type Name = (typeof NAMES)[number];

const side = new URL('./counters-side.js', import.meta.url);
const threads = NAMES.flatMap((name) => Array.from({ length: THREADS }, () => ({ name, worker: new Worker(side, { workerData: name }) })));
const run = (worker: Worker): Promise<number> =>
  new Promise((resolve) => {
    // An error that nobody listens to ends the bench.
    worker.once('message', resolve);
    worker.postMessage('run');
  });

const figures: Record<Name, number[]> = { 'nothing counted': [], counted: [], 'counted and watched': [] };
for (let round = -10; round < rounds; round += 1) {
  const best: Record<Name, number> = { 'nothing counted': Infinity, counted: Infinity, 'counted and watched': Infinity };
  for (let turn = 0; turn < threads.length; turn += 1) {
    const { name, worker } = threads[(turn + Math.max(0, round)) % threads.length]!;
    best[name] = Math.min(best[name], await run(worker));
  }
  if (round >= 0) for (const name of NAMES) figures[name].push(best[name]);
}
await Promise.all(threads.map(({ worker }) => worker.terminate()));
record({
  bench: 'port/counters',
  question: 'what counting costs for a small message, sending and receiving together',
  unit: 'ns',
  rounds,
  rows: NAMES.map((name) => ({
    name,
    median: median(figures[name]),
    minimum: Math.min(...figures[name]),
    ...(name !== 'nothing counted' && { ratio: { to: 'nothing counted', value: medianRatio(figures[name], figures['nothing counted']) } }),
  })),
});
