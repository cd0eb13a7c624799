import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { circumstances } from '../../../bench/support/result.ts';
import { ROOT } from '../../generated-file.ts';
import type { Figures } from './area.ts';

export const TORTURE_RESULTS: string = resolve(ROOT, 'bench/results/torture');

/** What one area tried, and how often it failed. */
export interface Tried {
  readonly area: string;
  readonly what: string;
  readonly figures: Figures;
  readonly seconds: number;
  readonly seed: number;
  readonly failed: number;
}

/** With it, where: areas may be run on their own, on another day. */
export type Recorded = Tried & ReturnType<typeof circumstances>;

/** Puts what was tried into bench/results/torture/node<major>.json, in place of what the same areas tried before. */
export function recordResults(tried: readonly Tried[]): void {
  const [major] = process.versions.node.split('.');
  const file = resolve(TORTURE_RESULTS, `node${major}.json`);
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recorded[]) : [];
  const all = new Map(before.map((one) => [one.area, one]));
  for (const one of tried) all.set(one.area, { ...one, ...circumstances() });
  const sorted = [...all.values()].sort((a, b) => (a.area < b.area ? -1 : 1));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(`recorded in bench/results/torture/node${major}.json: run \`npm run docs:reliability\``);
}
