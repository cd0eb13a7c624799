import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const at = (name: string): URL => fixture(`worker/untyped/${name}`);

describe('a worker from a file, in a package without a type', () => {
  it('is an ES module by its content', async () => {
    const { href } = at('module.js');
    assert.deepEqual(await answerOf(new Worker(href)), { sum: 3, url: href, isModule: true });
    assert.deepEqual((await outcomeOf(new Worker(at('export-only.js')))).events, ['open', 'close']);
  });

  it('is CommonJS by its content, as the main module of its thread', async () => {
    const expected = { isMain: true, file: 'commonjs.js', directory: 'untyped', exports: { sum: 3 }, self: 3 };
    assert.deepEqual(await answerOf(new Worker(at('commonjs.js'))), expected);
  });

  it('is TypeScript with import and export, .js that means .ts, and no extension at all', async () => {
    const { href } = at('module.ts');
    assert.deepEqual(await answerOf(new Worker(href)), { size: 9, unit: 'Metre', url: href });
  });

  it('is TypeScript in CommonJS', async () => {
    const expected = { kind: 'CommonJS', unit: 1, isMain: true, file: 'commonjs.ts' };
    assert.deepEqual(await answerOf(new Worker(at('commonjs.ts'))), expected);
  });

  for (const file of ['page.tsx', 'page.jsx']) {
    it(`is ${file.slice(5).toUpperCase()} with import`, async () => {
      assert.equal(await answerOf(new Worker(at(file))), '<main greeting>hello</main>');
    });
  }
});

describe('the type of a worker', () => {
  const plain = join(
    temporaryFolder({ 'package.json': '{ "type": "module" }', 'typed.ts': 'enum A { B = 7 } postMessage([typeof this, A.B]);' }),
    'plain.cjs',
  );
  copyFileSync(at('plain.js'), plain);

  it('is CommonJS for a plain script in a package without a type', async () => {
    assert.deepEqual(await answerOf(new Worker(at('plain.js'))), ['object', 'function', 'function']);
  });

  it('makes an ES module of a file, whatever its extension', async () => {
    for (const script of [at('plain.js'), plain])
      assert.deepEqual(await answerOf(new Worker(script, { type: 'module' })), ['undefined', 'undefined', 'function']);
  });

  it('makes a classic script of a file, whatever its extension and package', async () => {
    assert.deepEqual(await answerOf(new Worker(plain, { type: 'classic' })), ['object', 'undefined', 'function']);
    assert.deepEqual(await answerOf(new Worker(plain.replace('plain.cjs', 'typed.ts'), { type: 'classic' })), ['object', 7]);
  });

  it('refuses import in a classic script', async () => {
    const { events, errors, code } = await outcomeOf(new Worker(at('module.js'), { type: 'classic' }));
    assert.deepEqual(events, ['error', 'close']);
    assert.equal(errors[0].name, 'SyntaxError');
    assert.equal(code, 1);
  });
});
