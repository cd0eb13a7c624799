import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Worker, type WorkerOptions } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';
import { type Route, serve } from '../../support/serve.ts';

noLeaks();

const redirect =
  (location: string | (() => string)): Route =>
  (_request, response) =>
    void response.writeHead(302, { location: typeof location === 'string' ? location : location() }).end();

const other = serve({ '/worker.js': 'postMessage(location.href)' });
const server = serve({
  '/moved.js': redirect('/final/worker.js'),
  '/twice.js': redirect('/moved.js'),
  '/final/worker.js': "import './part.js'; postMessage([import.meta.url, location.href, globalThis.part])",
  '/final/part.js': 'globalThis.part = import.meta.url',
  '/final/classic.js': "importScripts('classic-part.js'); postMessage([location.href, part])",
  '/final/classic-part.js': "var part = 'part'",
  '/moved-classic.js': redirect('/final/classic.js'),
  '/elsewhere.js': redirect(() => `${other.origin}/worker.js`),
  '/round.js': redirect('/round.js'),
  '/import-moved.js': "import '/part-moved.js'; postMessage(globalThis.part)",
  '/part-moved.js': redirect('/final/part.js'),
});
const start = (path: string, options: WorkerOptions = {}): Worker =>
  new Worker(server.origin + path, { allowRemote: [server.origin], ...options });

describe('a redirect', () => {
  it('makes its target the address of the worker', async () => {
    const final = `${server.origin}/final/worker.js`;
    const part = `${server.origin}/final/part.js`;
    assert.deepEqual(await answerOf(start('/moved.js')), [final, final, part]);
    assert.deepEqual(await answerOf(start('/twice.js', { type: 'module' })), [final, final, part]);
  });

  it('keeps the fragment', async () => {
    const [url, href] = await answerOf(start('/moved.js#here'));
    assert.equal(href, `${server.origin}/final/worker.js#here`);
    assert.equal(url, href);
  });

  it('makes its target what importScripts starts from', async () => {
    assert.deepEqual(await answerOf(start('/moved-classic.js', { type: 'classic' })), [`${server.origin}/final/classic.js`, 'part']);
  });

  it('is followed by imports', async () => {
    assert.equal(await answerOf(start('/import-moved.js')), `${server.origin}/final/part.js`);
  });

  it('fails when it leads to an origin that is not allowed', async () => {
    const { events, errors } = await outcomeOf(start('/elsewhere.js'));
    assert.deepEqual(events, ['error', 'close']);
    assert.equal(errors[0].code, 'HEDDLE_REMOTE_FORBIDDEN');
    assert.deepEqual(other.asked, []);
    assert.equal(await answerOf(start('/elsewhere.js', { allowRemote: [server.origin, other.origin] })), `${other.origin}/worker.js`);
  });

  it('fails when it goes round in circles', async () => {
    const { events, errors } = await outcomeOf(start('/round.js'));
    assert.deepEqual(events, ['error', 'close']);
    assert.equal(errors[0].code, 'HEDDLE_REMOTE_FAILED');
  });
});
