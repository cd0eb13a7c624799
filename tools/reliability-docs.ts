// Generates docs/reference/reliability.md from what `npm run torture -- --write` has recorded in bench/results/torture/; `--check` fails when the page is
// stale.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { generatedFile } from './generated-file.ts';
import { type Recorded, TORTURE_RESULTS } from './torture/run/record-results.ts';
import { inWords } from './torture/run/show-progress.ts';

const results = readdirSync(TORTURE_RESULTS)
  .sort()
  .flatMap((name) => JSON.parse(readFileSync(resolve(TORTURE_RESULTS, name), 'utf8')) as Recorded[]);

const distinct = (values: readonly (string | number)[]): string => [...new Set(values)].join(', ');

function row(area: string): string {
  const runs = results.filter((result) => result.area === area);
  const sums: Record<string, number> = {};
  for (const { figures } of runs) for (const [what, count] of Object.entries(figures)) sums[what] = (sums[what] ?? 0) + count;
  const minutes = runs.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  const cells = [
    `\`${area}\``,
    runs[0]!.what.replaceAll('|', '\\|'),
    inWords(sums),
    distinct(runs.map(({ runtime }) => runtime.version)),
    minutes.toFixed(1),
    distinct(runs.map(({ seed }) => seed)),
    runs.reduce((sum, { failed }) => sum + failed, 0),
  ];
  return `| ${cells.join(' | ')} |`;
}

const areas = [...new Set(results.map(({ area }) => area))].sort();
const machines = distinct(results.map(({ machine }) => `${machine.processor}, ${machine.threads} threads, ${machine.system}`));

const page = `# Reliability

<!-- Generated from bench/results/torture/ by \`npm run docs:reliability\`. -->

\`npm run torture\` tries to break heddle in the ways that programs of strangers would, at random, and says how to repeat what it finds. This is what it tried
when it was last recorded, and how many of the runs failed.

| area | what it tries | how much was tried | on Node | minutes | seed | failed |
|---|---|---|---|---|---|---|
${areas.map(row).join('\n')}

Recorded on ${machines}; commit ${distinct(results.map(({ commit }) => commit))}.

## Repeat it

\`\`\`sh
npm run torture -- --minutes=10                       # all areas, with a seed that it prints
npm run torture -- --only=messages,values --seed=1    # some of them, with the same seed again
npm run torture -- --minutes=10 --write               # records the figures of this page
\`\`\`

Each area runs in a process of its own for its part of the minutes. It fails when something does not hold, when nothing comes from it for a minute, when its
process crashes, leaves threads or ports open or goes on taking memory. Then the exit code is 1, and the command that repeats this area alone is printed with
the seed. The seed decides what is tried and in which order; the threads' own timing it cannot decide.
`;

generatedFile('docs/reference/reliability.md', page, 'npm run docs:reliability');
