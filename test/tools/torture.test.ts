import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { type NodeRun, runNode } from '../support/run-node.ts';

noLeaks();

const PROGRAM = fileURLToPath(new URL('../../tools/torture.js', import.meta.url));
const PLANTED = `--areas=${fileURLToPath(fixture('torture-areas'))}`;

const torture = (...parameters: string[]): Promise<NodeRun> => runNode([PROGRAM, PLANTED, ...parameters], { milliseconds: 120_000 });

describe('bad arguments are code 2, with what is wrong and a list of the areas', () => {
  for (const [parameter, complaint] of [
    ['--minutes=none', /--minutes must be a positive number, not "none"/],
    ['--minutes=0', /--minutes must be a positive number, not "0"/],
    ['--patience=-1', /--patience must be a positive number, not "-1"/],
    ['--seed=1.5', /--seed must be an integer, not "1\.5"/],
    ['--only=holds,nowhere', /There is no area "nowhere"/],
    ['--loud', /Unknown option '--loud'/],
  ] as const)
    test(parameter, async () => {
      const { code, stderr } = await torture(parameter);
      assert.equal(code, 2, stderr);
      assert.match(stderr, complaint);
      // Of the folder, or of heddle where the options cannot be read.
      assert.match(
        stderr,
        parameter === '--loud' ? /Areas:\n {2}calls / : /Areas:\n {2}crashes {2,}a process that is gone in the middle\n/,
      );
    });
});

describe('an area', () => {
  const run = (area: string, ...parameters: string[]): Promise<NodeRun> =>
    torture(`--only=${area}`, '--seed=7', '--minutes=0.001', ...parameters);

  test('that holds is code 0, a line with its figures, and the same with the same seed', async () => {
    const [first, second] = [await run('holds'), await run('holds')];
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^seed 7, .*\nholds +held .* [\d,]+ numbers\n$/);
    const figures = ({ stdout }: NodeRun): string | undefined => /[\d,]+ numbers/.exec(stdout)?.[0];
    assert.equal(figures(first), figures(second));
  });

  test('that fails is code 1 and the command that repeats only it; those after it run all the same', async () => {
    const { code, stdout, stderr } = await torture('--only=fails,holds', '--seed=7', '--minutes=0.002');
    assert.equal(code, 1);
    assert.match(stdout, /^fails +FAILED .* 1 tries$/m);
    assert.match(stdout, /^holds +held/m);
    assert.match(stderr, /^fails: Error: planted, of seed 7$/m);
    assert.match(stderr, /^ {2}npm run torture -- --only=fails --seed=7 --minutes=0\.00100$/m);
  });

  for (const [area, words, ...parameters] of [
    ['hangs', /^hangs: It hangs: nothing came in 3 s while it awaited the end of a loop$/m, '--patience=3'],
    ['waits', /Cannot see the word that never comes: nothing came in 50 ms/],
    ['crashes', /^crashes: Its process ended with SIGKILL while it awaited its first word\nIts last lines:\nthe last words$/m],
    ['leaks', /Cannot end: thread 1\b.* still open/],
  ] as const)
    test(`that ${area} is code 1 and says so`, async () => {
      const { code, stderr } = await run(area, ...parameters);
      assert.equal(code, 1);
      assert.match(stderr, words);
      assert.ok(stderr.includes(`--only=${area} --seed=7`), stderr);
    });
});
