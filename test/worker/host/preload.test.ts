import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const folder = temporaryFolder({
  'worker.js': "postMessage([...(globalThis.order ?? []), 'worker'])",
  'worker.mjs': "postMessage([...(globalThis.order ?? []), 'worker'])",
  'commonjs.cjs': '(globalThis.order ??= []).push(`commonjs ${require.main === module}`)',
  'module.mjs': "await null; (globalThis.order ??= []).push('module')",
  'typed.ts': "enum Name { Typed = 'typed' } ((globalThis as any).order ??= []).push(Name.Typed); export {};",
  'scope.mjs': '(globalThis.order ??= []).push(self.name, typeof postMessage)',
  'throws.ts': "interface A {}\nthrow Object.assign(new RangeError('preload'), { code: 'OWN' });",
  'syntax.mjs': 'const ;',
  'exits.mjs': 'process.exit(5)',
});
const at = (name: string): string => join(folder, name);
const start = (options: WorkerOptions, script = 'worker.js'): Worker => new Worker(at(script), options);

describe('options.preload', () => {
  it('is a path, a URL, or its text', async () => {
    for (const preload of [at('typed.ts'), at('typed'), pathToFileURL(at('typed.ts')), pathToFileURL(at('typed.ts')).href])
      assert.deepEqual(await answerOf(start({ preload })), ['typed', 'worker']);
  });

  it('is a list that runs in order, top-level await included, before the script', async () => {
    const preload = [at('module.mjs'), pathToFileURL(at('commonjs.cjs')), at('typed.ts')];
    const expected = ['module', 'commonjs false', 'typed', 'worker'];
    for (const script of ['worker.js', 'worker.mjs']) assert.deepEqual(await answerOf(start({ preload }, script)), expected);
    assert.deepEqual(await answerOf(start({ preload: preload.toReversed() })), ['typed', 'commonjs false', 'module', 'worker']);
    assert.deepEqual(await answerOf(start({ preload: [] })), ['worker']);
  });

  it('runs in the global scope of a worker', async () => {
    assert.deepEqual(await answerOf(start({ preload: at('scope.mjs'), name: 'named' })), ['named', 'function', 'worker']);
  });

  it('may be a data: or blob: URL', async () => {
    const text = "(globalThis.order ??= []).push('memory')";
    const blob = URL.createObjectURL(new Blob([text]));
    const worker = start({ preload: [`data:text/javascript,${text}`, blob] });
    URL.revokeObjectURL(blob);
    assert.deepEqual(await answerOf(worker), ['memory', 'memory', 'worker']);
  });

  it('goes before data:, classic and eval scripts too', async () => {
    const preload = at('typed.ts');
    const code = 'postMessage(globalThis.order)';
    assert.deepEqual(await answerOf(new Worker(`data:text/javascript,${code}`, { preload })), ['typed']);
    assert.deepEqual(await answerOf(new Worker(code, { preload, eval: true })), ['typed']);
    assert.deepEqual(await answerOf(start({ preload, type: 'classic' })), ['typed', 'worker']);
    assert.deepEqual(await answerOf(start({ preload, type: 'module' })), ['typed', 'worker']);
  });

  for (const [file, expected] of Object.entries({ 'throws.ts': { code: 'OWN' }, 'syntax.mjs': { name: 'SyntaxError' } })) {
    it(`ends the worker when it fails: ${file}`, async () => {
      const { events, errors, messages, code } = await outcomeOf(start({ preload: at(file) }));
      assert.deepEqual({ events, messages, code }, { events: ['error', 'close'], messages: [], code: 1 });
      for (const [name, value] of Object.entries(expected)) assert.equal(errors[0][name], value);
    });
  }

  it('may end the worker by itself', async () => {
    const { events, messages, code } = await outcomeOf(start({ preload: at('exits.mjs') }));
    assert.deepEqual({ events, messages, code }, { events: ['close'], messages: [], code: 5 });
  });
});
