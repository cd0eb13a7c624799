import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';

noLeaks();

const cwd = fileURLToPath(fixture('cli/'));

describe('heddle --help and --version', () => {
  it('print to standard output and end with 0', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    for (const option of ['--version', '-v'])
      assert.deepEqual(await runHeddle([option]), { code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
    for (const option of ['--help', '-h']) {
      const { code, stdout, stderr } = await runHeddle([option]);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.match(stdout, /heddle \[run\] \[options\] <program>/);
    }
  });
});

describe('a misuse of heddle', () => {
  for (const args of [
    ['--no-warnings', 'absent.ts'],
    ['--tsconfig', 'absent.json', 'arguments.ts'],
    ['--tsconfig'],
    ['absent.ts'],
    ['run', 'absent'],
    ['.'],
    [''],
    ['http://127.0.0.1:1/app.js'],
    ['data:text/javascript,1'],
    ['blob:nodedata:absent'],
    ['ftp://example.org/app.js'],
    ['file:///absent%2F.js'],
  ]) {
    it(`is one line on standard error and exit code 2: heddle ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runHeddle(args, { cwd });
      assert.match(stderr, /^heddle: .+\n$/);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    });
  }

  it('may be a variable that makes no sense', async () => {
    const { code, stdout, stderr } = await runHeddle(['arguments.ts'], { cwd, env: { HEDDLE_ALLOW_REMOTE: 'example.org' } });
    assert.match(stderr, /^heddle: .*HEDDLE_ALLOW_REMOTE.*\n$/);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
  });

  it('may be an option that neither heddle nor Node knows: then it is Node that says so', async () => {
    for (const args of [['--no-such-option', 'arguments.ts'], ['run', '--no-such-option', 'arguments.ts'], ['--no-such-option']]) {
      const { code, stdout, stderr } = await runHeddle(args, { cwd });
      assert.match(stderr, /^.*: bad option: --no-such-option\n$/);
      assert.deepEqual({ code, stdout }, { code: 9, stdout: '' });
    }
  });

  it('names the path of an absent file', async () => {
    const { stderr } = await runHeddle(['absent.ts'], { cwd });
    assert.ok(stderr.includes(`${cwd}absent.ts`), stderr);
  });
});
