import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAYS, project } from './project.ts';

for (const way of WAYS) {
  test(`installLoader() takes aliases of any spelling from paths, before package.json's imports (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module", "imports": { "#both": "./lib/wrong.ts", "#own": "./lib/own.js" } }',
      'tsconfig.json':
        '{ "compilerOptions": { "paths": { "#/*": ["./lib/*"], "#both": ["./lib/both"], "app:*": ["./lib/*"], "~": ["./lib/tilde"] } } }',
      'entry.ts': `
        import a from '#/a'; import b from '#both'; import c from '#own'; import d from 'app:d'; import e from '~'; import { sep } from 'node:path';
        const late = await import(\`app:\${'a'}\`);
        export default [a, b, c, d, e, typeof sep, late.default];`,
      'lib/a.ts': 'export default "a" as string;',
      'lib/both.ts': 'export default "both" as string;',
      'lib/wrong.ts': 'export default "wrong" as string;',
      'lib/own.ts': 'export default "own" as string;',
      'lib/d.ts': 'export default "d" as string;',
      'lib/tilde.ts': 'export default "tilde" as string;',
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    assert.deepEqual(value, ['a', 'both', 'own', 'd', 'tilde', 'string', 'a']);
  });

  test(`installLoader() honours customConditions and rootDirs (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module", "imports": { "#inner": { "source": "./lib/inner.js", "default": "./none.js" } } }',
      'tsconfig.json': '{ "compilerOptions": { "customConditions": ["source"], "rootDirs": ["./views", "./generated"] } }',
      'entry.ts': `
        import inner from '#inner'; import pack from 'pack'; import sub from 'pack/sub/x'; import fallback from 'pack/fallback'; import { text } from './views/page.js';
        import required from './required.cjs';
        export default [inner, pack, sub, fallback, text, required];`,
      'required.cts': 'export = [require("pack"), require("pack/fallback")];',
      'lib/inner.ts': 'export default "inner" as string;',
      'views/page.ts': 'import { part } from "./deep/part.js"; export const text = part + " in a page";',
      'generated/deep/part.ts': 'export const part: string = "generated part";',
      'node_modules/pack/package.json': JSON.stringify({
        name: 'pack',
        exports: {
          '.': { source: { require: './required.cts', default: './index.mts' }, default: './none.js' },
          './sub/*': { source: './src/*.mts' },
          './fallback': { other: './none.js', default: './fallback.cjs' },
        },
      }),
      'node_modules/pack/index.mts': 'export default "source" as string;',
      'node_modules/pack/required.cts': 'export = "required source" as string;',
      'node_modules/pack/src/x.mts': 'export default "sub" as string;',
      'node_modules/pack/fallback.cjs': 'module.exports = "fallback";',
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    assert.deepEqual(value, ['inner', 'source', 'sub', 'fallback', 'generated part in a page', ['required source', 'fallback']]);
  });

  test(`installLoader() finds the project of a solution that a file belongs to (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./configs" }] }',
      'tsconfig.app.json': '{ "include": ["app", "entry.ts"], "compilerOptions": { "paths": { "@/*": ["./app/*"] } } }',
      'configs/tsconfig.json': '{ "files": [], "references": [{ "path": "./nested.json" }, { "path": "../tsconfig.json" }] }',
      'configs/nested.json': '{ "extends": "./base", "include": ["../tests/**/*.ts"], "exclude": ["../tests/none"] }',
      'configs/base.json': '{ "compilerOptions": { "paths": { "@/*": ["../tests/*"] } } }',
      'entry.ts':
        'import app from "./app/main.js"; import tests from "./tests/main.js"; import none from "./other/main.js"; export default [app, tests, none];',
      'app/main.ts': 'import thing from "@/thing"; export default thing;',
      'app/thing.ts': 'export default "app" as string;',
      'tests/main.ts': 'import thing from "@/thing"; export default thing;',
      'tests/thing.ts': 'export default "tests" as string;',
      'other/main.ts': 'export default await import("@/thing").catch(({ code }: { code: string }) => code);',
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    assert.deepEqual(value, ['app', 'tests', 'ERR_MODULE_NOT_FOUND']);
  });
}

test('installLoader() names a project that is referred to and not there', async (context) => {
  const { run, path } = project(context, {
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./absent" }] }',
    'entry.ts': 'export default 1;',
  });
  const { error } = await run('entry.ts');
  assert.equal(error?.code, 'HEDDLE_TSCONFIG_INVALID');
  assert.ok(error.message.includes(path('absent/tsconfig.json')), error.message);
});
