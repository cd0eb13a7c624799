import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';

/** Answers a request: by hand, or with a body and its MIME type (`text/javascript` when left out). */
export type Route =
  | string
  | { readonly type: string; readonly body: string }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface TestServer {
  /** E.g. `http://127.0.0.1:40123`; known once the tests run. */
  readonly origin: string;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
}

/** A server on loopback that lives as long as the tests of the file. What has no route is answered with 404. */
export function serve(routes: Readonly<Record<string, Route>>): TestServer {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    asked.push(request.url!);
    const route = routes[pathname];
    if (route === undefined) response.writeHead(404, { 'content-type': 'text/javascript' }).end('postMessage("a body of 404")');
    else if (typeof route === 'function') route(request, response);
    else if (typeof route === 'string') response.writeHead(200, { 'content-type': 'text/javascript' }).end(route);
    else response.writeHead(200, { 'content-type': route.type }).end(route.body);
  });
  let origin = '';
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    get origin() {
      return origin;
    },
    asked,
  };
}
