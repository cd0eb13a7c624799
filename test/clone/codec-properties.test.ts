import { test } from 'node:test';
import type { TestContext } from 'node:test';
import process from 'node:process';

import fc from 'fast-check';

import { arbitraryValue } from './arbitrary-value.ts';
import { assertSameClone } from './assert-same-clone.ts';
import { CodecPair, HOSTS } from './codec-pair.ts';

const seed = Number(process.env['HEDDLE_TEST_SEED'] ?? Date.now() % 2 ** 31);

for (const [name, host] of HOSTS) {
  test(`a value that crosses the codec (${name}) is what structuredClone() makes of it`, (t: TestContext) => {
    t.diagnostic(`seed ${seed}: repeat with HEDDLE_TEST_SEED=${seed}`);
    // One pair for all values, as on a port: what one message taught is used by the next.
    let pair = new CodecPair(host);
    fc.assert(
      fc.property(arbitraryValue, (value) => {
        try {
          assertSameClone(pair.roundTrip(value), structuredClone(value));
        } catch (error) {
          pair = new CodecPair(host);
          throw error;
        }
      }),
      { seed, numRuns: 10_000 },
    );
  });
}
