import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../../support/fixture.ts';
import { runNode } from '../../support/run-node.ts';

const program = fileURLToPath(fixture('worker-life/ref.mjs'));

/** Whether a program whose worker never ends comes to its own end by itself. */
async function ends(mode: string): Promise<boolean> {
  const { code, signal, stdout, stderr } = await runNode([program, mode], { milliseconds: mode.startsWith('held') ? 2_500 : 20_000 });
  assert.equal(stderr, '');
  assert.match(stdout, /^started\n/);
  assert.deepEqual(signal === null ? code : null, signal === null ? 0 : null);
  return signal === null;
}

for (const mode of [
  'ref: false',
  'unref()',
  'unref() twice',
  'ref() then unref()',
  'unref() before a listener',
  'unref() after a listener',
  'unref() after open',
  'unref() in a handler',
  'unref() with a message under way',
])
  test(`a program may end although its worker runs: ${mode}`, async () => assert.equal(await ends(mode), true));

for (const mode of ['held by default', 'held by ref() twice after unref()', 'held by ref() after ref: false'])
  test(`a program does not end while its worker runs: ${mode}`, async () => assert.equal(await ends(mode), false));

test("terminate() of an unref'ed worker settles although nothing else is left", async () => {
  const { code, stdout } = await runNode([program, 'terminate() after unref()']);
  assert.deepEqual([code, stdout], [0, 'started\nterminated 1\n']);
});

test('a worker that nobody refers to is not collected, and its events come', async () => {
  const { code, stdout } = await runNode(['--expose-gc', program, 'garbage']);
  assert.deepEqual([code, stdout], [0, 'started\nmessage 10\nclose 0\n']);
});
