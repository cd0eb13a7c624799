import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const IMPORT_HOOK = JSON.stringify(import.meta.resolve('import-in-the-middle'));
const LOADER = JSON.stringify(import.meta.resolve('import-in-the-middle/hook.mjs'));
const REQUIRE_HOOK = JSON.stringify(fileURLToPath(import.meta.resolve('require-in-the-middle')));
const HOOK = `
  new Hook(['dependency', 'node:os'], (exports, name) => console.log('hooked', name));
  new Hook((exports, name) => {
    if (!name.includes('greet')) return;
    const { greet } = exports;
    exports.greet = (name) => greet(name) + ' (traced)';
  });`;

const TSX = dirname(fileURLToPath(import.meta.resolve('tsx/package.json')));
const cwd = temporaryFolder({
  'package.json': '{ "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "library/*": ["./library/*"] } } }',
  // As OpenTelemetry, Sentry and dd-trace do it.
  'register.mjs': `import { register } from 'node:module'; import { Hook } from ${IMPORT_HOOK};
    register(${LOADER}, import.meta.url); ${HOOK}`,
  'own-register.mjs': "import { register } from 'node:module'; register('./own-hooks.mjs', import.meta.url);",
  'own-hooks.mjs': `
    export const resolve = (specifier, context, next) => specifier === 'virtual:answer' ? { url: specifier, shortCircuit: true } : next(specifier, context);
    export async function load(url, context, next) {
      if (url === 'virtual:answer') return { format: 'module', source: 'export const answer = 42', shortCircuit: true };
      const loaded = await next(url, context);
      return url.endsWith('/rewritten.ts') ? { ...loaded, source: String(loaded.source).replace('before', 'after') } : loaded;
    }`,
  'required.cjs': `
    const { Hook } = require(${REQUIRE_HOOK});
    new Hook(['dependency'], (exports, name) => { console.log('required', name); return exports; });`,
  'node_modules/dependency/package.json': '{ "main": "index.js" }',
  'node_modules/dependency/index.js': 'exports.dependency = true;',
  'library/greet.ts': "export enum Tone { Loud = '!' } export const greet = (name: string): string => `hello ${name}${Tone.Loud}`;",
  'app.ts': `
    import os from 'node:os'; import dependency from 'dependency'; import { greet } from 'library/greet'; import { greet as again } from './library/greet.js';
    console.log(greet('program'), again === greet, typeof dependency, os.EOL.length);`,
  'pool.ts': `
    import { Pool } from 'heddle'; enum Kind { One = 1 }
    const pool = new Pool<typeof import('./library/greet.ts')>(new URL('./library/greet.ts', import.meta.url), { size: 1 });
    console.log(await pool.call.greet('pool'), Kind.One);
    await pool.close();`,
  'worker.ts': "enum Kind { App = './app.ts' } new Worker(Kind.App);",
  'common.cts':
    "import dependency = require('dependency'); enum Kind { One = 1 } console.log(Kind.One, typeof dependency, require.main === module);",
  'common-worker.ts': "new Worker('./common.cts').onclose = ({ code }) => console.log(code);",
  'rewritten.ts': "export enum Word { It = 'before' }",
  'virtual.ts': "import { answer } from 'virtual:answer'; import { Word } from './rewritten.ts'; console.log(answer, Word.It);",
  'virtual-worker.ts': "enum Kind { App = './virtual.ts' } new Worker(Kind.App);",
  'late.ts': `
    import { register } from 'node:module'; enum Kind { Late = 'virtual:answer' }
    register('./own-hooks.mjs', import.meta.url);
    console.log((await import(Kind.Late)).answer, (await import('./rewritten.ts')).Word.It);`,
});

symlinkSync(TSX, join(cwd, 'node_modules/tsx'), 'junction');

type Run = (
  args: readonly string[],
  hooks: string,
) => Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number | null }>;

