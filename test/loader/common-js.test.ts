// Every expected value is what tsc 5.9 and Node, or tsx where tsc has no part in it, give for the same files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAYS, project } from './project.ts';

const TSCONFIG = '{ "compilerOptions": { "module": "commonjs", "target": "es2021", "esModuleInterop": true } }';

for (const way of WAYS) {
  test(`a file of a CommonJS project has the names of CommonJS beside import and export (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{}',
      'tsconfig.json': TSCONFIG,
      'entry.ts': `
        import { basename } from 'path';
        import made = require('./made');
        import Compiled, { other } from './compiled';
        import * as whole from './plain';
        import plain from './plain';
        import data from './data.json';
        import { Point, Shape } from './index';
        import * as tools from './tools';
        const self = this as unknown;
        const lazy = require('./tools') as typeof tools;
        (tools as any).answer = () => 43;
        exports.sameThis = self === exports && self === module.exports;
        const point: Point = { x: 1 };
        exports.report = async () => {
          const late = await import('./tools');
          const module = await import('./module.mjs');
          return [basename(require.resolve('./made')), basename(__filename), basename(__dirname), made.value, new Compiled().n, other, typeof plain, whole.extra, data.a, point.x, new Shape().area(),
            lazy === tools, tools.answer(), late.default, (late as any).answer === tools.answer, module.url, tools.count, (tools.increase(), tools.count)];
        };
        module.exports = exports.report().then((found: unknown) => [exports.sameThis, found]);
        export {};`,
      'made.ts': 'import path from "path"; const made = { value: path.sep.length }; export = made;',
      'compiled.js': 'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = class { n = 3 }; exports.other = 1;',
      'plain.js': 'function plain() {} plain.extra = 2; module.exports = plain;',
      'data.json': '{ "a": 42 }',
      'types.ts': 'export interface Point { x: number } export type Id = string; export class Shape { area() { return 4; } }',
      'index.ts': 'export { Point, Id, Shape } from "./types";',
      'tools.ts':
        'export function answer() { return 42; } export let count = 0; export function increase() { count++; } export default "default of tools";',
      'module.mjs': 'export const url = typeof import.meta.url;',
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    const [sameThis, found] = value;
    assert.equal(sameThis, true);
    assert.deepEqual(found, [
      'made.ts',
      'entry.ts',
      'project',
      1,
      3,
      1,
      'function',
      2,
      42,
      1,
      4,
      true,
      43,
      'default of tools',
      true,
      'string',
      0,
      1,
    ]);
  });
}

test('package.json decides before tsconfig.json, and tsconfig.json before the content', async (context) => {
  const kind = 'export const kind = [typeof require, typeof module]; import "node:path";';
  const { run } = project(context, {
    'entry.mts': `
      import { kind as byType } from './commonjs/a.ts'; import { kind as byConfig } from './config/a.ts'; import { kind as byModule } from './module/a.ts';
      import { kind as byContent } from './silent/a.ts'; import { kind as byName } from './silent/b.ts'; import { kind as byAwait } from './config/b.ts';
      export default [byType, byConfig, byModule, byContent, byName, byAwait].map(([kind]) => kind);`,
    'commonjs/package.json': '{ "type": "commonjs" }',
    'commonjs/a.ts': kind,
    'config/package.json': '{}',
    'config/tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
    'config/a.ts': kind,
    'config/b.ts': `${kind} await 1;`,
    'module/package.json': '{ "type": "module" }',
    'module/tsconfig.json': '{ "compilerOptions": { "module": "commonjs" } }',
    'module/a.ts': kind,
    'silent/package.json': '{}',
    'silent/a.ts': kind,
    'silent/b.ts': `${kind} export const here = __dirname;`,
  });
  const { value, error } = await run('entry.mts');
  assert.equal(error, undefined);
  assert.deepEqual(value, ['function', 'function', 'undefined', 'undefined', 'function', 'undefined']);
});

test('await at the top of a CommonJS file is an error that names the line', async (context) => {
  const { run, path } = project(context, {
    'package.json': '{ "type": "commonjs" }',
    'entry.ts': 'type Nothing = 1;\n\nexport const a: number = 1;\nawait Promise.resolve();\n',
  });
  const { error } = await run('entry.ts');
  assert.equal(error?.code, 'HEDDLE_TRANSFORM_FAILED');
  assert.ok(error.message.includes(`${path('entry.ts')}:4:`), error.message);
  assert.ok(error.message.includes('await Promise.resolve();'), error.message);
});

test('import * as of a function is the function itself unless esModuleInterop is asked for', async (context) => {
  const { run } = project(context, {
    'package.json': '{ "type": "commonjs" }',
    'tsconfig.json': '{ "compilerOptions": { "module": "commonjs" } }',
    'interop/tsconfig.json': '{ "compilerOptions": { "module": "commonjs", "esModuleInterop": true } }',
    'entry.ts':
      'import * as made from "./plain"; import path, { sep } from "path"; export const found = [typeof made, typeof path.join, sep];',
    'interop/entry.ts': 'import * as made from "../plain"; export const found = [typeof made];',
    'plain.js': 'module.exports = function () {};',
  });
  assert.deepEqual((await run('entry.ts')).value.found, ['function', 'function', '/']);
  assert.deepEqual((await run('interop/entry.ts')).value.found, ['object']);
});
