import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answer, askWorker } from '../../support/worker-of.ts';

noLeaks();

const SOURCE = `postMessage(Object.fromEntries(
  ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'].map((name) => [name, location[name]])));`;

async function locationIn(script: string | URL, options?: ConstructorParameters<typeof Worker>[1]): Promise<unknown> {
  const worker = new Worker(script, options);
  const seen = await answer(worker);
  await worker.terminate();
  return seen;
}

/** What the URL itself says. */
function partsOf(url: URL): Record<string, string> {
  const { href, origin, protocol, host, hostname, port, pathname, search, hash } = url;
  return { href, origin, protocol, host, hostname, port, pathname, search, hash };
}

test('location of a file is its file: URL, with query and fragment', async () => {
  const url = fixture('worker-life/location.mjs');
  url.search = '?a=1';
  url.hash = '#part';
  assert.deepEqual(await locationIn(url), partsOf(url));
});

test('location of a data: URL', async () => {
  const url = new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`);
  assert.deepEqual(await locationIn(url), partsOf(url));
});

test('location of a blob: URL', async () => {
  const url = new URL(URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' })));
  const seen = locationIn(url);
  URL.revokeObjectURL(url.href);
  assert.deepEqual(await seen, partsOf(url));
});

test('location of an http: URL is the one after redirects', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/from.js') response.writeHead(302, { location: '/to.js?a=1' }).end();
    else response.writeHead(200, { 'content-type': 'text/javascript' }).end(SOURCE);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seen = await locationIn(`${base}/from.js`, { allowRemote: [base] });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  assert.deepEqual(seen, partsOf(new URL(`${base}/to.js?a=1`)));
});

test('location is a WorkerLocation whose text is the address', async () => {
  const seen = await askWorker(() => {
    const { WorkerLocation } = globalThis as unknown as Record<string, new () => object>;
    return [location instanceof WorkerLocation!, String(location) === location.href, Object.prototype.toString.call(location)];
  });
  assert.deepEqual(seen, [true, true, '[object WorkerLocation]']);
});

test('the attributes of location cannot be assigned, and refuse other objects', async () => {
  const seen = await askWorker(() => {
    const before = location.href;
    const prototype = Object.getPrototypeOf(location);
    return Object.keys(Object.getOwnPropertyDescriptors(prototype)).flatMap((name) => {
      const { get } = Object.getOwnPropertyDescriptor(prototype, name)!;
      if (!get) return [];
      let refused = false;
      try {
        get.call({});
      } catch (error) {
        refused = error instanceof TypeError;
      }
      return [!Reflect.set(location, name, 'https://example.org/') && location.href === before && refused];
    });
  });
  assert.deepEqual(
    seen,
    Array.from({ length: 9 }, () => true),
  );
});
