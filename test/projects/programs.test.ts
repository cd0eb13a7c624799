import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hashSources, readExpectation } from './expectation.ts';
import { HERE, PROGRAMS } from './programs.ts';

/** An application of some hundred modules on a machine that is busy with other things. */
const LONGEST_RUN = 120_000;

const cache = temporaryFolder({});

for (const { name, main = 'main.ts', by } of PROGRAMS) {
  test(`heddle runs ${name} as ${by} has it`, async () => {
    const expected = readExpectation(name);
    if (by !== 'rule') assert.equal(expected.sources, hashSources(name), 'what was recorded is of other sources: npm run projects:record');
    const path = join(HERE, 'fixtures', name, main);
    const { code, stdout, stderr } = await runHeddle([path], {
      cwd: dirname(path),
      milliseconds: LONGEST_RUN,
      env: { HEDDLE_CACHE: cache },
    });
    assert.equal(stdout.trimEnd(), expected.program, stderr);
    assert.equal(code, 0, stderr);
  });
}
