// Writes the tables of bench/results/*.json between `<!-- bench:start -->` and `<!-- bench:end -->` of README.md: a row for each line of
// a bench, a column for each version of the runtime. `--check` fails when README.md is stale.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RecordedResult, Row } from '../bench/support/result.ts';
import { ROOT, generatedFile } from './generated-file.ts';

const README = 'README.md';
const PLACE = /(?<=<!-- bench:start -->\n).*?(?=<!-- bench:end -->)/s;

function readResults(): RecordedResult[] {
  const folder = resolve(ROOT, 'bench/results');
  return (
    readdirSync(folder)
      // Those of messages have a table of another form: tools/message-table.ts.
      .filter((name) => name.endsWith('.json') && !name.startsWith('port-'))
      .sort()
      .map((name) => JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as RecordedResult)
  );
}

function cell({ median, ratio }: Row): string {
  const figure = String(Number(median.toPrecision(3)));
  return ratio === undefined ? figure : `${figure} (${ratio.value.toFixed(2)}×)`;
}

/** @param results - of one bench, one for each version */
function table(results: readonly RecordedResult[]): string {
  const [{ question, unit, rows }] = results as [RecordedResult];
  const head = [`${question}, ${unit}`, ...results.map(({ runtime }) => `Node ${runtime.version}`)];
  const lines = rows.map(({ name, ratio }) => {
    const found = results.map((result) => result.rows.find((row) => row.name === name));
    return [ratio ? `${name} (× ${ratio.to})` : name, ...found.map((row) => (row ? cell(row) : ''))];
  });
  const drawn = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...lines].map((line) => `| ${line.join(' | ')} |`);
  return `${drawn.join('\n')}\n`;
}

function tables(results: readonly RecordedResult[]): string {
  const { machine } = results[0]!;
  const commits = [...new Set(results.map(({ commit }) => commit))].join(', ');
  const where = `Medians on ${machine.processor}, ${machine.threads} threads, ${machine.system}; commit ${commits}.\n`;
  const benches = [...new Set(results.map(({ bench }) => bench))];
  return `\n${[where, ...benches.map((name) => table(results.filter(({ bench }) => bench === name)))].join('\n')}\n`;
}

const path = resolve(ROOT, README);
if (existsSync(path)) {
  const readme = readFileSync(path, 'utf8');
  if (PLACE.test(readme))
    generatedFile(
      README,
      readme.replace(PLACE, () => tables(readResults())),
      'npm run bench:table',
    );
  else console.log(`${README} has no place for the figures of the benches`);
} else {
  console.log(`There is no ${README} to write the figures of the benches into`);
}
