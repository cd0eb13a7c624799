import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import type { RunNodeOptions } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const body = (name: string): string => `
  import { it } from 'node:test'; enum Kind { One = 1 }
  it('${name} ' + Kind.One, async () => {
    const { data } = await new Promise<MessageEvent>((resolve) => { new Worker('data:text/typescript,enum A { B = 2 } postMessage(A.B)').onmessage = resolve; });
    if (data !== 2) throw new Error('no worker');
  });`;
const cwd = temporaryFolder({
  'package.json': '{ "type": "module" }',
  'source/unit.test.ts': body('unit'),
  'source/unit.ts': "throw new Error('no test')",
  'test/deep/part.tsx': body('part'),
  'other-test.mts': body('other'),
  'plain_test.cjs': "require('node:test')('plain', () => {});",
  'node_modules/package/a.test.ts': "throw new Error('of a package')",
  'fails/fails.ts':
    "import { it } from 'node:test'; enum Kind { One = 1 } it('fails ' + Kind.One, () => { throw new RangeError('wrong'); });",
});

/** The names of the tests that were run, and how it ended. */
async function run(
  args: readonly string[],
  options: RunNodeOptions = {},
): Promise<{ code: number | null; passed: string[]; failed: string[] }> {
  const { code, stdout } = await runHeddle(['--test', '--test-reporter=tap', ...args], { cwd, ...options });
  const names = (mark: string): string[] =>
    stdout
      .split('\n')
      .flatMap((line) => new RegExp(`^ *${mark} \\d+ - (\\w+(?: \\d)?)$`).exec(line)?.[1] ?? [])
      .sort();
  return { code, passed: names('ok'), failed: names('not ok') };
}

describe('heddle --test', () => {
  it('finds tests in TypeScript and JavaScript where Node looks for them', async () => {
    const { code, passed, failed } = await run([]);
    assert.deepEqual({ code, passed, failed }, { code: 0, passed: ['other 1', 'part 1', 'plain', 'unit 1'], failed: [] });
  });

  it('runs the files that are named, with the options of Node', async () => {
    assert.deepEqual((await run(['source/unit.test.ts', 'plain_test.cjs'])).passed, ['plain', 'unit 1']);
    const chosen = await run(['--test-name-pattern', 'part', 'source/unit.test.ts', 'test/deep/part.tsx']);
    assert.ok(chosen.passed.includes('part 1'));
    assert.ok(!chosen.passed.includes('unit 1'));
  });

  it('ends with 1 when a test fails', async () => {
    const { code, failed } = await run(['fails/fails.ts']);
    assert.equal(code, 1);
    assert.ok(failed.includes('fails 1'), failed.join());
  });
});
