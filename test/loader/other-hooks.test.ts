import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { project, WAYS } from './project.ts';

for (const way of WAYS) {
  test(`hooks of others serve what is not the loader's (${way.place}, ${way.how})`, async (context) => {
    const { run, url } = project(context, {
      'package.json': '{ "type": "module" }',
      'register.js': 'import { register } from "node:module"; register("./hooks.js", import.meta.url);',
      'hooks.js': `
        export const resolve = (specifier, context, next) => specifier === 'virtual:answer' ? { url: specifier, shortCircuit: true } : next(specifier, context);
        export const load = (url, context, next) => url === 'virtual:answer' ? { format: 'module', source: 'export default 42', shortCircuit: true } : next(url, context);`,
      'entry.ts': 'import answer from "virtual:answer"; enum E { A = 1 } export default [E.A, answer];',
    });
    const { value, error } = await run('entry.ts', { ...way, execArgv: ['--import', url('register.js')] });
    assert.equal(error, undefined);
    assert.deepEqual(value, [1, 42]);
  });
}

test("what hooks of others leave to require() is the loader's: a program under Plug'n'Play", async () => {
  const cwd = temporaryFolder({
    'register.mjs': 'import { register } from "node:module"; register("./hooks.mjs", import.meta.url);',
    // As the loader of Yarn answers for a program whose package says nothing of modules.
    'hooks.mjs': `
      export const load = (url, context, next) => url.endsWith('/main.ts') ? { format: 'commonjs', shortCircuit: true } : next(url, context);`,
    'part.ts': 'export enum Part { Whole = 1 }',
    'main.ts': 'import { Part } from "./part"; const whole: Part = Part.Whole; console.log(whole, require.main === module);',
  });
  const { stdout, stderr } = await runHeddle(['--import', './register.mjs', 'main.ts'], { cwd, env: { HEDDLE_CACHE: 'off' } });
  assert.equal(stdout, '1 true\n', stderr);
});

test("a workspace whose main file has no extension is found under Plug'n'Play", async () => {
  const cwd = temporaryFolder({
    'package.json': '{}',
    // What `.pnp.cjs` gives: where a package is, without a folder node_modules.
    'pnp.cjs': `
      const resolveToUnqualified = (name) => {
        if (name !== 'lib') throw new Error('not a dependency');
        return require('path').join(__dirname, 'packages/lib');
      };
      require('module').findPnpApi = () => ({ resolveToUnqualified });`,
    'packages/lib/package.json': '{ "name": "lib", "main": "src/index" }',
    'packages/lib/src/index.ts': 'export enum Level { Low = 1 }',
    'main.ts': `
      import { Level } from 'lib';
      let code: string | undefined;
      try { require('none'); } catch (error) { code = (error as NodeJS.ErrnoException).code; }
      console.log(Level.Low as Level, code);`,
  });
  const { stdout, stderr } = await runHeddle(['--require', './pnp.cjs', 'main.ts'], { cwd, env: { HEDDLE_CACHE: 'off' } });
  assert.equal(stdout, '1 MODULE_NOT_FOUND\n', stderr);
});
