import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLeaks } from './no-leaks.ts';
import { runNode } from './run-node.ts';

noLeaks();

test('runNode() passes arguments, variables and input, and gives what came back', async () => {
  const program = 'process.stdin.on("data", (text) => console.error(String(text), process.env.MARK, process.env.NODE_TEST_CONTEXT));';
  const run = await runNode(['-e', `${program} console.log("out"); process.exitCode = 4;`], { env: { MARK: 'mark' }, input: 'in' });
  assert.deepEqual(run, { code: 4, signal: null, stdout: 'out\n', stderr: 'in mark undefined\n' });
});

test('runNode() kills a program that does not end', async () => {
  const { code, signal } = await runNode(['-e', 'setInterval(() => {}, 1000)'], { milliseconds: 300 });
  assert.deepEqual({ code, signal }, { code: null, signal: 'SIGKILL' });
});
