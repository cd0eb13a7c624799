// How long does a program take from start to end under the command, with all code in the cache? Beside node, and tsx.
//
// npm run build && node dist/bench/cli/start.bench.js [rounds]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { interleave, type Contestant } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 20);
const fixture = (name: string): string => fileURLToPath(new URL(`../../../bench/cli/fixtures/${name}`, import.meta.url));
const heddle = fileURLToPath(new URL('../../lib/main.js', import.meta.url));
const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));

function running(...args: readonly string[]): Contestant {
  return async () => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child, 'close');
    const elapsed = performance.now() - start;
    assert.equal(output, 'hello\n');
    return elapsed;
  };
}

const contestants = {
  'node hello.js': running(fixture('hello.mjs')),
  'heddle hello.js': running(heddle, fixture('hello.mjs')),
  'tsx hello.js': running(tsx, fixture('hello.mjs')),
  'heddle hello.ts': running(heddle, fixture('hello.mts')),
  'heddle --no-warnings hello.ts': running(heddle, '--no-warnings', fixture('hello.mts')),
  'tsx hello.ts': running(tsx, fixture('hello.mts')),
};
type Name = keyof typeof contestants;

const figures = await interleave(contestants, { rounds, warmUp: 2 });
const rows = (Object.keys(contestants) as Name[]).map((name): Row => {
  const row = { name, median: median(figures[name]), minimum: Math.min(...figures[name]) };
  if (!name.startsWith('heddle')) return row;
  const to: Name = name === 'heddle hello.js' ? 'tsx hello.js' : 'tsx hello.ts';
  return { ...row, ratio: { to, value: medianRatio(figures[name], figures[to]), goal: 1 } };
});
record({ bench: 'cli/start', question: 'from the start of a command to its end', unit: 'ms', rounds, rows });
