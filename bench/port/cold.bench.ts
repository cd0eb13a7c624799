// What do the first messages cost, before anything is compiled? Each figure is a process of its own: workers that have started and are idle get
// a few order records, each sent when the one before has been answered; CPU time of all threads, beside the runtime's own worker in the same rounds.
//
// npm run build && node dist/bench/port/cold.bench.js [rounds]
import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 9);
const run = promisify(execFile);
const program = fileURLToPath(new URL('./cold-run.js', import.meta.url));

const CASES: readonly (readonly [workers: number, messages: number])[] = [
  [1, 1],
  [1, 2],
  [1, 10],
  [1, 50],
  [1, 500],
  [4, 100],
  [4, 1000],
  [16, 100],
  [16, 1000],
  [64, 100],
];
const CONTESTANTS = ['Node', 'heddle'] as const;

async function measure(who: string, workers: number, messages: number): Promise<number> {
  const { stdout } = await run(process.execPath, [program, who, String(workers), String(messages)]);
  return (JSON.parse(stdout) as { cpu: number }).cpu;
}

const rows: Row[] = [];
for (const [workers, messages] of CASES) {
  const figures: Record<string, number[]> = { Node: [], heddle: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const who of round % 2 === 0 ? CONTESTANTS : CONTESTANTS.toReversed()) figures[who]!.push(await measure(who, workers, messages));
  const what = `first ${messages} of ${workers === 1 ? 'a worker' : `each of ${workers} workers`}`;
  for (const who of CONTESTANTS) {
    const ratio = { to: `${what}: Node`, value: medianRatio(figures[who]!, figures['Node']!) };
    const row = { name: `${what}: ${who}`, median: median(figures[who]!), minimum: Math.min(...figures[who]!) };
    rows.push(who === 'Node' ? row : { ...row, ratio });
    console.error(`${row.name}: ${row.median.toFixed(1)} ms${who === 'Node' ? '' : `, ${ratio.value.toFixed(2)} times Node's`}`);
  }
}
record({ bench: 'port/cold', question: 'CPU time of the first messages', unit: 'ms', rounds, rows });
