import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const troubled = (what: string, setting: string, milliseconds: number): ReturnType<typeof runNode> =>
  runNode(['--expose-gc', fileURLToPath(fixture('counters/troubled.mjs')), what], {
    env: { HEDDLE_WARNINGS: setting, NODE_NO_WARNINGS: '1' },
    milliseconds,
  });

describe('HEDDLE_WARNINGS=on warns once', { concurrency: true }, () => {
  for (const [what, code, message] of [
    ['copy', 'HEDDLE_LARGE_COPY', /3\.0 MB at .*troubled\.mjs/],
    ['ring', 'HEDDLE_LARGE_COPY', /3\.0 MB at .*troubled\.mjs/],
    ['call', 'HEDDLE_LARGE_COPY', /3\.0 MB at .*troubled\.mjs/],
    ['deep', 'HEDDLE_LARGE_COPY', /3\.0 MB at .*troubled\.mjs/],
    ['spawned', 'HEDDLE_LEAKED', /spawn\(\) returned for worker "lost".* disposed \(made at .*troubled\.mjs/],
    ['pool', 'HEDDLE_LEAKED', /^A pool with 2 workers .* disposed \(made at .*troubled\.mjs/],
    ['pile', 'HEDDLE_LEAKED', /^1\d workers have had nothing to do for 10 s.*troubled\.mjs/],
    ['queue', 'HEDDLE_QUEUE_GROWS', /worker "slow" .* has grown for 5 s/],
    ['tasks', 'HEDDLE_QUEUE_GROWS', /^The queue of pool small has grown for 5 s, to \d+ tasks/],
    ['handler', 'HEDDLE_NO_HANDLER', /^1 messages wait at a port in the main thread/],
    ['blocked', 'HEDDLE_BLOCKED', /^worker "endless" .* for [2-9]\.\d s/],
    ['pending', 'HEDDLE_CALL_PENDING', /^forever of .*waiting.* for \d+ s \(called at .*troubled\.mjs/],
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

for (const [what, said] of [
  ['nothing', []],
  ['held', ['lost last']],
] as const)
  test(`nothing is said of what is no trouble: ${what}`, async () => {
    const { stdout, stderr, code } = await troubled(what, 'on', 40_000);
    // On a busy machine a thread may be blocked.
    const warnings = stdout.split('\n').filter((line) => line !== '' && !line.includes('HEDDLE_BLOCKED'));
    assert.deepEqual({ count: warnings.length, stderr, code }, { count: said.length, stderr: '', code: 0 }, stdout);
    said.forEach((text, index) => assert.ok(warnings[index]!.includes(text), stdout));
  });

test('of what leaks it is said unless that is switched off', async () => {
  const { stdout } = await troubled('spawned', '', 40_000);
  assert.match(stdout, /HEDDLE_LEAKED/);
  const off = await troubled('spawned', 'off', 3000);
  assert.deepEqual({ stdout: off.stdout, signal: off.signal }, { stdout: '', signal: 'SIGKILL' });
});

test('nothing is said unless it is asked for', async () => {
  const { stdout, signal } = await troubled('copy', '', 2000);
  assert.deepEqual({ stdout, signal }, { stdout: '', signal: 'SIGKILL' });
});
