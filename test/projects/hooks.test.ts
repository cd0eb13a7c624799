import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runHeddle } from '../support/run-heddle.ts';
import { HERE } from './programs.ts';

// Tracing libraries hook what a program loads before it runs. What they see under heddle is what they see under tsx:
// `NODE_OPTIONS="--import ./import.mjs" node --import tsx app.ts` in the folder of these programs.
const FOLDER = join(HERE, 'fixtures', 'hooks');
const IMPORTED = 'imported express';
const RUNS = [
  { options: '--import ./import.mjs', file: 'app.ts', lines: [IMPORTED, 'app hello you! (traced) true function 1'] },
  {
    options: '--import ./import.mjs',
    file: 'places.ts',
    lines: ['pool hello pool! (traced)', IMPORTED, 'app hello you! (traced) true function 1', 'worker 0'],
  },
  { options: '--require ./require.cjs', file: 'common/app.ts', lines: ['required os', 'required express', 'common function 1 string'] },
  { options: '--require ./require.cjs', file: 'app.ts', lines: ['app hello you! true function 1'] },
];

for (const { options, file, lines } of RUNS) {
  test(`hooks of ${options} stay in force in ${file}`, async () => {
    const run = await runHeddle([file], { cwd: FOLDER, milliseconds: 60_000, env: { NODE_OPTIONS: options } });
    // How often a module of Node is required is up to who else needs it, heddle among them.
    const printed = [...new Set(run.stdout.trimEnd().split('\n'))].filter((line) => line !== 'required os' || lines.includes(line));
    assert.deepEqual(printed, lines, run.stderr);
    assert.equal(run.code, 0, run.stderr);
  });
}
