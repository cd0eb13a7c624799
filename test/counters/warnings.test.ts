import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const troubled = (what: string, setting: string, milliseconds: number): ReturnType<typeof runNode> =>
  runNode([fileURLToPath(fixture('counters/troubled.mjs')), what], {
    env: { HEDDLE_WARNINGS: setting, NODE_NO_WARNINGS: '1' },
    milliseconds,
  });

describe('HEDDLE_WARNINGS=on warns once', { concurrency: true }, () => {
  for (const [what, code, message] of [
    ['copy', 'HEDDLE_LARGE_COPY', /3\.0 MB at .*troubled\.mjs/],
    ['queue', 'HEDDLE_QUEUE_GROWS', /worker "slow" .* has grown for 5 s/],
    ['handler', 'HEDDLE_NO_HANDLER', /^1 messages wait at a port in the main thread/],
    ['blocked', 'HEDDLE_BLOCKED', /^worker "endless" .* for 2\.\d s/],
    ['pending', 'HEDDLE_CALL_PENDING', /^forever of .*waiting.* for 10 s \(called at .*troubled\.mjs/],
  ] as const)
    test(`of ${what}`, async () => {
      const { stdout, stderr } = await troubled(what, 'on', 40_000);
      const warnings = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { code: string; message: string })
        // On a busy machine a thread may be blocked as well.
        .filter((warning) => warning.code === code);
      assert.equal(warnings.length, 1, stdout + stderr);
      assert.match(warnings[0]!.message, message);
    });
});

test('nothing is said unless it is asked for', async () => {
  const { stdout, signal } = await troubled('copy', '', 2000);
  assert.deepEqual({ stdout, signal }, { stdout: '', signal: 'SIGKILL' });
});
