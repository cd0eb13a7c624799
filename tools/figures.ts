// Writes the tables of figures from bench/results/*.json: those of messages and of other libraries into README.md, between
// `<!-- figures:NAME -->` and `<!-- /figures -->`, and all of them into docs/reference/figures.md. `--check` fails when one is stale.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { KINDS } from '../bench/port/kinds.ts';
import type { RecordedResult, Row } from '../bench/support/result.ts';
import { ROOT, generatedFile } from './generated-file.ts';

const RESULTS = resolve(ROOT, 'bench/results');
const COMMAND = 'npm run figures';

const results: readonly RecordedResult[] = readdirSync(RESULTS)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(resolve(RESULTS, name), 'utf8')) as RecordedResult);

const of = (prefix: string): RecordedResult[] => results.filter(({ bench }) => bench.startsWith(prefix));

function draw(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

const short = (figure: number): string => String(Number(figure.toPrecision(3)));
const times = (ratio: number): string => `${ratio >= 9.95 ? ratio.toFixed(0) : ratio.toFixed(1)}×`;

function where(from: readonly RecordedResult[]): string {
  const [{ machine }] = from as [RecordedResult];
  const commits = [...new Set(from.map(({ commit }) => commit))].join(', ');
  const versions = [...new Set(from.map(({ runtime }) => runtime.version))].join(', ');
  return `Medians on Node ${versions}, ${machine.processor}, ${machine.threads} threads, ${machine.system}; commit ${commits}.`;
}

/** Messages of each kind, there and back and one way. */
function messages(): string {
  const [result] = of('port/messages') as [RecordedResult];
  const cells = (kind: string, way: string): string[] => {
    const row = result.rows.find(({ name }) => name === `${kind}, ${way}: heddle`);
    return row?.ratio ? [short(row.median), times(1 / row.ratio.value)] : ['', ''];
  };
  const lines = Object.keys(KINDS).map((kind) => [[kind], cells(kind, 'round trip'), cells(kind, 'one way')].flat());
  return `${draw(['message', 'there and back, µs', 'faster than Node by', 'one way, µs', 'faster than Node by'], lines)}\n\n${where([result])}`;
}

/** Each question with heddle's figure and that of the best of the others. */
function rivals(): string {
  const found = of('rivals/').filter(({ runtime }) => runtime.version.startsWith('20.'));
  const lines = found.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      if (!row.ratio) return [];
      const [title] = row.name.split(': ') as [string];
      const best = rows.find(({ name }) => name === `${title}: ${row.ratio!.to}`);
      return [[title, short(row.median), best ? short(best.median) : '', row.ratio.to, times(1 / row.ratio.value)]];
    }),
  );
  return `${draw(['', 'heddle, µs', 'best of the others, µs', 'which is', 'faster by'], lines)}\n\n${where(found)}`;
}

/** One bench on one or more versions of the runtime: a row for each line, a column for each version. */
function bench(versions: readonly RecordedResult[]): string {
  const [{ question, unit, rows }] = versions as [RecordedResult];
  const cell = ({ median, ratio }: Row): string => short(median) + (ratio ? ` (${short(ratio.value)}×)` : '');
  const lines = rows.map(({ name, ratio }) => {
    const found = versions.map((result) => result.rows.find((row) => row.name === name));
    return [ratio ? `${name} (× ${ratio.to})` : name, ...found.map((row) => (row ? cell(row) : ''))];
  });
  return draw([`${question}, ${unit}`, ...versions.map(({ runtime }) => `Node ${runtime.version}`)], lines);
}

function everything(): string {
  const sections = [...new Set(results.map(({ bench: name }) => name))].map((name) => {
    const versions = of(name).filter((result) => result.bench === name);
    return `## ${name}\n\n\`bench/${name}.bench.ts\`. ${where(versions)}\n\n${bench(versions)}\n`;
  });
  return [
    '# Figures',
    '',
    'All that the benches have measured and recorded in `bench/results/`. A ratio in brackets is the median of the ratios of each round, in which',
    'all that are compared run one after the other; the machine is a shared one, so ratios say more than times.',
    '',
    `This page is written by \`${COMMAND}\`.`,
    '',
    ...sections,
  ].join('\n');
}

const readme = readFileSync(resolve(ROOT, 'README.md'), 'utf8');
const tables: Readonly<Record<string, () => string>> = { messages, rivals };
const written = readme.replace(/(<!-- figures:(\w+) -->\n).*?(<!-- \/figures -->)/gs, (_, start: string, name: string, end: string) => {
  const table = tables[name];
  if (!table) throw new Error(`Cannot write the figures of ${name} into README.md: expected ${Object.keys(tables).join(' or ')}`);
  return `${start}\n${table()}\n\n${end}`;
});
generatedFile('README.md', written, COMMAND);
generatedFile('docs/reference/figures.md', everything(), COMMAND);
