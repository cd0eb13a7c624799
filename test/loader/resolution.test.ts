import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { WAYS, project } from './project.ts';

for (const way of WAYS) {
  test(`installLoader() resolves as TypeScript does (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module", "imports": { "#inner": "./lib/inner.js" } }',
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": "./base", "paths": { "@/*": ["../lib/*"], "exact": ["../lib/exact"] } } }',
      'entry.ts': `
        import a from './lib/a.js'; import b from './lib/b.mjs'; import c from './lib/c.cjs'; import d from './lib/d.jsx'; import e from './lib/e';
        import f from './lib'; import g from '@/g'; import h from 'exact'; import i from 'rooted'; import j from '#inner'; import k from './lib/a.ts?v=2';
        import { fromJavaScript } from './plain.js';
        export default [a, b, c, d, e, f, g, h, i, j, k === a, fromJavaScript];`,
      'lib/a.ts': 'export default [1];',
      'lib/a.js': 'export default ["stale output"];',
      'lib/b.mts': 'export default 2;',
      'lib/c.cts': 'export = 3;',
      'lib/d.tsx': 'export default 4;',
      'lib/e.tsx': 'export default 5;',
      'lib/index.ts': 'export default 6;',
      'lib/g.ts': 'export default 7;',
      'lib/exact.ts': 'export default 8;',
      'base/rooted.ts': 'export default 9;',
      'lib/inner.ts': 'export default 10;',
      'plain.js': 'import { value } from "@/value.js"; export const fromJavaScript = value;',
      'lib/value.ts': 'export const value: number = 11;',
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    assert.deepEqual(value, [[1], 2, 3, 4, 5, 6, 7, 8, 9, 10, false, 11]);
  });

  test(`installLoader() loads TypeScript of packages, with their own tsconfig.json only (${way.place}, ${way.how})`, async (context) => {
    const { run, path } = project(context, {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "compilerOptions": { "jsx": "react", "jsxFactory": "wrong" } }',
      'entry.js': 'import published from "published"; import workspace from "workspace"; export default [published, workspace];',
      'node_modules/published/package.json': '{ "type": "module", "exports": "./main.tsx" }',
      'node_modules/published/tsconfig.json': '{ "compilerOptions": { "jsx": "react", "jsxFactory": "right" } }',
      'node_modules/published/main.tsx': 'const right = (name: string) => name; export default <published/>;',
      'packages/workspace/package.json': '{ "name": "workspace", "type": "module", "main": "./source.ts" }',
      'packages/workspace/source.ts': 'enum W { w = 2 } export default W.w;',
    });
    symlinkSync(path('packages/workspace'), path('node_modules/workspace'));
    assert.deepEqual((await run('entry.js', way)).value, ['published', 2]);
  });
}

for (const way of WAYS) {
  test(`installLoader() follows aliases of any spelling, conditions, rootDirs and references (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module", "name": "own", "imports": { "#own": { "custom": "./src/two.ts", "default": "./src/one.ts" } } }',
      'tsconfig.json': `{ "compilerOptions": { "customConditions": ["custom"], "rootDirs": ["./src", "./generated"],
        "paths": { "#/*": ["./src/*"], "#x": ["./src/one.ts"], "app:*": ["./src/*"], "~": ["./src/one"], "~/*": ["\${configDir}/src/*"] } } }`,
      'entry.ts': `
        import a from '#/one'; import b from '#x'; import c from 'app:two.js'; import d from '~'; import e from '~/two'; import f from '#own'; import g from 'conditional/sub';
        import h from './src/three'; import { legacy } from './parts/legacy/a.ts'; import { plain } from './parts/plain.ts';
        export default [a, b, c, d, e, f, g, h, legacy, plain];`,
      'src/one.ts': 'export default 1;',
      'src/two.ts': 'export default 2;',
      'src/three.ts': 'import made from "./made.js"; export default made;',
      'generated/made.ts': 'export default 3;',
      'node_modules/conditional/package.json':
        '{ "type": "module", "exports": { "./sub": { "custom": "./custom.js", "default": "./default.js" } } }',
      'node_modules/conditional/custom.js': 'export default "custom";',
      'node_modules/conditional/default.js': 'export default "default";',
      'parts/tsconfig.json':
        '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tsconfig.legacy.json" }, { "path": "./absent" }] }',
      'parts/tsconfig.app.json': '{ "include": ["*.ts"], "compilerOptions": { "useDefineForClassFields": true } }',
      'parts/tsconfig.legacy.json': '{ "include": ["legacy"], "compilerOptions": { "useDefineForClassFields": false } }',
      'parts/legacy/a.ts': 'class A { field: undefined; } export const legacy = Object.keys(new A()).length;',
      'parts/plain.ts': 'class A { field: undefined; } export const plain = Object.keys(new A()).length;',
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    assert.deepEqual(value, [1, 1, 2, 1, 2, 2, 'custom', 3, 0, 1]);
  });
}

for (const way of WAYS) {
  test(`installLoader() knows files by what links lead to, unless --preserve-symlinks keeps the links (${way.place}, ${way.how})`, async (context) => {
    const { run, path } = project(context, {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@linked/*": ["./linked/*"] } } }',
      'store/where.ts': 'export const where: string = import.meta.url.split("/").at(-2)!;',
      'store/index.ts': 'export { where } from "./where";',
      'entry.ts': `
        import { where } from './linked/where';
        import { where as aliased } from '@linked/where';
        import { where as passed } from './linked';
        export default [where, aliased, passed];`,
    });
    symlinkSync(path('store'), path('linked'), 'junction');
    assert.deepEqual((await run('entry.ts', way)).value, ['store', 'store', 'store']);
    assert.deepEqual((await run('entry.ts', { ...way, execArgv: ['--preserve-symlinks'] })).value, ['linked', 'linked', 'linked']);
  });
}

test('installLoader() leaves Node its own error for what does not exist', async (context) => {
  const { run } = project(context, {
    'module.ts': 'import "./nowhere.js"; export {};',
    'common.cts': 'require("./nowhere.js")',
    'package.ts': 'import "no-such-package";',
  });
  assert.equal((await run('module.ts')).error?.code, 'ERR_MODULE_NOT_FOUND');
  assert.equal((await run('common.cts')).error?.code, 'MODULE_NOT_FOUND');
  assert.equal((await run('package.ts')).error?.code, 'ERR_MODULE_NOT_FOUND');
});
