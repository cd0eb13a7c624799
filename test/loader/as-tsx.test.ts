import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import process from 'node:process';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runHeddle } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const MODULE = '{ "type": "module" }';

/** What resolving and tsconfig.json have to give, by topic, as `main.ts` prints it. */
const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'several configurations that are extended, of files and packages': {
    'package.json': MODULE,
    'node_modules/config/package.json': '{ "name": "config", "tsconfig": "own.json" }',
    'node_modules/config/own.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
    'base/paths.json':
      '{ "compilerOptions": { "paths": { "@/*": ["${configDir}/none/*", "${configDir}/src/*"], "exact": ["${configDir}/src/a.ts"] } } }',
    'tsconfig.json': '\uFEFF{ "extends": ["config", "./base/paths"], /* and */ }',
    'src/a.ts': 'export const a: number = 1;',
    'main.ts': `
      import { a } from '@/a'; import { a as exact } from 'exact';
      const note = (_: unknown, key: unknown): void => console.log(key);
      class A { @note field = 1; }
      console.log(a, exact, A.name);`,
  },
  'files, folders, queries and names with dots': {
    'package.json': MODULE,
    'a.b.ts': 'export const dotted: number = 1;',
    'view.tsx': 'export const view: number = 2; export const url = import.meta.url.split("/").at(-1);',
    'folder/index.ts': 'export const folder: number = 3;',
    'common.cts': 'export const common: number = 4;',
    'main.ts': `#!/usr/bin/env node
      import { dotted } from './a.b'; import { dotted as again } from './a.b.js'; import { view } from './view.js';
      import { folder } from './folder'; import { folder as slash } from './folder/'; import { common } from './common.cjs';
      import * as first from './view?1'; import * as second from './view.jsx?2';
      console.log(dotted, again, view, folder, slash, common, first.url, second.url, first === second);`,
  },
  'packages in TypeScript': {
    'package.json': '{ "type": "module", "imports": { "#inner/*": "./inner/*.js" } }',
    'inner/a.ts': 'export const inner: string = "inner";',
    'node_modules/exported/package.json':
      '{ "name": "exported", "type": "module", "exports": { ".": "./src/index.ts", "./*": "./src/*.js" } }',
    'node_modules/exported/src/index.ts': 'export * from "./part.js"; export enum Level { Low }',
    'node_modules/exported/src/part.ts': 'export const part: string = "part";',
    'node_modules/main/package.json': '{ "name": "main", "type": "module", "main": "./source/index" }',
    'node_modules/main/source/index.ts': 'export const main: string = "main";',
    'node_modules/main/below.ts': 'export const below: string = "below";',
    'main.ts': `
      import { inner } from '#inner/a'; import { part, Level } from 'exported'; import { part as same } from 'exported/part';
      import { main } from 'main'; import { below } from 'main/below';
      console.log(inner, part, Level.Low, same, main, below);`,
  },
  'names that only running tells, and where things are': {
    'package.json': MODULE,
    'parts/a.ts': 'export default "a" as string;',
    'parts/b/index.ts': 'export default "b" as string;',
    'main.ts': `
      import { createRequire } from 'node:module'; import { basename } from 'node:path';
      for (const name of ['a', 'a.js', 'a.ts', 'b']) console.log((await import('./parts/' + name)).default);
      const require = createRequire(import.meta.url);
      console.log(require('./parts/a').default, basename(require.resolve('./parts/a')), basename(import.meta.filename));
      for (const name of ['./parts/a.js', './parts/a', './parts/b']) console.log(basename(import.meta.resolve(name)));`,
  },
  'cycles and CommonJS': {
    'package.json': '{}',
    'tsconfig.json': '{ "compilerOptions": { "module": "commonjs", "esModuleInterop": true } }',
    'a.ts': 'import { b } from "./b"; export const a = (): string => "a" + b();',
    'b.ts': 'import { a } from "./a"; export const b = (): string => "b" + typeof a; export const c = (): string => a();',
    'model.cts': 'class Model { x = 1; } export = Model;',
    'main.ts': `
      import { a } from './a'; import { c } from './b'; import Model = require('./model.cjs'); import path from 'path';
      console.log(a(), c(), new Model().x, require.main === module, path.basename(__filename));`,
  },
};

for (const [topic, files] of Object.entries(PROGRAMS)) {
  test(`${topic}: heddle prints what tsx does`, async () => {
    const options = { cwd: temporaryFolder(files), milliseconds: 60_000, env: { HEDDLE_CACHE: 'off' } };
    const expected = await runNode(['--import', TSX, 'main.ts'], options);
    assert.equal(expected.code, 0, expected.stderr);
    const { stdout, stderr } = await runHeddle(['main.ts'], options);
    assert.equal(stdout, expected.stdout, `${stderr} (Node ${process.version})`);
  });
}
