// How long does a task take that does next to nothing? One at a time, and 64 in flight on one worker, against the best-known pools.
//
// npm run bench:rivals
import { Pool } from 'heddle';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import { compare, drive, expectResult, type Comparison, type Rival } from './compare.ts';

type Call = (value: number) => PromiseLike<unknown>;

const script = new URL('./tasks.js', import.meta.url);

function piscina(name: string, concurrentTasksPerWorker: number): [name: string, call: Call, close: () => Promise<unknown>] {
  const pool = new Piscina({ filename: script.href, minThreads: 1, maxThreads: 1, concurrentTasksPerWorker });
  return [name, (value) => pool.run(value, { name: 'increment' }), () => pool.destroy()];
}

async function rivals(total: number, inFlight: number): Promise<Rival[]> {
  const pool = new Pool<typeof import('./tasks.ts')>(script, { size: 1 });
  const tinypool = new Tinypool({ filename: script.href, minThreads: 1, maxThreads: 1 });
  const contestants: [name: string, call: Call, close: () => Promise<unknown>][] = [
    ['heddle', (value) => pool.run('increment', [value]), () => pool.close()],
    piscina('Piscina', 1),
    piscina('Piscina, 64 tasks a worker', 64),
    ['Tinypool', (value) => tinypool.run(value, { name: 'increment' }), () => tinypool.destroy()],
  ];
  const made: Rival[] = [];
  for (const [name, call, close] of contestants) {
    expectResult(name, await call(1), 2);
    const isBase = name !== 'heddle';
    // The rivals are slower: fewer tasks take them as long.
    const tasks = isBase ? total / 10 : total;
    made.push({ name, measure: () => drive(call, tasks, inFlight), close, ...(isBase && { isBase }) });
  }
  return made;
}

const alone = async (): Promise<Comparison> => ({ title: 'tiny task, one at a time', rivals: await rivals(10_000, 1), goal: 10 });
const many = async (): Promise<Comparison> => ({
  title: 'tiny tasks, 64 in flight on one worker',
  rivals: await rivals(100_000, 64),
  goal: 25,
});
await compare('rivals/tiny-tasks', 'how long a task takes that does next to nothing', [alone, many]);
