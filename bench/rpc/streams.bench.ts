// How long does an item of a stream take, from a worker to the main thread? Generators and `ReadableStream`s over calls, against a
// `ReadableStream` that the runtime transfers.
//
// npm run build && node dist/bench/rpc/streams.bench.js [rounds]
import { once } from 'node:events';
import { loadavg } from 'node:os';
import process from 'node:process';
import { Worker as NodeWorker } from 'node:worker_threads';
import { spawn } from 'heddle';
import { interleave } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';
import { ITEMS, type ItemKind } from './stream-tasks.ts';

const rounds = Number(process.argv[2] ?? 15);
/** As many as take some 100 ms. */
const COUNT = { transferred: 4_000, calls: 80_000 };
/** How many times faster than the runtime it is to be. */
const GOAL = 5;

const peer = new NodeWorker(new URL('stream-peer.js', import.meta.url));
const tasks = new URL('stream-tasks.js', import.meta.url);
const [auto, native] = (['auto', 'native'] as const).map((transport) =>
  spawn<typeof import('./stream-tasks.ts')>(tasks, { transport }),
) as [Remote, Remote];
type Remote = ReturnType<typeof spawn<typeof import('./stream-tasks.ts')>>;

/** Microseconds for each item. */
async function measure(
  count: number,
  open: () => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>,
  kind: ItemKind,
): Promise<number> {
  const begun = performance.now();
  let seen = 0;
  let last: unknown;
  for await (const item of await open()) {
    seen += 1;
    last = item;
  }
  const elapsed = performance.now() - begun;
  if (seen !== count || JSON.stringify(last) !== JSON.stringify(ITEMS[kind](count - 1)))
    throw new Error(`Cannot count: ${seen} items came`);
  return (elapsed * 1000) / count;
}

async function transferred(kind: ItemKind): Promise<ReadableStream<unknown>> {
  const arrives = once(peer, 'message') as Promise<[ReadableStream<unknown>]>;
  peer.postMessage({ kind, count: COUNT.transferred });
  return (await arrives)[0];
}

const contestants = Object.fromEntries(
  (Object.keys(ITEMS) as ItemKind[]).flatMap((kind) => [
    [`${kind}: ReadableStream that the runtime transfers`, () => measure(COUNT.transferred, () => transferred(kind), kind)],
    [`${kind}: generator`, () => measure(COUNT.calls, () => auto.generate(kind, COUNT.calls), kind)],
    [`${kind}: generator, native`, () => measure(COUNT.calls, () => native.generate(kind, COUNT.calls), kind)],
    [`${kind}: ReadableStream`, () => measure(COUNT.calls, () => auto.read(kind, COUNT.calls), kind)],
    [`${kind}: ReadableStream, native`, () => measure(COUNT.calls, () => native.read(kind, COUNT.calls), kind)],
  ]),
);
const load = loadavg()[0]!;
const figures = await interleave(contestants, { rounds, warmUp: 2 });
const rows = Object.entries(figures).map(([name, times]): Row => {
  const to = `${name.split(':')[0]!}: ReadableStream that the runtime transfers`;
  const figure = { name, median: median(times), minimum: Math.min(...times) };
  return name === to
    ? figure
    : { ...figure, ratio: { to, value: medianRatio(times, figures[to]!), ...(!name.endsWith('native') && { goal: 1 / GOAL }) } };
});
await Promise.all([peer.terminate(), auto[Symbol.asyncDispose](), native[Symbol.asyncDispose]()]);
const result = { bench: 'rpc/streams', question: 'Time for each item of a stream from a worker', unit: 'µs', rounds, load, rows };
record(result);
