// What does JSON of strangers cost, of which no two messages are alike? A burst to a worker that answers when all have come, beside the runtime's own worker in
// the same rounds; and what the sender's and the reader's heaps hold afterwards, garbage collected.
//
// npm run bench:strangers
import assert from 'node:assert/strict';
import process from 'node:process';
import { Worker as NodeWorker } from 'node:worker_threads';
import { Worker } from 'heddle';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 11);
const collect = globalThis.gc;
assert.ok(collect, 'run with --expose-gc');

const SOURCE = `const { parentPort } = require('node:worker_threads');
require('node:v8').setFlagsFromString('--expose-gc');
const collect = require('node:vm').runInNewContext('gc');
let seen = 0;
parentPort.on('message', (message) => {
  if (message === 'end') { parentPort.postMessage(seen); seen = 0; }
  else if (message === 'heap') { collect(); parentPort.postMessage(process.memoryUsage().heapUsed); }
  else seen += 1;
});`;

let serial = 0;
const next = (): string => `k${(serial += 1).toString(36)}`;
const nested = (depth: number): unknown => (depth === 0 ? next() : { [next()]: nested(depth - 1) });

/** Each makes text as a client would send it. */
const KINDS: Readonly<Record<string, { count: number; make(): string }>> = {
  'distinct shapes of 8 keys': {
    count: 1000,
    make: () => JSON.stringify(Object.fromEntries(Array.from({ length: 8 }, () => [next(), 1]))),
  },
  'one key of 100 KB': { count: 50, make: () => JSON.stringify({ [next().padEnd(100_000, 'x')]: 1 }) },
  '1,000 keys': { count: 20, make: () => JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, () => [next(), 1]))) },
  'nested 100 levels': { count: 100, make: () => JSON.stringify(nested(100)) },
  'the same shape each time': { count: 1000, make: () => JSON.stringify({ id: 1, name: next(), tags: ['a', 'b'], price: 1.5 }) },
};

const contestants = { heddle: new Worker(SOURCE, { eval: true }), Node: new NodeWorker(SOURCE, { eval: true }) as unknown as Worker };
type Name = keyof typeof contestants;
const names = Object.keys(contestants) as Name[];

async function ask(name: Name, question: string): Promise<number> {
  const answer = new Promise<number>((resolve) => contestants[name].once('message', resolve));
  contestants[name].postMessage(question);
  return answer;
}
/** Microseconds a message. */
async function burst(name: Name, messages: readonly unknown[]): Promise<number> {
  const begun = performance.now();
  for (const message of messages) contestants[name].postMessage(message);
  assert.equal(await ask(name, 'end'), messages.length);
  return ((performance.now() - begun) * 1000) / messages.length;
}

const rows: Row[] = [];
for (const [kind, { count, make }] of Object.entries(KINDS)) {
  const times: Record<Name, number[]> = { heddle: [], Node: [] };
  const held: Record<Name, number> = { heddle: 0, Node: 0 };
  for (const name of names) held[name] -= await ask(name, 'heap');
  for (let round = -2; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const took = await burst(
        name,
        Array.from({ length: count }, () => JSON.parse(make()) as unknown),
      );
      if (round >= 0) times[name].push(took);
    }
  collect();
  for (const name of names) held[name] += await ask(name, 'heap');
  for (const name of names) {
    const ratio = name === 'heddle' && { ratio: { to: `${kind}, Node`, value: medianRatio(times.Node, times.heddle), goal: 0.9 } };
    rows.push({ name: `${kind}, ${name}`, median: median(times[name]), minimum: Math.min(...times[name]), ...ratio });
  }
  for (const name of names)
    rows.push({ name: `${kind}, ${name}: MB held by the reader`, median: held[name] / 1e6, minimum: held[name] / 1e6 });
}
await Promise.all(names.map((name) => contestants[name].terminate()));
record({
  bench: 'port/strangers',
  question: 'What does JSON of strangers cost, of which no two messages are alike?',
  unit: 'µs a message, or MB',
  rounds,
  rows,
});
