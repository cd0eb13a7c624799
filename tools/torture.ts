// Tries to break heddle as a month of strangers would: `npm run torture -- --minutes=60 --seed=1 --only=messages,values`.
// Each file of tools/torture/ is one area; it runs in a process of its own for its part of the minutes. Anything that does not hold is exit code 1, with
// the command that repeats it. `--write` records what was tried and renews docs/reference/reliability.md.
import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from './generated-file.ts';
import type { Area } from './torture/run/area.ts';
import { recordResults, type Tried } from './torture/run/record-results.ts';
import { runArea } from './torture/run/run-area.ts';
import { lineOf } from './torture/run/show-progress.ts';

const USAGE = 'npm run torture -- [--minutes=<n>] [--seed=<n>] [--only=<area,…>] [--patience=<seconds>] [--write]';

class UsageError extends Error {}

interface Found {
  readonly area: Area;
  readonly url: URL;
}

/** The areas of a folder; by default those whose source is in tools/torture/, and not what a build of some other day has left. */
async function findAreas(folder: string | undefined): Promise<Found[]> {
  const files = folder === undefined ? builtAreas() : readdirSync(folder).map((name) => resolve(folder, name));
  return Promise.all(
    files.map(async (file) => {
      const url = pathToFileURL(file);
      const { area } = (await import(url.href)) as { area: Area };
      if (area.name !== basename(url.pathname).replace(/\.m?js$/, ''))
        throw new Error(`Cannot run ${file}: its area is named ${area.name}`);
      return { area, url };
    }),
  );
}

function builtAreas(): string[] {
  const sources = readdirSync(resolve(ROOT, 'tools/torture')).filter((name) => name.endsWith('.ts'));
  return sources.map((name) => resolve(ROOT, 'dist/tools/torture', name.replace(/\.ts$/, '.js')));
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        minutes: { type: 'string', default: '10' },
        seed: { type: 'string' },
        only: { type: 'string' },
        patience: { type: 'string', default: '60' },
        write: { type: 'boolean', default: false },
        /** Another folder of areas, of JavaScript. */
        areas: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < Infinity)) throw new UsageError(`--${name} must be a positive number, not ${JSON.stringify(text)}`);
  return number;
}

function choose(found: readonly Found[], only: string | undefined): readonly Found[] {
  if (only === undefined) return found;
  const names = only.split(',');
  const unknown = names.filter((name) => !found.some(({ area }) => area.name === name));
  if (unknown.length > 0) throw new UsageError(`There is no area ${unknown.map((name) => JSON.stringify(name)).join(', ')}`);
  return found.filter(({ area }) => names.includes(area.name));
}

async function torture(found: readonly Found[], options: ReturnType<typeof readOptions>): Promise<void> {
  const chosen = choose(found, options.only);
  const minutes = positive('minutes', options.minutes);
  const patience = positive('patience', options.patience) * 1000;
  const seed = options.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(options.seed);
  if (!Number.isSafeInteger(seed) || options.seed === '')
    throw new UsageError(`--seed must be an integer, not ${JSON.stringify(options.seed)}`);

  console.log(`seed ${seed}, ${minutes} minutes, Node ${process.versions.node}`);
  const weight = chosen.reduce((sum, { area }) => sum + (area.weight ?? 1), 0);
  const results: Tried[] = [];
  for (const { area, url } of chosen) {
    const share = (minutes * (area.weight ?? 1)) / weight;
    const line = lineOf(area.name, share * 60_000, process.stdout);
    const { figures, seconds, failure } = await runArea(url, {
      seed,
      milliseconds: share * 60_000,
      patience,
      progress: (now) => line.update(now),
    });
    line.end(failure === undefined ? 'held' : 'FAILED', figures, seconds);
    results.push({ area: area.name, what: area.what, figures, seconds, seed, failed: failure === undefined ? 0 : 1 });
    if (failure === undefined) continue;
    process.exitCode = 1;
    const again = `npm run torture -- --only=${area.name} --seed=${seed} --minutes=${share.toPrecision(3)}`;
    console.error(`\n${area.name}: ${failure}\n\nRepeat it with\n  ${again}\n`);
  }
  if (options.write) recordResults(results);
}

let found: readonly Found[] = [];
try {
  const options = readOptions();
  found = await findAreas(options.areas);
  await torture(found, options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  if (found.length === 0) found = await findAreas(undefined);
  console.error(`Cannot run: ${error.message}\n\n${USAGE}\n\nAreas:`);
  for (const { area } of found) console.error(`  ${area.name.padEnd(16)} ${area.what}`);
  process.exitCode = 2;
}
// An area may have been loaded for its name that keeps something open.
process.exit();
