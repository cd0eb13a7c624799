import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { runChaos } from './run-chaos.ts';

noLeaks();

const SECONDS = 5;

// The long form is `npm run torture -- --only=messages --minutes=10`; `HEDDLE_SEED=n` replays the streams and kills of a seed.
test('streams of random messages in both directions, of workers that are killed at random points, lose and change nothing', async () => {
  const seed = Number(process.env['HEDDLE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`chaos of seed ${seed}`);
  const { lives, messages } = await runChaos(seed, SECONDS * 1000);
  assert.ok(lives >= 2 && messages > 1_000, `${messages} messages in ${lives} lives`);
});
