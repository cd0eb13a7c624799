// What does a worker cost in memory? An idle one against Node's own, and one after some work with `smol` against one without.
//
// npm run build && node dist/bench/worker/memory.bench.js [rounds]
//
// Each figure is taken in a process of its own: the growth of its resident set by some workers, divided by their number.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Worker as NodeWorker } from 'node:worker_threads';
import { Worker } from 'heddle';
import { interleave } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const IDLE_WORKERS = 20;
const WORKING_WORKERS = 4;
const fixture = (name: string): URL => new URL(`../../../bench/worker/fixtures/${name}`, import.meta.url);

type Kind = 'node' | 'heddle' | 'smol';

/** Figures per worker; memory in megabytes. */
interface Idle {
  readonly resident: number;
  readonly heap: number;
}
interface Worked {
  readonly resident: number;
  readonly allocate: number;
  readonly compute: number;
}
interface Timed {
  readonly result: number;
  readonly milliseconds: number;
}

function start(kind: Kind, file: URL): NodeWorker | Worker {
  return kind === 'node' ? new NodeWorker(file) : new Worker(file, { smol: kind === 'smol' });
}

/** The first message of a worker of either kind. */
async function messageOf(worker: NodeWorker | Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** The first worker loads what all share, and is no part of the figure. */
async function warmUp(kind: Kind): Promise<void> {
  const worker = start(kind, fixture('idle.mjs'));
  await messageOf(worker);
  await worker.terminate();
}

async function measureIdle(kind: Kind): Promise<Idle> {
  await warmUp(kind);
  const before = process.memoryUsage.rss();
  const workers: (NodeWorker | Worker)[] = [];
  let heap = 0;
  for (let count = 0; count < IDLE_WORKERS; count++) {
    const worker = start(kind, fixture('idle.mjs'));
    workers.push(worker);
    heap += (await messageOf(worker)) as number;
  }
  const resident = (process.memoryUsage.rss() - before) / 2 ** 20 / IDLE_WORKERS;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { resident, heap: heap / IDLE_WORKERS };
}

async function measureWork(kind: Kind): Promise<Worked> {
  await warmUp(kind);
  const before = process.memoryUsage.rss();
  const workers: (NodeWorker | Worker)[] = [];
  const times = { allocate: 0, compute: 0 };
  for (let count = 0; count < WORKING_WORKERS; count++) {
    const worker = start(kind, fixture('work.mjs'));
    workers.push(worker);
    worker.postMessage('go');
    const { allocate, compute } = (await messageOf(worker)) as { allocate: Timed; compute: Timed };
    assert.deepEqual([allocate.result, compute.result], [1200, 1058823937]);
    times.allocate += allocate.milliseconds / WORKING_WORKERS;
    times.compute += compute.milliseconds / WORKING_WORKERS;
  }
  const resident = (process.memoryUsage.rss() - before) / 2 ** 20 / WORKING_WORKERS;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { resident, ...times };
}

function inProcess(measure: 'idle' | 'work', kind: Kind): Idle | Worked {
  const { status, stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), measure, kind], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.equal(status, 0);
  return JSON.parse(stdout) as Idle | Worked;
}

async function main(rounds: number): Promise<void> {
  const idle: Record<'node' | 'heddle', Idle[]> = { node: [], heddle: [] };
  const worked: Record<'heddle' | 'smol', Worked[]> = { heddle: [], smol: [] };
  const keep = <T extends { readonly resident: number }>(list: T[], figure: T): number => {
    list.push(figure);
    return figure.resident;
  };
  await interleave(
    {
      idleNode: () => keep(idle.node, inProcess('idle', 'node') as Idle),
      idleHeddle: () => keep(idle.heddle, inProcess('idle', 'heddle') as Idle),
      work: () => keep(worked.heddle, inProcess('work', 'heddle') as Worked),
      workSmol: () => keep(worked.smol, inProcess('work', 'smol') as Worked),
    },
    { rounds, warmUp: 0 },
  );

  const row = (name: string, values: readonly number[], ratio?: Row['ratio']): Row => ({
    name,
    median: median(values),
    minimum: Math.min(...values),
    ...(ratio && { ratio }),
  });
  const of = <K extends string>(list: readonly Readonly<Record<K, number>>[], key: K): number[] => list.map((figure) => figure[key]);
  const smol = (key: 'resident' | 'allocate' | 'compute', to: string, goal?: number): Row['ratio'] => ({
    to,
    value: medianRatio(of(worked.smol, key), of(worked.heddle, key)),
    ...(goal !== undefined && { goal }),
  });
  const resident = median(of(idle.node, 'resident'));
  record({
    bench: 'worker/memory',
    question: 'memory of one worker, idle and after the same work',
    unit: 'MB',
    rounds,
    rows: [
      row('Node, idle', of(idle.node, 'resident')),
      row('heddle, idle', of(idle.heddle, 'resident'), {
        to: 'Node, idle',
        value: medianRatio(of(idle.heddle, 'resident'), of(idle.node, 'resident')),
        // One megabyte more than Node's own.
        goal: (resident + 1) / resident,
      }),
      row('Node, idle: heap in use', of(idle.node, 'heap')),
      row('heddle, idle: heap in use', of(idle.heddle, 'heap')),
      row('heddle, after work', of(worked.heddle, 'resident')),
      row('heddle, after work, smol', of(worked.smol, 'resident'), smol('resident', 'heddle, after work', 0.75)),
    ],
  });
  record({
    bench: 'worker/smol-speed',
    question: 'what smol costs in speed',
    unit: 'ms',
    rounds,
    rows: [
      row('many objects', of(worked.heddle, 'allocate')),
      row('many objects, smol', of(worked.smol, 'allocate'), smol('allocate', 'many objects')),
      row('numbers only', of(worked.heddle, 'compute')),
      row('numbers only, smol', of(worked.smol, 'compute'), smol('compute', 'numbers only')),
    ],
  });
}

const [mode, kind] = process.argv.slice(2);
if (mode === 'idle') console.log(JSON.stringify(await measureIdle(kind as Kind)));
else if (mode === 'work') console.log(JSON.stringify(await measureWork(kind as Kind)));
else await main(Number(mode ?? 7));
