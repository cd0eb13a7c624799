import assert from 'node:assert/strict';
import { test } from 'node:test';
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
