import fc from 'fast-check';
import type { Attempt, Figures } from './area.ts';

const BATCH = 500;

/** What holds for values of a kind: `count` of the figures grows by one with each that is checked. */
export interface Claim {
  readonly claim: string;
  readonly property: fc.IRawProperty<unknown>;
}

/** Checks all claims by turns, each with a batch of values, until the time is over. A value that fails is made as small as it gets, for the message. */
export async function fuzz({ random, isOver, awaiting, progress }: Attempt, claims: readonly Claim[], tried: Figures): Promise<Figures> {
  while (!isOver())
    for (const { claim, property } of claims) {
      awaiting(`a batch of values of which ${claim}`);
      await fc.assert(property, { seed: random(2 ** 31), numRuns: BATCH, includeErrorInReport: true });
      progress(tried);
      // Otherwise what was said stays in this process.
      await new Promise((resolve) => setImmediate(resolve));
    }
  return tried;
}
