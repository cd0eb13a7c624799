import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fixture } from '../support/fixture.ts';
import { blocks } from './blocks.ts';
import { isNotRun, programs } from './programs.ts';
import { runProgram } from './run-program.ts';

const sample = blocks(readFileSync(fixture('docs/sample.md'), 'utf8'));
/** The programs of the sample are plain JavaScript: Node alone runs them. */
const NODE_ALONE: readonly string[] = [];

describe('blocks()', () => {
  test('finds each block with its language, its line and the heading above it', () => {
    const seen = sample.map(({ language, line, heading }) => `${line} ${language} ${heading}`);
    assert.deepEqual(seen, [
      '5 sh Sample',
      '12 js Several files',
      '19 mjs Several files',
      '26 js Several files',
      '30 text Several files',
      '38 mjs Another section',
      '45 ts Another section',
      '49 json Another section',
    ]);
  });

  test('takes the indentation of a list off and lets a longer fence hold a shorter one', () => {
    assert.match(sample[5]!.text, /^import .*\n\nconsole\.log.*\nconsole\.log\('```'\);\n$/);
  });

  test('refuses a fence that is not closed', () => {
    assert.throws(() => blocks('# Title\n\n```ts\nlost();\n'), /line 3/);
  });
});

describe('programs()', () => {
  test('leaves out files, other languages and no-run blocks', () => {
    assert.deepEqual(
      programs(sample).map(({ line, name }) => `${line} ${name}`),
      ['19 program.mjs', '26 program.js', '38 program.mjs'],
    );
  });

  test('gives a program the files of its own section only', () => {
    const [first, , last] = programs(sample);
    assert.deepEqual([...first!.files.keys()], ['lib/answer.mjs']);
    assert.equal(last!.files.size, 0);
  });

  test('reads the output from comments or from the block that follows', () => {
    assert.deepEqual(
      programs(sample).map(({ output }) => output),
      ['42\ndone\n', 'b\n', undefined],
    );
  });

  test('refuses two sources of output, a file outside of the folder and a no-run without a reason', () => {
    assert.throws(() => programs(blocks('```js\n1; // prints: 1\n```\n```text output\n1\n```\n')), /both/);
    assert.throws(() => programs(blocks('```js\n// file: ../up.js\n```\n')), /outside/);
    assert.throws(() => isNotRun(blocks('```ts no-run\n```\n')[0]!), /reason/);
  });
});

describe('runProgram()', () => {
  for (const program of programs(sample)) {
    test(`runs the program in line ${program.line}`, () => runProgram(program, NODE_ALONE));
  }

  test('fails when the output differs and when the program fails', async () => {
    const [program] = programs(sample);
    await assert.rejects(runProgram({ ...program!, output: '43\n' }, NODE_ALONE), { code: 'ERR_ASSERTION', actual: '42\ndone' });
    await assert.rejects(runProgram({ ...program!, text: 'process.exit(3);\n' }, NODE_ALONE), { code: 'ERR_ASSERTION', actual: 3 });
  });

  test('resolves heddle to this package', async () => {
    const text = "import { HeddleError } from 'heddle';\nconsole.log(HeddleError.name); // prints: HeddleError\n";
    await runProgram(programs(blocks(`\`\`\`mjs\n${text}\`\`\`\n`))[0]!, NODE_ALONE);
  });
});
