/** What one contestant does once, and how long it took in milliseconds or whatever else it measures. */
export type Contestant = () => Promise<number> | number;

/**
 * Runs contestants in rounds, one after the other in each, so that what disturbs the machine disturbs all of them. The first one of a
 * round changes from round to round: who comes after a heavy one may pay for it.
 *
 * @param warmUp - rounds that are run before those that count
 * @returns the figures of each contestant; those of one index belong to the same round
 */
export async function interleave<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUp; round < rounds; round++) {
    const first = (round + warmUp) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const figure = await contestants[name]();
      if (round >= 0) figures[name].push(figure);
    }
  }
  return figures;
}
