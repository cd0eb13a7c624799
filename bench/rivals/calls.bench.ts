// How long does a call with a small object take, there and back, against the best-known libraries of calls?
//
// npm run bench:rivals
import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { spawn } from 'heddle';
import workerpool from 'workerpool';
import { compare, drive, expectResult, type Rival } from './compare.ts';
import type { Job } from './tasks.ts';

type Tasks = typeof import('./tasks.ts');
type Finish = (job: Job) => PromiseLike<unknown>;

const tasks = spawn<Tasks>(new URL('./tasks.js', import.meta.url));
const worker = new Worker(new URL('./comlink-worker.js', import.meta.url));
const comlink = wrap<Pick<Tasks, 'finish'>>(nodeEndpoint(worker));
const pool = workerpool.pool(new URL('./workerpool-worker.js', import.meta.url).pathname, { maxWorkers: 1, workerType: 'thread' });

const contestants: [name: string, finish: Finish, close: () => unknown, calls: number][] = [
  ['heddle', (job) => tasks.finish(job), () => tasks[Symbol.asyncDispose](), 10_000],
  ['Comlink', (job) => comlink.finish(job), () => worker.terminate(), 1000],
  ['workerpool', (job) => pool.exec('finish', [job]), () => pool.terminate(), 1000],
];
const rivals: Rival[] = [];
for (const [name, finish, close, calls] of contestants) {
  expectResult(name, await finish({ type: 'resize', id: 1, tags: ['new'] }), { type: 'resize', id: 1, done: true });
  const measure = (): Promise<number> => drive((id) => finish({ type: 'resize', id, tags: ['new', 'large'] }), calls, 1);
  rivals.push({ name, measure, close: async () => void (await close()), ...(name !== 'heddle' && { isBase: true }) });
}
await compare('rivals/calls', 'how long a call takes', [() => ({ title: 'call with a small object', rivals, goal: 12 })]);
