import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runNode } from '../support/run-node.ts';
import { HERE } from './programs.ts';

/** What the tsconfig.json of the folder makes of each script: legacy decorators, fields that are assigned, JSX as calls of `h`. */
const RIGHT = 'marked field,assigned,b';

test('tsconfig.json applies to a worker whatever its type is, and to what it imports and evaluates', async () => {
  const folder = join(HERE, 'fixtures', 'worker-type');
  const { stdout, stderr } = await runNode([join(folder, 'main.mjs')], { cwd: folder, milliseconds: 120_000 });
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, 11, stderr);
  assert.deepEqual(
    lines,
    lines.map((line) => `${line.slice(0, line.indexOf(':'))}: ${RIGHT}`),
  );
});
