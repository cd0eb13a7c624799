// How do heddle's messages on Node compare with those of Bun's and Deno's own workers? Every runtime runs the same script, runtime-side.ts,
// as a process of its own, in rounds. One that is not there is left out, with a word.
//
// npm run build && node dist/bench/port/runtimes.bench.js [rounds]
// Bun and Deno are looked for in .cache/runtimes, where `npm install --prefix .cache/runtimes bun deno` puts them, and in the PATH.
import { execFile, execFileSync } from 'node:child_process';
import process from 'node:process';
import { delimiter, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 5);
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const side = fileURLToPath(new URL('./runtime-side.js', import.meta.url));
const env = { ...process.env, PATH: [resolve(ROOT, '.cache/runtimes/node_modules/.bin'), process.env['PATH']].join(delimiter) };
const run = promisify(execFile);

const all: Record<string, readonly [command: string, ...parameters: string[]]> = {
  'heddle on Node': [process.execPath, side, 'heddle'],
  Bun: ['bun', 'run', side],
  Deno: ['deno', 'run', '--allow-all', side],
};

function versionOf(command: string): string | undefined {
  try {
    return execFileSync(command, ['--version'], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0]!;
  } catch {
    return undefined;
  }
}

const runtimes: Record<string, string> = {};
for (const [name, [command]] of Object.entries(all)) {
  const version = versionOf(command);
  if (version === undefined) console.log(`${name} is not there: left out`);
  else runtimes[name] = version;
}

const figures: Record<string, Record<string, number>[]> = {};
for (let round = 0; round < rounds; round += 1) {
  for (const name of Object.keys(runtimes)) {
    const [command, ...parameters] = all[name]!;
    const { stdout } = await run(command, parameters, { env });
    (figures[name] ??= []).push(JSON.parse(stdout) as Record<string, number>);
  }
}

const REFERENCE = 'heddle on Node';
const rows = Object.keys(figures[REFERENCE]![0]!).flatMap((title) => {
  const of = (name: string): number[] => figures[name]!.map((round) => round[title]!);
  return Object.keys(runtimes).map((name): Row => {
    const row = { name: `${title}: ${name}`, median: median(of(name)), minimum: Math.min(...of(name)) };
    return name === REFERENCE ? row : { ...row, ratio: { to: REFERENCE, value: medianRatio(of(name), of(REFERENCE)) } };
  });
});
const result = {
  bench: 'port/runtimes',
  question: "how long a message takes on each runtime's own workers",
  unit: 'µs',
  rounds,
  runtimes,
  rows,
};
record(result);