/** Every order in which hooks of others and those of heddle can be installed. */
const WAYS: Readonly<Record<string, Run>> = {
  'NODE_OPTIONS=--import hooks heddle': (args, hooks) => runHeddle(args, { cwd, env: { NODE_OPTIONS: `--import ${hooks}` } }),
  'heddle --import hooks': (args, hooks) => runHeddle(['--import', hooks, ...args], { cwd }),
  'node --import heddle/register --import hooks': (args, hooks) =>
    runNode(['--import', 'heddle/register', '--import', hooks, ...args], { cwd }),
  'node --import hooks --import heddle/register': (args, hooks) =>
    runNode(['--import', hooks, '--import', 'heddle/register', ...args], { cwd }),
};
/** `module.register()` is deprecated in Node 26, and says so. */
const withoutDeprecation = (stderr: string): string =>
  stderr.replaceAll(/^\(node:\d+\) \[DEP0205\].*\n|^\(Use `node --trace-deprecation.*\n/gm, '');

for (const [way, run] of Object.entries(WAYS)) {
  describe(`${way}: hooks of others stay in force`, () => {
    for (const [file, output] of [
      ['app.ts', /^(?:hooked node:os\n)*hooked dependency\nhello program! \(traced\) true object 1\n$/],
      ['worker.ts', /^(?:hooked node:os\n)*hooked dependency\nhello program! \(traced\) true object 1\n$/],
      ['pool.ts', /^(?:hooked node:os\n)*hello pool! \(traced\) 1\n$/],
    ] as const) {
      it(`import-in-the-middle, in ${file}`, async () => {
        const { code, stdout, stderr } = await run([file], './register.mjs');
        assert.match(stdout, output);
        assert.ok(file === 'pool.ts' || stdout.includes('hooked node:os\n'), stdout);
        assert.deepEqual({ code, stderr: withoutDeprecation(stderr) }, { code: 0, stderr: '' });
      });
    }

    it('what adds modules and changes the text of TypeScript, in a program and a worker', async () => {
      for (const file of ['virtual.ts', 'virtual-worker.ts']) {
        const { code, stdout, stderr } = await run([file], './own-register.mjs');
        assert.deepEqual({ code, stdout, stderr: withoutDeprecation(stderr) }, { code: 0, stdout: '42 after\n', stderr: '' });
      }
    });
  });
}

it('require-in-the-middle stays in force in CommonJS TypeScript, in a program and a worker', async () => {
  for (const [args, env] of [
    [['--require', './required.cjs'], {}],
    [[], { NODE_OPTIONS: '--require ./required.cjs' }],
  ] as const) {
    const program = await runHeddle([...args, 'common.cts'], { cwd, env });
    assert.deepEqual(program, { code: 0, signal: null, stdout: 'required dependency\n1 object true\n', stderr: '' });
    const worker = await runHeddle([...args, 'common-worker.ts'], { cwd, env });
    assert.deepEqual({ stdout: worker.stdout, stderr: worker.stderr }, { stdout: 'required dependency\n1 object true\n0\n', stderr: '' });
  }
});

it('tsx, whose transformer waits for workers of its own, may be there too', async () => {
  for (const tsx of ['tsx', import.meta.resolve('tsx')]) {
    const { code, stdout, stderr } = await runHeddle(['pool.ts'], { cwd, env: { NODE_OPTIONS: `--no-warnings --import ${tsx}` } });
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'hello pool! 1\n', stderr: '' });
  }
  assert.equal((await runHeddle(['app.ts'], { cwd, env: { NODE_OPTIONS: '--import=tsx' } })).stdout, 'hello program! true object 1\n');
});

it('hooks that a program registers itself hold for what it imports later', async () => {
  for (const args of [['late.ts'], ['--no-warnings', 'late.ts']]) {
    const { code, stdout, stderr } = await runHeddle(args, { cwd });
    assert.deepEqual({ code, stdout, stderr: withoutDeprecation(stderr) }, { code: 0, stdout: '42 after\n', stderr: '' });
  }
});
