// How long does an item of a stream take, from a worker to the main thread? Generators and `ReadableStream`s over calls, against a
// `ReadableStream` that the runtime transfers.
//
// npm run bench:rivals
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { spawn } from 'heddle';
import { compare, type Comparison, type Rival } from './compare.ts';
import { ITEMS, type ItemKind } from './stream-tasks.ts';

/** As many as take some 100 ms. */
const TRANSFERRED = 4000;
const CALLS = 80_000;

const peer = new Worker(new URL('./stream-peer.js', import.meta.url));
const script = new URL('./stream-tasks.js', import.meta.url);
const tasks = spawn<typeof import('./stream-tasks.ts')>(script);
const native = spawn<typeof import('./stream-tasks.ts')>(script, { transport: 'native' });

async function transferred(kind: ItemKind): Promise<ReadableStream<unknown>> {
  const arrives = once(peer, 'message') as Promise<[ReadableStream<unknown>]>;
  peer.postMessage({ kind, count: TRANSFERRED });
  return (await arrives)[0];
}

/** Microseconds for each item. */
async function read(kind: ItemKind, count: number, items: AsyncIterable<unknown>): Promise<number> {
  const begun = performance.now();
  let seen = 0;
  let last: unknown;
  for await (const item of items) {
    seen += 1;
    last = item;
  }
  const elapsed = performance.now() - begun;
  if (seen !== count || JSON.stringify(last) !== JSON.stringify(ITEMS[kind](count - 1)))
    throw new Error(`Cannot count: ${seen} items came`);
  return (elapsed * 1000) / count;
}

function comparison(kind: ItemKind): Comparison {
  const rivals: Rival[] = [
    { name: 'heddle', measure: () => read(kind, CALLS, tasks.generate(kind, CALLS)), close: () => {} },
    { name: 'heddle, ReadableStream', measure: async () => read(kind, CALLS, await tasks.read(kind, CALLS)), close: () => {} },
    { name: 'heddle, native', measure: () => read(kind, CALLS, native.generate(kind, CALLS)), close: () => {} },
    {
      name: "Node's transferred stream",
      isBase: true,
      measure: async () => read(kind, TRANSFERRED, await transferred(kind)),
      close: () => {},
    },
  ];
  return { title: `item of a stream, ${kind}`, rivals, goal: 5 };
}

await compare(
  'rivals/streams',
  'how long an item of a stream takes',
  (Object.keys(ITEMS) as ItemKind[]).map((kind) => () => comparison(kind)),
);
await Promise.all([peer.terminate(), tasks[Symbol.asyncDispose](), native[Symbol.asyncDispose]()]);
