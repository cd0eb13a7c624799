import assert from 'node:assert/strict';
import { it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const cwd = temporaryFolder({
  'package.json': '{ "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "which": ["./near.ts"] } } }',
  'other/tsconfig.own.json': '{ "compilerOptions": { "paths": { "which": ["./far.ts"] } } }',
  'near.ts': 'export enum Which { It = "near" }',
  'other/far.ts': 'export enum Which { It = "far" }',
  'app.ts': `
    import { Which } from 'which';
    import { fork } from 'node:child_process';
    console.log(Which.It);
    if (process.argv[2] !== 'child') {
      await new Promise((resolve) => new Worker('./worker.ts').addEventListener('message', ({ data }) => resolve(console.log(data))));
      fork('./app.ts', ['child']);
    }`,
  'worker.ts': "import { Which } from 'which'; postMessage(Which.It);",
});

it('--tsconfig takes the place of the nearest tsconfig.json in the program, its workers and its children', async () => {
  for (const [args, env, which] of [
    [[], {}, 'near'],
    [['--tsconfig', 'other/tsconfig.own.json'], {}, 'far'],
    [['--tsconfig=./other/tsconfig.own.json', '--no-warnings'], {}, 'far'],
    [[], { HEDDLE_TSCONFIG: 'other/tsconfig.own.json' }, 'far'],
  ] as const) {
    const { code, stdout, stderr } = await runHeddle([...args, 'app.ts'], { cwd, env });
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: `${which}\n`.repeat(3), stderr: '' });
  }
});

it('HEDDLE_TSCONFIG that names no file is an error that says so', async () => {
  const { code, stderr } = await runHeddle(['app.ts'], { cwd, env: { HEDDLE_TSCONFIG: 'absent.json' } });
  assert.equal(code, 1);
  assert.match(stderr, /HEDDLE_TSCONFIG_INVALID/);
  assert.match(stderr, /absent\.json/);
});
