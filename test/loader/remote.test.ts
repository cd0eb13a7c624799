import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Worker } from 'node:worker_threads';
import { isAllowed, parseAllowRemote } from '../../src/core/allow-remote.ts';
import { project, WAYS } from './project.ts';

const MANY = ['http://127.0.0.1:*'];

/** A loopback server for the time of a test. */
async function serve(test: TestContext, answer: RequestListener): Promise<{ origin: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function files(table: Readonly<Record<string, readonly [type: string, body: string]>>): RequestListener {
  return (request, response) => {
    const found = table[new URL(request.url!, 'http://host').pathname];
    if (!found) return void response.writeHead(404).end('nothing');
    response.writeHead(200, found[0] === '' ? {} : { 'content-type': found[0] }).end(found[1]);
  };
}

for (const way of WAYS) {
  test(`remote modules are fetched, transformed and resolve against their final URL (${way.place}, ${way.how})`, async (context) => {
    const tables = files({
      '/app/entry.ts': [
        'text/typescript',
        'import { near } from "./near.js"; import { basename } from "node:path"; enum E { A = 1 } export default [E.A, near, basename("/x/y"), import.meta.url];',
      ],
      '/app/near.js': ['text/javascript; charset=latin1', 'export const near = "ü";'],
    });
    const { origin } = await serve(context, (request, response) => {
      if (request.url === '/start') response.writeHead(302, { location: '/app/entry.ts' }).end();
      else tables(request, response);
    });
    const { run } = project(context, { 'local.mts': `export { default } from '${origin}/start';` });
    const { value, error } = await run('local.mts', { ...way, options: { allowRemote: MANY } });
    assert.equal(error, undefined);
    assert.deepEqual(value, [1, 'ü', 'y', `${origin}/app/entry.ts`]);
  });
}

test('remote modules are refused with a code that says why', async (context) => {
  const other = await serve(context, files({ '/a.js': ['text/javascript', 'export default 1'] }));
  const table = files({
    '/page.js': ['text/html', 'export default 1'],
    '/none.js': ['', 'export default 1'],
    '/stream.js': ['video/mp2t', 'export default 1'],
    '/file.js': ['text/javascript', `import 'file:///etc/hostname'; export default 1`],
    '/bare.js': ['text/javascript', `import 'typescript'; export default 1`],
  });
  const { origin } = await serve(context, (request, response) => {
    if (request.url === '/away') response.writeHead(307, { location: `${other.origin}/a.js` }).end();
    else if (request.url === '/loop') response.writeHead(301, { location: '/loop' }).end();
    else if (request.url === '/hang') return;
    else table(request, response);
  });
  const { run } = project(context, {});
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [`${other.origin}/a.js`, 'HEDDLE_REMOTE_FORBIDDEN', [origin]],
    [`${origin}/away`, 'HEDDLE_REMOTE_FORBIDDEN', [origin]],
    [`${origin}/file.js`, 'HEDDLE_REMOTE_FORBIDDEN', [origin]],
    [`${origin}/bare.js`, 'HEDDLE_REMOTE_FORBIDDEN', [origin]],
    [`${origin}/missing.js`, 'HEDDLE_REMOTE_FAILED', [origin]],
    [`${origin}/page.js`, 'HEDDLE_REMOTE_FAILED', [origin]],
    [`${origin}/none.js`, 'HEDDLE_REMOTE_FAILED', [origin]],
    [`${origin}/stream.js`, 'HEDDLE_REMOTE_FAILED', [origin]],
    [`${origin}/loop`, 'HEDDLE_REMOTE_FAILED', [origin]],
    [`${origin}/hang`, 'HEDDLE_REMOTE_FAILED', [origin]],
    ['http://127.0.0.1:1/refused.js', 'HEDDLE_REMOTE_FAILED', MANY],
  ];
  for (const [url, code, allowRemote] of cases) {
    const { error } = await run(url, { options: { allowRemote }, env: { HEDDLE_REMOTE_TIMEOUT: '500' } });
    assert.equal(error?.code, code, url);
    assert.ok(error.message.includes(new URL(url).pathname), `${error.message} does not name ${url}`);
  }
  assert.equal((await run(`${origin}/away`, { options: { allowRemote: MANY } })).value, 1);
});

// The servers of these tests live in this process, so the blocking call has to be made in another thread.
const ASK = `
  import { parentPort } from 'node:worker_threads';
  const { fetchScriptSync } = await import(${JSON.stringify(new URL('../../src/loader/fetch-script-sync.js', import.meta.url).href)});
  parentPort.on('message', ([url, options]) => {
    try { parentPort.postMessage(fetchScriptSync(url, options)); } catch (error) { parentPort.postMessage({ code: error.code }); }
  });`;

