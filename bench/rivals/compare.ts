import { loadavg } from 'node:os';
import process from 'node:process';
import { Referee } from '../support/referee.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

/** Who takes part in a comparison. */
export interface Rival {
  readonly name: string;
  /** Whether the others are compared with this one; the fastest of them counts. */
  readonly isBase?: true;
  /** @returns microseconds for each call */
  measure(): Promise<number> | number;
  close(): Promise<unknown> | void;
}

export interface Comparison {
  /** What its rows begin with. */
  readonly title: string;
  readonly rivals: readonly Rival[];
  /** At least so many times faster than the fastest of the bases heddle is to be. */
  readonly goal: number;
}

const rounds = Number(process.argv[2] ?? 15);
/** How often a round is tried that the system disturbs. */
const TRIES = 4;

/** Runs the rivals in rounds, all of them in each; a round that was disturbed does not count. The first rival is heddle. */
async function rowsOf({ title, rivals, goal }: Comparison, referee: Referee): Promise<Row[]> {
  const figures = rivals.map(() => [] as number[]);
  for (const rival of rivals) await rival.measure();
  for (let round = 0; figures[0]!.length < rounds && round < TRIES * rounds; round += 1) {
    const before = referee.isDisturbed();
    const inRound: number[] = [];
    for (let turn = 0; turn < rivals.length; turn += 1) {
      const index = (round + turn) % rivals.length;
      inRound[index] = await rivals[index]!.measure();
    }
    if (!before && !referee.isDisturbed()) inRound.forEach((figure, index) => figures[index]!.push(figure));
  }
  if (figures[0]!.length === 0) throw new Error(`Cannot say anything of ${title}: every round was disturbed`);
  const bases = rivals.flatMap(({ isBase }, index) => (isBase ? [index] : []));
  const fastest = bases.reduce((best, index) => (median(figures[index]!) < median(figures[best]!) ? index : best));
  return rivals.map(({ name }, index) => ({
    name: `${title}: ${name}`,
    median: median(figures[index]!),
    minimum: Math.min(...figures[index]!),
    ...(index === 0 && {
      ratio: { to: rivals[fastest]!.name, value: medianRatio(figures[0]!, figures[fastest]!), goal: 1 / goal },
    }),
  }));
}

/** Runs the comparisons of one bench, one after the other, and records them. Each makes its rivals when its turn comes. */
export async function compare(
  bench: string,
  question: string,
  comparisons: readonly (() => Promise<Comparison> | Comparison)[],
): Promise<void> {
  const referee = new Referee();
  const rows: Row[] = [];
  for (const make of comparisons) {
    const comparison = await make();
    rows.push(...(await rowsOf(comparison, referee)));
    for (const rival of comparison.rivals) await rival.close();
  }
  await referee.close();
  const result = { bench, question, unit: 'µs', rounds, load: loadavg()[0]!, rows };
  record(result);
}

/**
 * @param call - made so many times, at most `inFlight` of them at once
 * @returns microseconds for each
 */
export async function drive(call: (index: number) => PromiseLike<unknown>, total: number, inFlight: number): Promise<number> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < total) {
      next += 1;
      await call(next);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, caller));
  return ((performance.now() - begun) * 1000) / total;
}

/** The result of a call is looked at once: a rival that answers something else has no figure. */
export function expectResult(name: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`Cannot compare ${name}: it answered ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}
