import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf } from '../../support/outcome-of.ts';
import { runNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const SAY_URL = 'postMessage(import.meta.url)';

const folder = temporaryFolder({
  ...Object.fromEntries(EXTENSIONS.map((extension) => [`only${extension.slice(1)}${extension}`, `postMessage('${extension}')`])),
  ...Object.fromEntries(EXTENSIONS.map((extension) => [`all${extension}`, `postMessage('${extension}')`])),
  'url.mjs': SAY_URL,
  'a b%25ü.mjs': SAY_URL,
  'why?.mjs': SAY_URL,
  'a#b.mjs': SAY_URL,
  'there/worker.ts': "postMessage('there')",
  'here/worker.ts': "postMessage('here')",
  'change.mjs': `
    import { Worker } from 'heddle';
    process.chdir('here');
    new Worker('worker.ts').onmessage = (event) => console.log(event.data);
    new Worker('./worker').onmessage = (event) => console.log(event.data);
    process.chdir('../there');`,
});
const at = (name: string): string => join(folder, name);

describe('the first argument of a Worker', () => {
  it('is relative to the current directory at construction, not to the module that constructs', async () => {
    const { stdout, stderr } = await runNode(['change.mjs'], { cwd: folder });
    assert.deepEqual({ stdout, stderr }, { stdout: 'here\nhere\n', stderr: '' });
  });

  for (const extension of EXTENSIONS) {
    it(`may leave out ${extension}`, async () => {
      assert.equal(await answerOf(new Worker(at(`only${extension.slice(1)}`))), extension);
    });
  }

  it('prefers TypeScript where extensions are left out, and a file of the very name where they are not', async () => {
    assert.equal(await answerOf(new Worker(at('all'))), '.ts');
    assert.equal(await answerOf(new Worker(at('all.js'))), '.js');
    assert.equal(await answerOf(new Worker(at('all.cjs'))), '.cjs');
  });

  for (const [asked, found] of [
    ['onlyts.js', '.ts'],
    ['onlytsx.js', '.tsx'],
    ['onlytsx.jsx', '.tsx'],
    ['onlymts.mjs', '.mts'],
    ['onlycts.cjs', '.cts'],
  ] as const) {
    it(`may call ${found} by the name of its compiled output, ${asked}`, async () => {
      assert.equal(await answerOf(new Worker(at(asked))), found);
    });
  }

  it('may be a bare name', async () => {
    const program = `const { Worker } = require('heddle'); new Worker('onlyts').onmessage = (event) => console.log(event.data);`;
    const { stdout, stderr } = await runNode(['-e', program], { cwd: folder });
    assert.deepEqual({ stdout, stderr }, { stdout: '.ts\n', stderr: '' });
  });

  it('may be a URL, or its text, with a query and a fragment that the worker sees', async () => {
    const { href } = pathToFileURL(at('url.mjs'));
    assert.equal(await answerOf(new Worker(new URL(href))), href);
    assert.equal(await answerOf(new Worker(`${href}?a=1#b`)), `${href}?a=1#b`);
    assert.equal(await answerOf(new Worker(new URL('?c=%20d#e', href))), `${href}?c=%20d#e`);
  });

  it('tells instances with different queries apart', async () => {
    const { href } = pathToFileURL(at('url.mjs'));
    const answers = await Promise.all(['?1', '?2'].map((query) => answerOf(new Worker(href + query))));
    assert.deepEqual(answers, [`${href}?1`, `${href}?2`]);
  });

  it('takes a query behind a path, unless a file has that very name', async () => {
    assert.equal(await answerOf(new Worker(`${at('url.mjs')}?a=1`)), `${pathToFileURL(at('url.mjs')).href}?a=1`);
    assert.equal(await answerOf(new Worker(at('why?.mjs'))), pathToFileURL(at('why?.mjs')).href);
    assert.equal(await answerOf(new Worker(at('a#b.mjs'))), pathToFileURL(at('a#b.mjs')).href);
  });

  it('decodes percent-encoded names in URLs, and in no path', async () => {
    const { href } = pathToFileURL(at('a b%25ü.mjs'));
    assert.match(href, /a%20b%2525%C3%BC\.mjs$/);
    assert.equal(await answerOf(new Worker(new URL(href))), href);
    assert.equal(await answerOf(new Worker(at('a b%25ü.mjs'))), href);
    assert.throws(() => new Worker(at('a%20b%2525ü.mjs')), { code: 'HEDDLE_WORKER_NOT_FOUND' });
  });

  it('may leave out the extension in a URL too', async () => {
    assert.equal(await answerOf(new Worker(pathToFileURL(at('onlymts')))), '.mts');
  });
});
