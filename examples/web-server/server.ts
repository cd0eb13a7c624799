import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Pool } from 'heddle';
import { report, type Report } from './report.ts';

export type Framework = 'http' | 'express';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

const ORDERS = 120_000;

type MakeReport = (signal: AbortSignal) => Report | Promise<Report>;

/** @param threads - 0: reports are made where requests are answered */
export async function listen({ framework, threads, port }: { framework: Framework; threads: number; port: number }): Promise<Listening> {
  const pool =
    threads === 0
      ? undefined
      : new Pool<typeof import('./report.ts')>(new URL('./report.ts', import.meta.url), { size: threads, maxQueue: 1000 });
  let seed = 0;
  // Whoever hangs up takes the report out of the queue.
  const makeReport: MakeReport = (signal) => {
    seed += 1;
    return pool ? pool.run('report', [ORDERS, seed], { signal }) : report(ORDERS, seed);
  };
  const server = framework === 'http' ? withHttp(makeReport) : withExpress(makeReport);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool?.close();
    },
  };
}

function withHttp(makeReport: MakeReport): Server {
  return createServer((request, response) => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const answer = async (): Promise<void> => {
      if (request.url === '/hello') send(200, { hello: 'world' });
      else if (request.url === '/report') send(200, await makeReport(closedSignal(response)));
      else send(404, { error: 'there is no such page' });
    };
    answer().catch((error: Error) => send(500, { error: error.message }));
  });
}

function withExpress(makeReport: MakeReport): Server {
  const app = express();
  app.get('/hello', (_, response) => void response.json({ hello: 'world' }));
  app.get('/report', async (_, response) => void response.json(await makeReport(closedSignal(response))));
  return createServer(app);
}

function closedSignal(response: NodeJS.EventEmitter & { readonly writableEnded: boolean }): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
}
