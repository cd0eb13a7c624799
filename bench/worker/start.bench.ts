// How long does it take from `new Worker` until its first message is there? Against Node's own worker in JavaScript, the same files.
//
// npm run build && node dist/bench/worker/start.bench.js [rounds]
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Worker as NodeWorker } from 'node:worker_threads';
import { Worker } from 'heddle';
import { interleave, type Contestant } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 60);
const fixture = (name: string): URL => new URL(`../../../bench/worker/fixtures/${name}`, import.meta.url);

interface Startable {
  once(type: 'message', listener: (message: unknown) => void): unknown;
  once(type: 'error', listener: (error: unknown) => void): unknown;
  once(type: 'exit', listener: () => void): unknown;
}

/** The worker is gone before the next one starts: its end would be part of what that one measures. */
function startWith(newWorker: () => Startable): Contestant {
  return () =>
    new Promise((resolve, reject) => {
      let elapsed = NaN;
      const start = performance.now();
      const worker = newWorker();
      worker.once('message', (message) => {
        elapsed = performance.now() - start;
        assert.equal(message, 'hello');
      });
      worker.once('error', reject);
      worker.once('exit', () => resolve(elapsed));
    });
}

const caches: string[] = [];
function emptyCache(): NodeJS.ProcessEnv {
  const directory = mkdtempSync(join(tmpdir(), 'heddle-bench-'));
  caches.push(directory);
  return { ...process.env, HEDDLE_CACHE: directory };
}

const contestants = {
  'Node, ES module': startWith(() => new NodeWorker(fixture('hello.mjs'))),
  'heddle, ES module': startWith(() => new Worker(fixture('hello.mjs'))),
  'Node, CommonJS': startWith(() => new NodeWorker(fixture('hello.cjs'))),
  'heddle, CommonJS': startWith(() => new Worker(fixture('hello.cjs'))),
  'heddle, TypeScript': startWith(() => new Worker(fixture('hello.mts'))),
  'heddle, TypeScript, empty cache': startWith(() => new Worker(fixture('hello.mts'), { env: emptyCache() })),
};
type Name = keyof typeof contestants;

const figures = await interleave(contestants, { rounds, warmUp: 5 });
for (const directory of caches) rmSync(directory, { recursive: true });

const hasSynchronousHooks = 'registerHooks' in (await import('node:module')).default;
const against: Partial<Record<Name, readonly [to: Name, goal?: number]>> = {
  'heddle, ES module': ['Node, ES module', 1.35],
  'heddle, CommonJS': ['Node, CommonJS'],
  'heddle, TypeScript': ['Node, ES module', hasSynchronousHooks ? 1.6 : 2.3],
  'heddle, TypeScript, empty cache': ['Node, ES module'],
};

const rows = (Object.keys(contestants) as Name[]).map((name): Row => {
  const row = { name, median: median(figures[name]), minimum: Math.min(...figures[name]) };
  const [to, goal] = against[name] ?? [];
  if (to === undefined) return row;
  return { ...row, ratio: { to, value: medianRatio(figures[name], figures[to]), ...(goal !== undefined && { goal }) } };
});
record({ bench: 'worker/start', question: 'from new Worker until its first message', unit: 'ms', rounds, rows });
