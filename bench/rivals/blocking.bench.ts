// How long does a call take that blocks the caller until the answer is there, against synckit?
//
// npm run bench:rivals
import { spawn, wrapSync } from 'heddle';
import { createSyncFn } from 'synckit';
import { compare, expectResult, type Rival } from './compare.ts';
import type { finish, Job } from './tasks.ts';

type Tasks = typeof import('./tasks.ts');

const tasks = spawn<Tasks>(new URL('./tasks.js', import.meta.url));
const blocking = wrapSync<Tasks>(tasks);
const contestants: [name: string, finish: (job: Job) => unknown, calls: number][] = [
  ['heddle', (job) => blocking.finish(job), 10_000],
  ['synckit', createSyncFn<typeof finish>(new URL('./synckit-worker.js', import.meta.url)), 1000],
];
const rivals: Rival[] = [];
for (const [name, finish, calls] of contestants) {
  expectResult(name, finish({ type: 'resize', id: 1, tags: ['new'] }), { type: 'resize', id: 1, done: true });
  const measure = (): number => {
    const begun = performance.now();
    for (let id = 0; id < calls; id += 1) finish({ type: 'resize', id, tags: ['new', 'large'] });
    return ((performance.now() - begun) * 1000) / calls;
  };
  rivals.push({ name, measure, close: () => {}, ...(name !== 'heddle' && { isBase: true }) });
}
await compare('rivals/blocking', 'how long a blocking call takes', [
  () => ({ title: 'blocking call with a small object', rivals, goal: 5 }),
]);
// synckit does not say how to end its worker.
process.exit();
