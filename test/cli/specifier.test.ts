import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAMS = fileURLToPath(fixture('cli/specifier/'));

describe('a program for node:worker_threads', () => {
  for (const name of readdirSync(PROGRAMS)) {
    it(`does the same with heddle instead, and under the heddle command: ${name}`, async () => {
      const text = readFileSync(PROGRAMS + name, 'utf8');
      const original = await runNode([PROGRAMS + name]);
      assert.equal(original.code, 0, original.stderr);
      const cwd = temporaryFolder({ [name]: text.replaceAll('node:worker_threads', 'heddle') });
      assert.deepEqual(await runNode([name], { cwd }), original);
      assert.deepEqual(await runHeddle([PROGRAMS + name]), original);
    });
  }
});
