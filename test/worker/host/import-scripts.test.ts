import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const folder = temporaryFolder({
  'a.js': "var order = (globalThis.order ?? '') + 'a'; function fromA() { return this === self; }",
  'b.js': "order += 'b'; const lexical = 'lexical';",
  'sub/c.js': "order += 'c'; importScripts('d.js');",
  'd.js': "order += 'd';",
  'typed.ts': 'enum Day { Monday = 1 } order += Day.Monday as number;',
  'throws.js': "order += 'x'; throw Object.assign(new RangeError('imported'), { code: 'OWN' });",
  'syntax.js': "order += 'never'; const ;",
});

/** The answer of a classic worker that lies in the folder. */
function run(source: string, options: WorkerOptions = { type: 'classic' }): Promise<any> {
  const name = `worker-${(count += 1)}.js`;
  writeFileSync(join(folder, name), source);
  return answerOf(new Worker(join(folder, name), options));
}
let count = 0;

describe('a classic worker', () => {
  it('runs in the global scope', async () => {
    const source = `
      var variable = 1; let lexical = 2; function declared() {}
      postMessage([this === self, self.variable, 'lexical' in self, typeof self.declared, typeof require, typeof module]);`;
    assert.deepEqual(await run(source), [true, 1, false, 'function', 'undefined', 'undefined']);
  });

  it('is sloppy', async () => {
    assert.equal(await run('implicit = 1; postMessage(self.implicit)'), 1);
  });
});

describe('importScripts()', () => {
  it('runs scripts in order, in the global scope, at once', async () => {
    const answer = await run("importScripts('a.js', './b.js', 'sub/c.js', 'typed.ts'); postMessage([order, fromA(), lexical])");
    assert.deepEqual(answer, ['abcd1', true, 'lexical']);
  });

  it('returns undefined, also without arguments', async () => {
    assert.deepEqual(await run("postMessage([importScripts(), importScripts('a.js')])"), [undefined, undefined]);
  });

  it('runs a script again each time it is imported', async () => {
    assert.equal(await run("importScripts('a.js', 'a.js'); importScripts('a.js'); postMessage(order)"), 'aaa');
  });

  it('takes absolute URLs: file:, data:, blob:', async () => {
    const file = pathToFileURL(join(folder, 'a.js')).href;
    const data = "data:text/javascript,order+='%2B'";
    const blob = "URL.createObjectURL(new Blob(['order += 3'], { type: 'text/javascript' }))";
    assert.equal(await run(`importScripts(${JSON.stringify(file)}, ${JSON.stringify(data)}, ${blob}); postMessage(order)`), 'a+3');
  });

  it('throws NetworkError for what cannot be fetched, and has run what came before', async () => {
    const attempt = (url: string): string =>
      `try { importScripts('a.js', ${JSON.stringify(url)}, 'b.js') } catch (error) { postMessage([error.name, error.code, error instanceof DOMException, order]) }`;
    for (const url of ['absent.js', 'sub', 'blob:nodedata:absent', 'ftp://example.org/a.js', 'http://127.0.0.1:9/a.js'])
      assert.deepEqual(await run(attempt(url)), ['NetworkError', 19, true, 'a'], url);
  });

  it('throws SyntaxError for what is no URL, before anything runs', async () => {
    const source = "try { importScripts('a.js', 'http://[') } catch (error) { postMessage([error.name, error.code, typeof order]) }";
    assert.deepEqual(await run(source), ['SyntaxError', 12, 'undefined']);
  });

  it('lets what a script throws through, and runs no further script', async () => {
    const source = "try { importScripts('a.js', 'throws.js', 'b.js') } catch (error) { postMessage([error.name, error.code, order]) }";
    assert.deepEqual(await run(source), ['RangeError', 'OWN', 'ax']);
  });

  it('throws the SyntaxError of a script that does not parse', async () => {
    const source =
      "var order = ''; try { importScripts('syntax.js') } catch (error) { postMessage([error instanceof SyntaxError, order]) }";
    assert.deepEqual(await run(source), [true, '']);
  });

  it('ends the worker when nobody catches what it throws', async () => {
    writeFileSync(join(folder, 'uncaught.js'), "importScripts('absent.js')");
    const { events, errors, code } = await outcomeOf(new Worker(join(folder, 'uncaught.js'), { type: 'classic' }));
    assert.deepEqual(events, ['error', 'close']);
    assert.equal(errors[0].name, 'NetworkError');
    assert.equal(code, 1);
  });

  it('works later too, from a handler', async () => {
    const source = "setTimeout(() => { importScripts('a.js'); postMessage(order) })";
    assert.equal(await run(source), 'a');
  });

  it('throws TypeError in a module', async () => {
    const source = 'try { importScripts() } catch (error) { postMessage([error instanceof TypeError]) }';
    assert.deepEqual(await run(source, { type: 'module' }), [true]);
    assert.deepEqual(await answerOf(new Worker(`data:text/javascript,${source}`, { type: 'module' })), [true]);
    assert.deepEqual(await answerOf(new Worker(`data:text/javascript,export {}; ${source}`)), [true]);
  });

  it('takes absolute URLs only in workers from data: and blob: URLs', async () => {
    const source = "try { importScripts('a.js') } catch (error) { postMessage(error.name) }";
    assert.equal(await answerOf(new Worker(`data:text/javascript,${source}`)), 'SyntaxError');
    assert.equal(await answerOf(new Worker(`data:text/javascript,importScripts('data:,postMessage(1)')`)), 1);
  });
});
