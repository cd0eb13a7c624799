// What is lost when tasks of 5 ms are spread over two workers? Compared with work divided by workers, as if handing out tasks took no time.
//
// npm run bench:rivals
import { Pool } from 'heddle';
import { Piscina } from 'piscina';
import { compare, expectResult, type Rival } from './compare.ts';

const MILLISECONDS = 5;
const TASKS = 80;
const WORKERS = 2;

const script = new URL('./tasks.js', import.meta.url);
const pool = new Pool<typeof import('./tasks.ts')>(script, { size: WORKERS });
const piscina = new Piscina({ filename: script.href, minThreads: WORKERS, maxThreads: WORKERS });

const contestants: [name: string, run: () => PromiseLike<unknown>, close: () => PromiseLike<unknown>][] = [
  ['heddle', () => pool.run('work', [MILLISECONDS]), () => pool.close()],
  ['Piscina', () => piscina.run(MILLISECONDS, { name: 'work' }), () => piscina.destroy()],
];
const rivals: Rival[] = [];
for (const [name, run, close] of contestants) {
  expectResult(name, await Promise.all([run(), run()]), [true, true]);
  const measure = async (): Promise<number> => {
    const begun = performance.now();
    await Promise.all(Array.from({ length: TASKS }, run));
    return ((performance.now() - begun) * 1000) / TASKS;
  };
  rivals.push({ name, measure, close: async () => void (await close()) });
}
rivals.push({ name: 'ideal', isBase: true, measure: () => (MILLISECONDS * 1000) / WORKERS, close: () => {} });
await compare('rivals/real-work', 'how long a task of 5 ms takes on two workers', [
  () => ({ title: 'tasks of 5 ms on two workers', rivals, goal: 1 / 1.03 }),
]);
