// What does a pool cost? Tiny tasks one at a time, and 64 in flight on one worker, against the bare connection to a worker that the pool
// is made of; and tasks of 5 ms on two workers against the time that they compute, divided by two.
//
// npm run build && node dist/bench/pool/tasks.bench.js [rounds]
import { loadavg } from 'node:os';
import process from 'node:process';
import { Pool, spawn } from 'heddle';
import { interleave } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 15);
const script = new URL('./tasks.js', import.meta.url);
type Tasks = typeof import('./tasks.ts');

const AT_ONCE = 64;
const ONE_AT_A_TIME = 20_000;
const MANY = 200_000;
const LONG = 5;
const LONG_TASKS = 200;

const one = new Pool<Tasks>(script, { size: 1 });
const two = new Pool<Tasks>(script, { size: 2 });
const bare = spawn<Tasks>(script);

type Add = (a: number, b: number) => Promise<number>;

/** Microseconds for each call. */
async function alone(add: Add): Promise<number> {
  const begun = performance.now();
  for (let number = 0; number < ONE_AT_A_TIME; number += 1)
    if ((await add(number, 1)) !== number + 1) throw new Error('Cannot measure calls: a sum was wrong');
  return ((performance.now() - begun) * 1000) / ONE_AT_A_TIME;
}

async function together(add: Add): Promise<number> {
  let left = MANY;
  const begun = performance.now();
  const caller = async (): Promise<void> => {
    while (left > 0) {
      const number = (left -= 1);
      if ((await add(number, 1)) !== number + 1) throw new Error('Cannot measure calls: a sum was wrong');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  return ((performance.now() - begun) * 1000) / MANY;
}

const pooled: Add = (a, b) => one.call.add(a, b);
const run: Add = (a, b) => one.run('add', [a, b]);
const called: Add = (a, b) => bare.add(a, b);

const figures = await interleave(
  {
    'one at a time: bare': () => alone(called),
    'one at a time: pool.call': () => alone(pooled),
    'one at a time: pool.run': () => alone(run),
    '64 in flight: bare': () => together(called),
    '64 in flight: pool.call': () => together(pooled),
    '64 in flight: pool.run': () => together(run),
  },
  { rounds, warmUp: 3 },
);
// By themselves: the others keep their workers' threads looking for messages for a moment.
const long = await interleave(
  {
    [`${LONG} ms on two workers`]: async () => {
      const begun = performance.now();
      await Promise.all(Array.from({ length: LONG_TASKS }, () => two.call.compute(LONG)));
      return ((performance.now() - begun) * 1000) / LONG_TASKS;
    },
  },
  { rounds: Math.ceil(rounds / 3), warmUp: 1 },
);

const rows: Row[] = Object.entries(figures).map(([name, values]) => {
  const to = `${name.split(':')[0]}: bare` as keyof typeof figures;
  const ratio = name === to ? {} : { ratio: { to, value: medianRatio(values, figures[to]), goal: 1.2 } };
  return { name, median: median(values), minimum: Math.min(...values), ...ratio };
});
const ideal = (LONG * 1000) / 2;
for (const [name, values] of Object.entries(long)) {
  const value = median(values) / ideal;
  rows.push({ name, median: median(values), minimum: Math.min(...values), ratio: { to: 'ideal', value, goal: 1.03 } });
}
record({ bench: 'pool/tasks', question: 'What does a pool cost?', unit: 'µs a task', rounds, rows });
console.log(`load of the machine: ${loadavg()[0]!.toFixed(1)}`);
await Promise.all([one.close(), two.close(), bare[Symbol.asyncDispose]()]);
