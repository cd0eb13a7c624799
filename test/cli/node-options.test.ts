import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCommandLine } from '../../src/cli/command-line.ts';
import { OPTIONS_WITH_VALUE } from '../../src/cli/node-options.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runNode } from '../support/run-node.ts';

noLeaks();

describe('The options of Node', () => {
  it('that take the next word for their value are all known', async () => {
    const { stdout } = await runNode(['--help']);
    // `  -C, --conditions=...    text`, `  --report-directory, --report-dir=...`; not `--inspect[=[host:]port]`, whose value may only follow a sign.
    const described = stdout
      .split('\n')
      .filter((line) => /^ {2}-.*(?:\w=\.\.\.|\w=\[\w+:\]\w+)(?: |$)/.test(line.replace(/ {2,}(?=\S)(?!-).*$/, '')));
    const names = described.flatMap((line) => [...line.split(/=/)[0]!.matchAll(/--([\w-]+)/g)].map((match) => match[1]!));
    // Node itself takes no word for the value of this one, whatever it says.
    const optional = ['experimental-config-file', 'experimental-default-config-file'];
    assert.ok(names.length > 30, stdout);
    assert.deepEqual(
      names.filter((name) => !OPTIONS_WITH_VALUE.includes(name) && !optional.includes(name)),
      [],
    );
  });
});

describe('parseCommandLine()', () => {
  const parse = (...args: string[]): object => {
    const { help: _help, version: _version, tsconfig: _tsconfig, cache: _cache, ...rest } = parseCommandLine(args);
    return rest;
  };
  const none = { nodeOptions: [], code: undefined, words: [] };

  it('finds the program behind options and their values', () => {
    assert.deepEqual(parse('--import', './a.mjs', '-r', 'b', '--watch', 'app.ts', '--import', 'x'), {
      ...none,
      runs: 'file',
      nodeOptions: ['--import', './a.mjs', '-r', 'b', '--watch'],
      words: ['app.ts', '--import', 'x'],
    });
    assert.deepEqual(parse('--env_file', '.env', '--import=./a.mjs', '--inspect', 'app.ts'), {
      ...none,
      runs: 'file',
      nodeOptions: ['--env_file', '.env', '--import=./a.mjs', '--inspect'],
      words: ['app.ts'],
    });
    assert.deepEqual(parse('--no-warnings', '--', '-app.ts', '--', 'a'), {
      ...none,
      runs: 'file',
      nodeOptions: ['--no-warnings'],
      words: ['-app.ts', '--', 'a'],
    });
  });

  it('keeps its own options to itself', () => {
    const line = parseCommandLine([
      '--no-warnings',
      '--tsconfig',
      'a.json',
      '--no-cache',
      '-C',
      'b',
      '--tsconfig=c.json',
      'app.ts',
      '--tsconfig',
      'd.json',
    ]);
    assert.deepEqual(
      { tsconfig: line.tsconfig, cache: line.cache, nodeOptions: line.nodeOptions, words: line.words },
      { tsconfig: 'c.json', cache: false, nodeOptions: ['--no-warnings', '-C', 'b'], words: ['app.ts', '--tsconfig', 'd.json'] },
    );
    assert.deepEqual(
      [
        parseCommandLine(['-h']).help,
        parseCommandLine(['--help', 'x']).help,
        parseCommandLine(['x', '--help']).help,
        parseCommandLine(['-v']).version,
      ],
      [true, true, false, true],
    );
  });

  it('finds code in all its spellings', () => {
    for (const [args, index, text, words] of [
      [['-e', 'code', 'a'], 1, 'code', ['a']],
      [['--eval', 'code'], 1, 'code', []],
      [['--eval=a=code'], 0, 'a=code', []],
      [['-p', 'code', 'a', 'b'], 1, 'code', ['a', 'b']],
      [['--print', 'code'], 1, 'code', []],
      [['-pe', 'code', 'a'], 1, 'code', ['a']],
      [['-p', '-e', 'code', 'a'], 2, 'code', ['a']],
      [['-e', 'first', '-e', 'code'], 3, 'code', []],
      [['--no-warnings', '-p', 'code'], 2, 'code', []],
    ] as const) {
      assert.deepEqual(parse(...args), {
        runs: 'code',
        code: { index, text },
        nodeOptions: args.slice(0, args.length - words.length),
        words,
      });
    }
  });

  it('tells what is run', () => {
    for (const [args, runs] of [
      [[], 'input'],
      [['-'], 'input'],
      [['--no-warnings'], 'input'],
      [['--test'], 'tests'],
      [['--test', 'a.ts'], 'tests'],
      [['--watch', '--test'], 'tests'],
      [['--watch', 'a.ts'], 'file'],
      [['--run', 'build'], 'other'],
      [['--v8-options'], 'other'],
      [['-i'], 'other'],
    ] as const) {
      assert.equal(parseCommandLine(args).runs, runs, args.join(' '));
    }
  });
});
