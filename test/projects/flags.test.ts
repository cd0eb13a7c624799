import assert from 'node:assert/strict';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { COMMAND } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { HERE } from './programs.ts';

const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
/** Options of Node that take something away which a loader may need. */
const FLAGS: readonly (readonly string[])[] = [
  [PERMISSION, '--allow-fs-read=*', '--allow-worker', '--allow-addons'],
  ['--frozen-intrinsics', '--disallow-code-generation-from-strings', '--preserve-symlinks', '--preserve-symlinks-main'],
];
const RIGHT = 'main hello you! common.cts marked\nlate\nhello pool!\nhello worker!\nclosed 0';

for (const flags of FLAGS) {
  test(`TypeScript runs in program, worker and pool with ${flags[0]}`, async () => {
    const { stdout, stderr } = await runNode([...flags, COMMAND, 'main.ts'], {
      cwd: join(HERE, 'fixtures', 'flags'),
      milliseconds: 60_000,
    });
    assert.equal(stdout.trimEnd(), RIGHT, stderr);
  });
}
