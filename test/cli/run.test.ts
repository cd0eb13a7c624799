import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';

noLeaks();

const cwd = fileURLToPath(fixture('cli/'));

describe('heddle app.ts', () => {
  it('hands arguments over untouched, those that look like its own too', async () => {
    const given = ['a', '', '--help', '--version', '-v', 'run', '--', 'a b', '*', '--no-such-option=1'];
    const expected = { given, name: 'arguments.ts', globals: ['function', 'function', 'function'] };
    for (const before of [['arguments.ts'], ['run', 'arguments.ts'], ['./arguments'], [fixture('cli/arguments.ts').href]]) {
      const { code, stdout, stderr } = await runHeddle([...before, ...given], { cwd });
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.deepEqual(JSON.parse(stdout), expected);
    }
  });

  it('passes standard streams and the exit code through', async () => {
    const run = await runHeddle(['streams.ts'], { cwd, input: 'text' });
    assert.deepEqual(run, { code: 7, signal: null, stdout: 'out text', stderr: 'err text' });
  });

  it('runs CommonJS as the main module', async () => {
    const { stdout, stderr } = await runHeddle(['commonjs.cts'], { cwd });
    assert.deepEqual({ stdout, stderr }, { stdout: 'true commonjs.cts main\n', stderr: '' });
  });

  for (const [file, how] of [
    ['threads.mjs', 'import'],
    ['threads.cjs', 'require'],
  ] as const) {
    it(`gives TypeScript to workers of node:worker_threads, nested ones too, by ${how}`, async () => {
      const { code, stdout, stderr } = await runHeddle([file], { cwd });
      assert.equal(stderr, '');
      assert.equal(stdout, `<i>${how} <b>Nested</b></i>${how === 'import' ? ' true' : ''}\n`);
      assert.equal(code, 0);
    });
  }

  it('leaves what the program throws to Node: its report, with true lines, and exit code 1', async () => {
    const { code, stdout, stderr } = await runHeddle(['throws.ts'], { cwd });
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, /RangeError: thrown by the program\n {4}at fail \(.*throws\.ts:6:\d+\)\n {4}at .*throws\.ts:9:1/);
    assert.match(stderr, /code: 'OWN'/);
    assert.match(stderr, /^ {2}throw Object\.assign\(/m);
  });

  it('ends with 13 when a top-level await never settles, as Node', async () => {
    const { code } = await runHeddle([fileURLToPath(fixture('cli/never.mts'))]);
    assert.equal(code, 13);
  });
});

describe('node --import heddle/register app.ts', () => {
  it('runs TypeScript with the globals', async () => {
    const { code, stdout, stderr } = await runNode(['--import', 'heddle/register', fileURLToPath(fixture('cli/arguments.ts')), '--help']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.deepEqual(JSON.parse(stdout), { given: ['--help'], name: 'arguments.ts', globals: ['function', 'function', 'function'] });
  });

  it('leaves the report of an error to Node, with true lines', async () => {
    const { code, stderr } = await runNode(['--import', 'heddle/register', fileURLToPath(fixture('cli/throws.ts'))]);
    assert.equal(code, 1);
    assert.match(stderr, /at fail \(.*throws\.ts:6:\d+\)/);
  });
});

describe("require('heddle')", () => {
  it('gives what import gives', async () => {
    const program =
      "import('heddle').then((module) => console.log(module.Worker === require('heddle').Worker, typeof require('heddle').parentPort))";
    const { stdout, stderr } = await runNode(['-e', program]);
    assert.deepEqual({ stdout, stderr }, { stdout: 'true object\n', stderr: '' });
  });

  it('leaves the globals and node:worker_threads alone', async () => {
    const program =
      "const before = [typeof Worker, MessageChannel, require('worker_threads').Worker]; const heddle = require('heddle');" +
      "console.log(typeof globalThis.Worker, MessageChannel === before[1], require('worker_threads').Worker === before[2], heddle.Worker === before[2])";
    const { stdout } = await runNode(['-e', program]);
    assert.equal(stdout, 'undefined true true false\n');
  });
});
