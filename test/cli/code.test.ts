import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const cwd = temporaryFolder({
  'unit.ts': 'export enum Unit { Metre = "m" }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "units": ["./unit.ts"] } } }',
});

// What tsx cannot do, so that nothing is there to compare with.
describe('Code that did not come from a file', () => {
  it('may be TypeScript on standard input', async () => {
    const input = 'enum Kind { Zero } const text: string = "a"; console.log(Kind.Zero, text, process.argv.slice(1));';
    for (const [args, argv] of [
      [[], ['-']],
      [
        ['-', 'a', '--b'],
        ['-', 'a', '--b'],
      ],
      [['--no-warnings'], ['-']],
    ] as const) {
      const { code, stdout, stderr } = await runHeddle(args, { cwd, input });
      assert.deepEqual(
        { code, stdout, stderr },
        {
          code: 0,
          stdout: `0 a ${JSON.stringify(argv).replaceAll(',', ', ').replaceAll('"', "'").replace('[', '[ ').replace(']', ' ]')}\n`,
          stderr: '',
        },
      );
    }
  });

  it('may import TypeScript, by aliases too, and start workers', async () => {
    const code = `
      import { Unit } from 'units'; import { Unit as again } from './unit';
      const worker = new Worker('data:text/typescript,enum A { B = 1 } postMessage(A.B)');
      worker.onmessage = ({ data }: { data: number }) => console.log(Unit.Metre, Unit === again, data);`;
    for (const run of [runHeddle(['-e', code], { cwd }), runHeddle(['-'], { cwd, input: code })]) {
      const { stdout, stderr } = await run;
      assert.deepEqual({ stdout, stderr }, { stdout: 'm true 1\n', stderr: '' });
    }
  });

  it('is taken for code behind -pe too, and may be an empty text', async () => {
    assert.equal((await runHeddle(['-pe', 'const four: number = 4; four'], { cwd })).stdout, '4\n');
    assert.deepEqual(await runHeddle([], { cwd, input: '' }), { code: 0, signal: null, stdout: '', stderr: '' });
  });

  it('fails with the place of the mistake when it is neither JavaScript nor TypeScript', async () => {
    const { code, stderr } = await runHeddle(['-e', 'const = ;'], { cwd });
    assert.equal(code, 1);
    assert.match(stderr, /HEDDLE_TRANSFORM_FAILED|SyntaxError/);
    assert.match(stderr, /\[eval\]/);
  });
});
