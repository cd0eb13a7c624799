// What does it cost the program that the live page is open? Bursts of small messages to a worker, without the page, with it served, and with it open:
// a reader in a process of its own takes ten snapshots a second.
//
// npm run build && node dist/bench/inspect/open-page.bench.js [rounds]
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'heddle';
import { inspect, type Inspection } from 'heddle/inspect';
import { interleave } from '../support/interleave.ts';
import { record } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 15);
const MESSAGES = 60_000;
const READER = `const [url] = process.argv.slice(1);
const { origin, searchParams } = new URL(url);
const { body } = await fetch(origin + '/api/live', { headers: { authorization: 'Bearer ' + searchParams.get('token') } });
for await (const chunk of body) process.send?.(chunk.length);`;

const worker = new Worker(
  `let count = 0;
onmessage = ({ data }) => {
  if (data.type === 'job') return void count++;
  postMessage(count);
  count = 0;
};`,
  { eval: true },
);

async function burst(): Promise<number> {
  const begun = performance.now();
  const job = { type: 'job', id: 7 };
  for (let sent = 0; sent < MESSAGES; sent += 1) worker.postMessage(job);
  worker.postMessage({ type: 'end' });
  const [arrived] = (await once(worker as never, 'message')) as [number];
  if (arrived !== MESSAGES) throw new Error(`Cannot trust the figure: ${arrived} of ${MESSAGES} messages arrived`);
  return ((performance.now() - begun) * 1000) / MESSAGES;
}

/** Long enough for several snapshots. */
async function bursts(): Promise<number> {
  const figures: number[] = [];
  for (let index = 0; index < 12; index += 1) figures.push(await burst());
  return median(figures);
}

async function served(isOpen: boolean): Promise<number> {
  const page: Inspection = await inspect();
  let reader: ChildProcess | undefined;
  if (isOpen) {
    reader = spawn(process.execPath, ['--input-type=module', '-e', READER, page.url], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    // The start of the page is over.
    for (let snapshot = 0; snapshot < 5; snapshot += 1) await once(reader, 'message');
  }
  const figure = await bursts();
  reader?.kill();
  await page.close();
  return figure;
}

const figures = await interleave(
  {
    'no page': bursts,
    'page served': () => served(false),
    'page open': () => served(true),
  },
  { rounds, warmUp: 2 },
);
await worker.terminate();
record({
  bench: 'inspect/open-page',
  question: 'what an open live page costs a burst of small messages',
  unit: 'µs',
  rounds,
  rows: (['no page', 'page served', 'page open'] as const).map((name) => ({
    name,
    median: median(figures[name]),
    minimum: Math.min(...figures[name]),
    ...(name !== 'no page' && {
      ratio: { to: 'no page', value: medianRatio(figures[name], figures['no page']), ...(name === 'page open' && { goal: 1.05 }) },
    }),
  })),
});
