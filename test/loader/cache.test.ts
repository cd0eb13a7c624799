import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { TRANSFORMER_VERSION } from '../../src/loader/transform.ts';
import { project, WAYS } from './project.ts';

const FILES = { 'entry.ts': 'import { b } from "./b.ts"; enum E { A = 1 } export default E.A + b;', 'b.ts': 'export const b: number = 1;' };

for (const way of WAYS) {
  test(`a warm cache spares the native transformer (${way.place}, ${way.how})`, async (context) => {
    const { run, directory } = project(context, FILES);
    const cold = await run('entry.ts', way);
    const warm = await run('entry.ts', way);
    assert.deepEqual([cold.value, cold.native, warm.value, warm.native], [2, true, 2, false]);
    assert.deepEqual(readdirSync(directory).sort(), ['b.ts', 'entry.ts']);
  });
}

test('a changed file, changed options and damaged entries are transformed anew', async (context) => {
  const { run, path, directory } = project(context, { 'entry.ts': 'class A { plain: undefined; } export default Object.keys(new A());' });
  const cache = join(directory, 'cache');
  const env = { HEDDLE_CACHE: cache };
  assert.deepEqual((await run('entry.ts', { env })).value, ['plain']);
  writeFileSync(path('tsconfig.json'), '{ "compilerOptions": { "useDefineForClassFields": false } }');
  assert.deepEqual((await run('entry.ts', { env })).value, []);
  for (const name of readdirSync(cache))
    writeFileSync(join(cache, name), readFileSync(join(cache, name), 'utf8').replace('Object.keys', 'Object.damaged'));
  assert.deepEqual((await run('entry.ts', { env })).value, []);
  writeFileSync(path('entry.ts'), 'export default "changed" as string;');
  assert.equal((await run('entry.ts', { env })).value, 'changed');
});

test('what depends on the types of another file is transformed anew when that changes', async (context) => {
  const { run, path } = project(context, {
    'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }',
    'types.ts': 'export type Id = string; export {};',
    'entry.ts': `
      import { Id } from './types.ts';
      let seen = '';
      (Reflect as any).metadata = (_: string, type: any) => () => void (seen = type.name);
      class Item { @((..._: unknown[]) => {}) id!: Id; }
      export default seen;`,
  });
  assert.equal((await run('entry.ts')).value, 'String');
  writeFileSync(path('types.ts'), 'export type Id = number; export {};');
  const { value, native } = await run('entry.ts');
  assert.deepEqual([value, native], ['Number', true]);
  assert.deepEqual([(await run('entry.ts')).value, (await run('entry.ts')).native], ['Number', false]);
});

test(
  'the cache is private, and a directory that others can write to is not used',
  { skip: process.getuid === undefined && 'Windows has no modes' },
  async (context) => {
    const { run, directory } = project(context, FILES);
    const own = join(directory, 'own');
    await run('entry.ts', { env: { HEDDLE_CACHE: own } });
    assert.equal(statSync(own).mode & 0o777, 0o700);
    for (const name of readdirSync(own)) assert.equal(statSync(join(own, name)).mode & 0o777, 0o600);
    const open = join(directory, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    assert.equal((await run('entry.ts', { env: { HEDDLE_CACHE: open } })).value, 2);
    assert.deepEqual(readdirSync(open), []);
  },
);

test('HEDDLE_CACHE=off and a cache that cannot be made only cost time', async (context) => {
  const { run, directory, path } = project(context, FILES);
  rmSync(join(directory, '../cache'), { recursive: true, force: true });
  assert.equal((await run('entry.ts', { env: { HEDDLE_CACHE: 'off' } })).value, 2);
  assert.equal((await run('entry.ts', { env: { HEDDLE_CACHE: join(path('b.ts'), 'below-a-file') } })).value, 2);
  assert.ok(!existsSync(join(directory, '../cache')));
});

test('the version in the keys of the cache is that of the transformer', () => {
  const { version } = createRequire(import.meta.url)('@swc/core/package.json') as { version: string };
  assert.equal(TRANSFORMER_VERSION, version);
});
