import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

/** One line of a bench's table. */
export interface Row {
  readonly name: string;
  /** The figure in the unit of the bench, and the best that was seen. */
  readonly median: number;
  readonly minimum: number;
  /** How it compares with another row, by the median of the ratios of each round. */
  readonly ratio?: { readonly to: string; readonly value: number; readonly goal?: number };
}

/** What a run of a bench leaves in bench/results/. */
export interface Result {
  /** `<layer>/<question>`, the file of the bench without its extensions. */
  readonly bench: string;
  readonly question: string;
  readonly unit: string;
  readonly rounds: number;
  readonly rows: readonly Row[];
}

/** Where and with what a result was measured. */
export interface Circumstances {
  readonly machine: { readonly processor: string; readonly threads: number; readonly memoryGB: number; readonly system: string };
  readonly runtime: { readonly name: string; readonly version: string; readonly v8: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string;
}

export type RecordedResult = Result & Circumstances;

/** Writes bench/results/<bench>-node<major>.json and prints the table. */
export function record(result: Result): void {
  const [major] = process.versions.node.split('.');
  const file = resolve(ROOT, 'bench/results', `${result.bench.replace('/', '-')}-node${major}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const recorded: RecordedResult = { ...result, ...circumstances() };
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
  print(recorded);
}

export function circumstances(): Circumstances {
  const manifest = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    dependencies: Record<string, string>;
  };
  return {
    machine: {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      threads: availableParallelism(),
      memoryGB: Math.round(totalmem() / 2 ** 30),
      system: `${process.platform} ${process.arch}`,
    },
    runtime: { name: 'node', version: process.versions.node, v8: process.versions.v8 },
    versions: { [manifest.name]: manifest.version, '@swc/core': manifest.dependencies['@swc/core']! },
    commit: commit(),
  };
}

/** The commit that was measured; `+` where the sources differed from it. */
function commit(): string {
  const git = (...parameters: string[]): string => execFileSync('git', parameters, { cwd: ROOT, encoding: 'utf8' }).trim();
  return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '--', 'src', 'bench/**/*.ts', 'tools') === '' ? '' : '+');
}

function print({ bench, question, unit, runtime, rows }: RecordedResult): void {
  console.log(`${bench}: ${question} (Node ${runtime.version})`);
  console.table(
    Object.fromEntries(
      rows.map(({ name, median, minimum, ratio }) => [
        name,
        {
          [`median ${unit}`]: round(median),
          [`minimum ${unit}`]: round(minimum),
          ratio: ratio ? round(ratio.value) : '',
          to: ratio?.to ?? '',
          goal: ratio?.goal === undefined ? '' : `≤ ${round(ratio.goal)}`,
        },
      ]),
    ),
  );
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
