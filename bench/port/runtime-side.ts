// Run by the runtime that is measured, for runtimes.bench.ts: one round over every kind of message, on the runtime's own workers or, with
// the argument `heddle`, on heddle's. Prints the figures as JSON.
import process from 'node:process';
import { KINDS, type KindName } from './kinds.ts';
import { burst, quantile, roundTrips } from './line.ts';
import { webLine, type WebPort } from './web-line.ts';

type WorkerClass = new (script: URL, options: { type: 'module' }) => WebPort & { terminate(): unknown };

const own = (globalThis as { Worker?: WorkerClass }).Worker;
const OneWorker = process.argv[2] === 'heddle' ? ((await import('heddle')).Worker as unknown as WorkerClass) : own;
if (!OneWorker) throw new Error('Cannot measure this runtime: it has no Worker of its own');
const worker = new OneWorker(new URL('./runtime-peer.js', import.meta.url), { type: 'module' });
const line = webLine(worker);

/** Microseconds. */
const figures: Record<string, number> = {};
for (const name of Object.keys(KINDS) as KindName[]) {
  const { trips, burst: count } = KINDS[name];
  await roundTrips(line, name, trips);
  figures[`${name}, round trip`] = quantile(await roundTrips(line, name, trips), 0.5);
  await burst(line, name, count);
  figures[`${name}, one way`] = await burst(line, name, count);
}
console.log(JSON.stringify(figures));
worker.terminate();
process.exit(0);