function asker(context: TestContext): { worker: Worker; ask(url: string, options?: object): Promise<any> } {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(ASK)}`));
  context.after(() => worker.terminate());
  return {
    worker,
    ask: (url, options) =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage([url, { allowRemote: MANY, kind: 'classic', ...options }]);
      }),
  };
}

test('fetchScriptSync() answers one call after another, with text decoded as UTF-8', async (context) => {
  const { origin } = await serve(
    context,
    files({
      '/a.js': ['text/javascript; charset=iso-8859-1', '\uFEFFself.a = "é"'],
      '/b.ts': ['video/mp2t', 'b'],
      '/c.tsx': ['', 'c'],
      '/d.js': ['text/plain', 'd'],
    }),
  );
  const { ask } = asker(context);
  assert.deepEqual(await ask(`${origin}/a.js`), { url: `${origin}/a.js`, source: 'self.a = "é"', language: 'js' });
  assert.deepEqual(await ask(`${origin}/b.ts`), { url: `${origin}/b.ts`, source: 'b', language: 'ts' });
  assert.deepEqual(await ask(`${origin}/c.tsx`), { url: `${origin}/c.tsx`, source: 'c', language: 'tsx' });
  assert.deepEqual(await ask(`${origin}/d.js`), { code: 'HEDDLE_REMOTE_FAILED' });
  assert.deepEqual(await ask(`${origin}/a.js`, { allowRemote: [] }), { code: 'HEDDLE_REMOTE_FORBIDDEN' });
});

test('fetchScriptSync() gives up on a server that hangs, and worker.terminate() interrupts it', async (context) => {
  let arrived = (): void => undefined;
  const { origin } = await serve(context, () => arrived());
  const { ask, worker } = asker(context);
  const start = performance.now();
  assert.deepEqual(await ask(`${origin}/hang.js`, { timeout: 200 }), { code: 'HEDDLE_REMOTE_FAILED' });
  // Well before the asking thread would give the fetch thread up for dead.
  assert.ok(performance.now() - start < 8_000);
  const reached = new Promise<void>((resolve) => (arrived = resolve));
  void ask(`${origin}/hang.js`);
  await reached;
  await worker.terminate();
});

test('parseAllowRemote() and isAllowed() compare whole origins', () => {
  const allowed = parseAllowRemote(' https://example.org, http://127.0.0.1:* ,,http://[::1]:8080');
  assert.deepEqual(allowed, ['https://example.org', 'http://127.0.0.1:*', 'http://[::1]:8080']);
  assert.deepEqual(parseAllowRemote(undefined), []);
  for (const url of [
    'https://example.org/x.js',
    'https://EXAMPLE.org:443/',
    'http://127.0.0.1:1/',
    'http://127.0.0.1/',
    'http://[::1]:8080/a',
  ])
    assert.ok(isAllowed(url, allowed), url);
  for (const url of [
    'http://example.org/',
    'https://example.org.evil.test/',
    'https://example.org:444/',
    'https://127.0.0.1:1/',
    'http://[::1]/',
    'http://127.0.0.1.evil.test/',
    'file:///x',
    'https://example.org@evil.test/',
  ]) {
    assert.ok(!isAllowed(url, allowed), url);
  }
  for (const value of ['*', 'example.org', 'https://*.example.org', 'https://example.org/lib', 'ftp://example.org', 'http://host:80:*']) {
    assert.throws(() => parseAllowRemote(value), { code: 'ERR_OUT_OF_RANGE' }, value);
  }
});

test('a body that is too long is given up, also one that is short until it is decompressed', async (context) => {
  const text = `export default 1; //${' '.repeat(200_000)}`;
  const { origin } = await serve(context, (request, response) => {
    const packed = request.url === '/packed.js';
    response.writeHead(200, { 'content-type': 'text/javascript', ...(packed && { 'content-encoding': 'gzip' }) });
    response.end(packed ? gzipSync(text) : text);
  });
  const { fetchScript } = await import('../../src/loader/fetch-script.ts');
  const options = { allowRemote: MANY, kind: 'module', timeout: 10_000 } as const;
  for (const path of ['/plain.js', '/packed.js']) {
    assert.equal((await fetchScript(origin + path, options)).source, text);
    await assert.rejects(fetchScript(origin + path, { ...options, limit: 100_000 }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'HEDDLE_REMOTE_FAILED');
      for (const part of [path, '100000']) assert.ok(error.message.includes(part), error.message);
      return true;
    });
  }
});
