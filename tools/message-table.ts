// Writes the table of bench/results/port-messages-node20.json between `<!-- bench:messages:start -->` and `<!-- bench:messages:end -->` of
// README.md. `--check` fails when README.md is stale.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RecordedResult } from '../bench/support/result.ts';
import { KINDS } from '../bench/port/kinds.ts';
import { ROOT, generatedFile } from './generated-file.ts';

const README = 'README.md';
const PLACE = /(?<=<!-- bench:messages:start -->\n).*?(?=<!-- bench:messages:end -->)/s;
const HEAD = ['message', 'there and back, µs', 'faster than Node by', 'one way, µs', 'faster than Node by'];

function table({ rows, runtime, machine, commit }: RecordedResult): string {
  const cells = (kind: string, way: string): string[] => {
    const row = rows.find(({ name }) => name === `${kind}, ${way}: heddle`);
    return row?.ratio ? [String(Number(row.median.toPrecision(3))), `${(1 / row.ratio.value).toFixed(1)}×`] : ['', ''];
  };
  const lines = Object.keys(KINDS).map((kind) => [kind, ...cells(kind, 'round trip'), ...cells(kind, 'one way')]);
  const drawn = [HEAD, HEAD.map((_, column) => (column === 0 ? '---' : '---:')), ...lines].map((line) => `| ${line.join(' | ')} |`);
  const where = `Medians on Node ${runtime.version}, ${machine.processor}, ${machine.threads} threads, ${machine.system}; commit ${commit}.`;
  return `\n${drawn.join('\n')}\n\n${where}\n\n`;
}

const result = JSON.parse(readFileSync(resolve(ROOT, 'bench/results/port-messages-node20.json'), 'utf8')) as RecordedResult;
const path = resolve(ROOT, README);
const readme = existsSync(path) ? readFileSync(path, 'utf8') : '';
if (PLACE.test(readme))
  generatedFile(
    README,
    readme.replace(PLACE, () => table(result)),
    'npm run bench:messages:table',
  );
else console.log(`${README} has no place for the figures of messages:\n${table(result)}`);
