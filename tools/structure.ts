// What a reader of `src/` has to go through, in figures: `node dist/tools/structure.js`, after a build. Sizes of files, imports and circles
// (type imports counted), and the files of which a function runs, in both threads, for one message there and back, one call and one pooled task.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { Pool, spawn, Worker } from 'heddle';
import { ROOT } from './generated-file.ts';
import { startCoverage, takeFiles } from './structure/covered-files.ts';

const SOURCE = resolve(ROOT, 'src');
const WORKER = new URL('./structure/covered-worker.js', import.meta.url);
/** So that nothing runs for the first time: transports have settled, and code that is loaded on demand is there. */
const WARM_UP = 400;

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.c?ts$/.test(name));
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const lines = files.map((file) => readFileSync(resolve(SOURCE, file), 'utf8').split('\n').length - 1).sort((a, b) => a - b);
const importers = files.map((file) => files.filter((other) => imports.get(other)!.has(file)).length);
const rpc = files.filter((file) => file.startsWith('rpc/'));

console.log(`files in src: ${files.length}, import edges: ${[...imports.values()].reduce((sum, { size }) => sum + size, 0)}`);
console.log(
  `lines: median ${lines[lines.length >> 1]}, ${lines.filter((count) => count <= 50).length} files up to 50, longest ${lines.at(-1)}`,
);
console.log(`files with one importer: ${importers.filter((count) => count === 1).length}`);
console.log(`circles, type imports counted: ${files.filter((file) => reaches(file, file)).length} files`);
console.log(`longest chain of imports in src/rpc: ${Math.max(...rpc.map((file) => depthOf(file, 'rpc/')))}`);

await startCoverage();
const orders = new BroadcastChannel('structure');
await report('one message there and back', async () => {
  const worker = new Worker(WORKER);
  await new Promise((resolve) => worker.on('online', resolve));
  return {
    once: () =>
      new Promise((resolve) => {
        worker.onmessage = resolve;
        worker.postMessage({ text: 'warp' });
      }),
    end: () => worker.terminate(),
  };
});
await report('one call', () => {
  const tasks = spawn<{ echo(value: unknown): unknown }>(WORKER);
  return { once: () => tasks.echo({ text: 'weft' }), end: () => tasks[Symbol.asyncDispose]() };
});
await report('one pooled task', () => {
  const pool = new Pool<{ echo(value: unknown): unknown }>(WORKER, { size: 1 });
  return { once: () => pool.run('echo', ['weft']), end: () => pool.close() };
});
orders.close();

function importsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(resolve(SOURCE, file), 'utf8');
  const specifiers = [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'/gm)].map((match) => match[1]!);
  const paths = specifiers.map((specifier) =>
    specifier === '#platform' ? 'platform/node.ts' : relative(SOURCE, resolve(SOURCE, dirname(file), specifier)),
  );
  return new Set(paths.filter((path) => files.includes(path)));
}

function reaches(file: string, target: string, seen: Set<string> = new Set()): boolean {
  return [...imports.get(file)!].some((next) => next === target || (!seen.has(next) && reaches(next, target, seen.add(next))));
}

function depthOf(file: string, folder: string, above: readonly string[] = []): number {
  const below = [...imports.get(file)!].filter((next) => next.startsWith(folder) && !above.includes(next));
  return 1 + Math.max(0, ...below.map((next) => depthOf(next, folder, [...above, file])));
}

interface Measured {
  once(): Promise<unknown>;
  end(): PromiseLike<unknown>;
}

async function report(what: string, start: () => Measured | Promise<Measured>): Promise<void> {
  const { once, end } = await start();
  for (let count = 0; count < WARM_UP; count += 1) await once();
  await bothFiles();
  await once();
  const found = await bothFiles();
  console.log(`${what}: ${found.size} files\n  ${[...found].sort().join(' ')}`);
  await end();
}

/** Of both threads, since the last time. */
async function bothFiles(): Promise<ReadonlySet<string>> {
  const own = await takeFiles();
  const theirs = new Promise<readonly string[]>((resolve) => {
    orders.onmessage = (event) => resolve((event as { data: { files: string[] } }).data.files);
  });
  orders.postMessage('take');
  return new Set([...own, ...(await theirs)].filter((file) => file.startsWith('src/')));
}
