import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Worker, type WorkerOptions } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';
import { runNode } from '../../support/run-node.ts';
import { serve } from '../../support/serve.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const KIND = 'postMessage([typeof this, typeof importScripts, location.pathname])';
const ANY_PORT = 'http://127.0.0.1:*';
const server = serve({
  '/hello.js': 'postMessage("hello")',
  '/kind.js': KIND,
  '/url.js': 'postMessage([import.meta.url, location.href])',
  '/typed.ts': { type: 'video/mp2t', body: 'enum Day { Monday = 1 } postMessage(Day.Monday as number)' },
  '/typed': { type: 'text/typescript; charset=utf-8', body: 'enum Day { Monday = 1 } postMessage(Day.Monday as number)' },
  '/text.js': { type: 'text/plain', body: 'postMessage("text")' },
  '/html.js': { type: 'text/html', body: '<script>' },
  '/latin.js': { type: 'text/javascript; charset=latin1', body: 'postMessage("ü")' },
  '/throws.js': 'throw new RangeError("remote")',
  '/folder/imports.js': "import { name } from './name.js'; import '/absolute.js'; postMessage([name, globalThis.absolute]);",
  '/folder/name.js': "import { first } from './first.ts'; export const name = first + ' last';",
  '/folder/first.ts': { type: 'text/typescript', body: "export const first: string = 'first';" },
  '/absolute.js': 'globalThis.absolute = true',
  '/folder/classic.js': "importScripts('part.js', '/absolute.js'); postMessage([part, absolute]);",
  '/folder/part.js': "var part = 'part';",
  '/folder/parent.js': "new Worker('child.js').onmessage = ({ data }) => postMessage(data);",
  '/folder/child.js': 'postMessage(location.pathname)',
  '/escape.js': "import 'file:///etc/passwd'",
  '/package.js': "import 'heddle'",
  '/builtin.js': "import { sep } from 'node:path'; postMessage(sep.length)",
  '/bad-import.js': "import './absent.js'",
  '/credentials.js': (request, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/javascript' })
      .end(`postMessage([${request.headers.cookie}, ${request.headers.authorization}])`),
});
const start = (path: string, options: WorkerOptions = {}): Worker =>
  new Worker(server.origin + path, { allowRemote: [ANY_PORT], ...options });

describe('a worker over http', () => {
  it('runs what an allowed origin serves', async () => {
    assert.equal(await answerOf(start('/hello.js')), 'hello');
    assert.equal(await answerOf(start('/hello.js', { allowRemote: [server.origin] })), 'hello');
    assert.equal(
      await answerOf(new Worker(new URL(`${server.origin}/hello.js`), { allowRemote: ['https://example.org', server.origin] })),
      'hello',
    );
  });

  it('is refused by the constructor when the origin is not allowed', () => {
    for (const allowRemote of [undefined, [], ['http://127.0.0.1:1'], ['https://127.0.0.1:*'], ['http://localhost:*']])
      assert.throws(() => start('/hello.js', { allowRemote } as WorkerOptions), { code: 'HEDDLE_REMOTE_FORBIDDEN' }, String(allowRemote));
  });

  it('is allowed by the variable HEDDLE_ALLOW_REMOTE too', async () => {
    const program = "const { Worker } = require('heddle'); new Worker(process.argv[1]).onmessage = ({ data }) => console.log(data);";
    const cwd = temporaryFolder({});
    const run = (value: string | undefined) =>
      runNode(['-e', program, `${server.origin}/hello.js`], { cwd, env: { HEDDLE_ALLOW_REMOTE: value } });
    assert.equal((await run(`https://example.org, ${ANY_PORT}`)).stdout, 'hello\n');
    const { code, stdout, stderr } = await run(undefined);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, /HEDDLE_REMOTE_FORBIDDEN/);
  });

  it('is a module or a classic script by its type, or by its content', async () => {
    assert.deepEqual(await answerOf(start('/kind.js', { type: 'module' })), ['undefined', 'function', '/kind.js']);
    assert.deepEqual(await answerOf(start('/kind.js', { type: 'classic' })), ['object', 'function', '/kind.js']);
    assert.deepEqual(await answerOf(start('/kind.js')), ['object', 'function', '/kind.js']);
    const url = `${server.origin}/url.js?a=1`;
    assert.deepEqual(await answerOf(start('/url.js?a=1')), [url, url]);
  });

  it('is TypeScript by MIME type, also by the one that servers have for .ts', async () => {
    assert.equal(await answerOf(start('/typed')), 1);
    assert.equal(await answerOf(start('/typed.ts')), 1);
  });

  it('is UTF-8 whatever the server says', async () => {
    assert.equal(await answerOf(start('/latin.js')), 'ü');
  });

  it('never sends credentials', async () => {
    assert.deepEqual(await answerOf(start('/credentials.js', { credentials: 'include' })), [undefined, undefined]);
  });

  for (const [path, code] of Object.entries({
    '/text.js': 'HEDDLE_REMOTE_FAILED',
    '/html.js': 'HEDDLE_REMOTE_FAILED',
    '/absent.js': 'HEDDLE_REMOTE_FAILED',
    '/throws.js': undefined,
    '/bad-import.js': 'HEDDLE_REMOTE_FAILED',
    '/escape.js': 'HEDDLE_REMOTE_FORBIDDEN',
    '/package.js': 'HEDDLE_REMOTE_FORBIDDEN',
  })) {
    it(`fires error, then close with 1, and never open for ${path}`, async () => {
      const outcome = await outcomeOf(start(path));
      assert.deepEqual(outcome.events, ['error', 'close']);
      assert.equal(outcome.errors[0].code, code, String(outcome.errors[0]));
      assert.equal(outcome.code, 1);
    });
  }

  it('fires error when nothing answers', async () => {
    const { events, errors } = await outcomeOf(new Worker('http://127.0.0.1:1/worker.js', { allowRemote: [ANY_PORT] }));
    assert.deepEqual(events, ['error', 'close']);
    assert.equal(errors[0].code, 'HEDDLE_REMOTE_FAILED');
  });
});

