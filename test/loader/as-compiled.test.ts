import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { runHeddle } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { COMPILED } from './compiled-programs.ts';

const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const LONGEST_RUN = 60_000;
const OPTIONS = { module: 'nodenext', target: 'es2022', strict: true, skipLibCheck: true, rootDir: '.', outDir: 'out' };

for (const { name, files, compilerOptions = {} } of COMPILED) {
  test(`${name}: a program and a worker print what tsc makes of the program`, async () => {
    const folder = temporaryFolder({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...OPTIONS, ...compilerOptions }, include: ['**/*'], exclude: ['out'] }),
      'worker.mjs': `import { Worker } from 'heddle'; new Worker(new URL('./main.ts', import.meta.url));`,
      ...files,
    });
    const options = { cwd: folder, milliseconds: LONGEST_RUN, env: { HEDDLE_CACHE: 'off' } };
    // It emits in spite of errors of types, as for globals of Node, whose types are not installed there.
    const compiled = await runNode([TSC, '-p', '.'], options);
    const expected = await runNode(['out/main.js'], options);
    assert.equal(expected.code, 0, compiled.stdout + expected.stderr);
    assert.notEqual(expected.stdout, '');
    const runs = await Promise.all([runHeddle(['main.ts'], options), runHeddle(['worker.mjs'], options)]);
    for (const { stdout, stderr } of runs) assert.equal(stdout, expected.stdout, stderr);
  });
}
