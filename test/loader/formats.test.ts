import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAYS, project } from './project.ts';

for (const way of WAYS) {
  test(`installLoader() finds out what kind of module a file is (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{}',
      'entry.mts': `
        import { isModule } from './by-content.ts';
        import common, { named, other } from './common.ts';
        import assigned, { inner } from './assigned.cts';
        import again from './again.cjs';
        import fields from './typed/commonjs.cts';
        import json from './data.json' with { type: 'json' };
        export default { isModule, common, named, other, assigned, inner, same: again === common, fields, json };`,
      'by-content.ts': 'export const isModule: boolean = typeof module === "undefined";',
      'common.ts':
        'exports.named = require("./deep").value as number; exports.other = typeof module; module.exports.file = __filename.slice(-9);',
      'deep.ts': 'import type {} from "./nowhere"; exports.value = require("./module.mts").default as number;',
      'module.mts': 'export default 6 as number;',
      'assigned.cts':
        'import path = require("node:path"); const inner: string = path.basename(__dirname).slice(0, 0) + "in"; export = { inner };',
      'again.cjs': 'module.exports = require("./common");',
      'data.json': '{ "a": 1 }',
      'typed/commonjs.cts':
        'import { basename } from "node:path"; const { value } = require("../deep.ts"); export const file: string = basename(__filename); export default [file, value];',
    });
    const { value, error } = await run('entry.mts', way);
    assert.equal(error, undefined);
    const common = { named: 6, other: 'object', file: 'common.ts' };
    assert.deepEqual(value, {
      isModule: true,
      common,
      named: 6,
      other: 'object',
      assigned: { inner: 'in' },
      inner: 'in',
      same: true,
      fields: { file: 'commonjs.cts', default: ['commonjs.cts', 6] },
      json: { a: 1 },
    });
  });

  test(`installLoader() serves a CommonJS JavaScript entry that requires TypeScript (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'entry.cjs':
        'module.exports = [require("./one").one, require("./two.js").two, require("./folder").three, require("./module.js").default];',
      'one.ts': 'exports.one = 1 as number;',
      'two.ts': 'enum Two { two = 2 } exports.two = Two.two;',
      'folder/index.tsx': 'exports.three = 3 as number;',
      'module.ts': 'import { four } from "./four"; export default four as number;',
      'four.ts': 'export const four: number = 4;',
    });
    const { value, error } = await run('entry.cjs', way);
    assert.equal(error, undefined);
    assert.deepEqual(value, [1, 2, 3, 4]);
  });

  test(`installLoader() finds computed names from a JavaScript entry (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'entry.js': 'import { load } from "./load.js"; export default (await load("typed")).value;',
      'load.js': 'export const load = (name) => import(`./${name}.ts`);',
      'typed.ts': 'export const value: number = 1;',
    });
    assert.equal((await run('entry.js', way)).value, 1);
  });
}

for (const way of WAYS) {
  test(`installLoader() serves import() wherever it hides (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'module.mts': 'export default import("./late");',
      'common.cts': 'export = import("./late").then(({ late }) => late);',
      'through-module.mts': 'import load from "./plain.cjs"; export default load("late.ts");',
      'through-common.cts': 'import load = require("./plain.cjs"); export = load("late.ts");',
      'cycle.ts': 'import { b } from "./cycle-b.js"; export const a = 1; export default (): number => b() + a;',
      'cycle-b.ts': 'import { a } from "./cycle.js"; export const b = (): number => a + 1;',
      'cycles.ts': 'import sum from "./cycle"; export default { late: sum() };',
      'plain.cjs': 'module.exports = (name) => import("./" + name);',
      'late.ts': 'export const late: number = 3;',
    });
    for (const entry of ['module.mts', 'common.cts', 'through-module.mts', 'through-common.cts', 'cycles.ts']) {
      const { value, error } = await run(entry, way);
      assert.equal(error, undefined, entry);
      assert.equal(value.late ?? value, 3, entry);
    }
  });
}

test('installLoader() takes in-memory modules, which find their imports in the current directory', async (context) => {
  const { run, directory } = project(context, {
    'near.ts': 'export const near: number = 2;',
    'node_modules/pack/package.json': '{ "main": "main.js" }',
    'node_modules/pack/main.js': 'module.exports = 3;',
  });
  const sources = {
    'blob:nodedata:1': {
      language: 'ts',
      source: 'import { near } from "./near"; import pack from "pack"; enum E { A = 1 } export default [E.A, near, pack, import.meta.url];',
    },
    'heddle-eval:1': {
      language: 'js',
      source: 'import inner from "blob:nodedata:1"; import { cwd } from "node:process"; export default [...inner, cwd()];',
    },
  };
  for (const way of WAYS) {
    const { value } = await run('heddle-eval:1', { ...way, options: { sources } });
    assert.deepEqual(value, [1, 2, 3, 'blob:nodedata:1', directory]);
  }
});

test('installLoader() takes data: URLs with a TypeScript type', async (context) => {
  const { run } = project(context, {});
  const source = 'enum E { A = 5 } export default E.A;';
  assert.equal((await run(`data:text/typescript,${encodeURIComponent(source)}`)).value, 5);
  assert.equal((await run(`data:application/typescript;charset=utf-8;base64,${Buffer.from(source).toString('base64')}`)).value, 5);
});