describe('what a worker over http loads', () => {
  it('is imported relative to the script', async () => {
    assert.deepEqual(await answerOf(start('/folder/imports.js')), ['first last', true]);
  });

  it('may be a module of Node', async () => {
    assert.equal(await answerOf(start('/builtin.js')), 1);
  });

  it('is imported by importScripts relative to the script', async () => {
    assert.deepEqual(await answerOf(start('/folder/classic.js', { type: 'classic' })), ['part', true]);
  });

  it('may be a worker, relative to its location', async () => {
    const worker = start('/folder/parent.js');
    assert.equal(await answerOf(worker), '/folder/child.js');
  });
});

describe('a worker from a file', () => {
  it('imports from allowed origins, and from no others', async () => {
    const folder = temporaryFolder({
      'allowed.mjs': `import { name } from '${server.origin}/folder/name.js'; postMessage(name);`,
      'allowed.cjs': `importScripts('${server.origin}/folder/part.js'); postMessage(part);`,
    });
    const allowRemote = [server.origin];
    assert.equal(await answerOf(new Worker(join(folder, 'allowed.mjs'), { allowRemote })), 'first last');
    assert.equal(await answerOf(new Worker(join(folder, 'allowed.cjs'), { allowRemote, type: 'classic' })), 'part');
    const before = server.asked.length;
    const { errors } = await outcomeOf(new Worker(join(folder, 'allowed.mjs')));
    assert.equal(errors[0].code, 'HEDDLE_REMOTE_FORBIDDEN');
    const classic = await outcomeOf(new Worker(join(folder, 'allowed.cjs'), { type: 'classic' }));
    assert.equal(classic.errors[0].name, 'NetworkError');
    assert.equal(classic.errors[0].cause.code, 'HEDDLE_REMOTE_FORBIDDEN');
    assert.equal(server.asked.length, before);
  });
});
