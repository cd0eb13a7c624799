import { fs, getHttp, type IncomingMessage, type Server, type ServerResponse } from '#node';
import { clock } from '#platform';
import type { CounterMemory } from '../counters/counter-memory.ts';
import { EventReader } from '../observe/event-log.ts';
import { readThreads, type ThreadInSlot } from '../counters/read-threads.ts';
import { requestTermination } from '../observe/thread-record.ts';
import { ChannelReader } from './channel-reader.ts';
import { Guard, HEADERS } from './guard.ts';
import { LivePage } from './live-page.ts';
import { isTraced, MemoryOfEvents } from './memory-of-events.ts';
import { PiecewiseBody } from './piecewise-body.ts';
import { readState } from './snapshots.ts';
import { profileThread, SILENT, snapshotThread } from './thread-session.ts';

/** Between two snapshots, in milliseconds. */
const TICK = 100;
/**
 * Everybody on this machine can connect, and each connection is a descriptor of the program: so many are accepted, and one that has not sent its request after
 * so many milliseconds is closed.
 */
const MOST_CONNECTIONS = 64;
const LONGEST_REQUEST = 5000;
const REQUEST_CHECKS = 1000;
/** So many pages may follow the program at once, and so many profiles and heap snapshots be taken. */
const MOST_PAGES = 16;
const MOST_RECORDINGS = 4;
/** Of what was taken so many bytes may wait for whoever asked for it, and so long the rest of it, in milliseconds. */
const MOST_UNREAD = 256 * 2 ** 20;
const READS_WITHIN = 30_000;
const LONGEST_PROFILE = 60;
/** A thread that has measured nothing for so long is blocked, and may take so long to answer, in milliseconds. */
const BLOCKED = 500;
const PATIENCE = 3000;

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/app.js': ['app.js', 'text/javascript; charset=utf-8'],
  '/app.css': ['app.css', 'text/css; charset=utf-8'],
};
const THREAD = /^\/api\/threads\/(\d+)\/(profile|snapshot|terminate)$/;

/** Serves the page, what it shows, and what it asks for. */
export class LiveServer {
  readonly #counters: CounterMemory;
  readonly #token: string;
  readonly #files: URL;
  readonly #server: Server;
  readonly #events: EventReader;
  readonly #memory = new MemoryOfEvents();
  readonly #channels: ChannelReader;
  readonly #pages = new Set<LivePage>();
  #recordings = 0;
  #guard: Guard | undefined;

  /** @param files - the folder of the page */
  constructor(counters: CounterMemory, token: string, files: URL) {
    this.#counters = counters;
    this.#channels = new ChannelReader(counters);
    this.#token = token;
    this.#files = files;
    this.#events = new EventReader(counters);
    const limits = { requestTimeout: LONGEST_REQUEST, headersTimeout: LONGEST_REQUEST, connectionsCheckingInterval: REQUEST_CHECKS };
    this.#server = getHttp().createServer(limits, (request, response) => void this.#answer(request, response));
    this.#server.maxConnections = MOST_CONNECTIONS;
  }

  /** @returns the port; rejects when it cannot be had */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const { port: found } = this.#server.address() as { port: number };
    this.#guard = new Guard(found, this.#token);
    clock.unref(clock.setInterval(() => this.#tick(), TICK));
    return found;
  }

  #tick(): void {
    const events = this.#events.read().filter((event) => !isTraced(event));
    this.#memory.add(events);
    for (const page of this.#pages) page.add(events);
    const reading = [...this.#pages].filter((page) => page.isReading);
    if (reading.length === 0) return;
    const state = readState(this.#counters, this.#channels);
    for (const page of reading) page.send(state, this.#events.lost);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const url = urlOf(request);
    if (!url) return end(response, 400, 'There is no such address\n');
    const isApi = url.pathname.startsWith('/api/');
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    // Of the page itself, whose address a person opens, the token is a part of the address; nothing that does anything takes it from there.
    const refusal = this.#guard!.refusal(request, isApi ? bearer : url.searchParams.get('token'));
    if (refusal) return end(response, refusal === 'token' ? 401 : 403, `Refused: ${refusal}\n`);
    try {
      if (FILES[url.pathname] && request.method === 'GET') this.#serveFile(FILES[url.pathname]!, response);
      else if (url.pathname === '/api/live' && request.method === 'GET') this.#serveLive(response);
      else if (THREAD.test(url.pathname) && request.method === 'POST') await this.#serveThread(url, response);
      else end(response, 404, 'There is nothing here\n');
    } catch (error) {
      if (response.headersSent) response.destroy();
      else end(response, 500, `Cannot answer: ${(error as Error).message}\n`);
    }
  }

  #serveFile([name, type]: readonly [string, string], response: ServerResponse): void {
    let body = fs.readFileSync(new URL(name, this.#files), 'utf8');
    if (name === 'index.html') body = body.replaceAll('{{token}}', encodeURIComponent(this.#token));
    response.setHeader('content-type', type);
    response.end(body);
  }

  #serveLive(response: ServerResponse): void {
    if (this.#pages.size >= MOST_PAGES) return end(response, 503, `${MOST_PAGES} pages follow the program already: close one\n`);
    const page = new LivePage(response, this.#memory);
    response.setHeader('content-type', 'application/x-ndjson');
    response.on('close', () => this.#pages.delete(page));
    this.#pages.add(page);
    page.send(readState(this.#counters, this.#channels), this.#events.lost);
  }

  async #serveThread(url: URL, response: ServerResponse): Promise<void> {
    const [, number, action] = THREAD.exec(url.pathname)!;
    const thread = readThreads(this.#counters).find((candidate) => candidate.number === Number(number) && candidate.state !== 'ended');
    if (!thread) return end(response, 404, `There is no thread ${number}\n`);
    if (action === 'terminate') return this.#terminate(thread, response);
    if (this.#recordings >= MOST_RECORDINGS)
      return end(response, 503, `${MOST_RECORDINGS} profiles or heaps are being taken already: wait for one\n`);
    this.#recordings += 1;
    try {
      await this.#record(thread, action === 'profile' ? url.searchParams : undefined, response);
    } finally {
      this.#recordings -= 1;
    }
  }

  /** @param profile - what was asked of a CPU profile; undefined for a heap snapshot */
  async #record(thread: ThreadInSlot, profile: URLSearchParams | undefined, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/json');
    if (profile) {
      const seconds = Math.min(LONGEST_PROFILE, Math.max(0.1, Number(profile.get('seconds') ?? 3) || 3));
      const text = await profileThread(thread.threadId, seconds * 1000, PATIENCE);
      if (text === SILENT) return endSilent(response, thread);
      if (text === undefined) return end(response, 404, `Thread ${thread.number} has ended\n`);
      const body = new PiecewiseBody(response, MOST_UNREAD);
      body.write(text);
      return body.end(READS_WITHIN);
    }
    // One that was blocked before anybody watched has never measured anything.
    const isBlocked = thread.at === 0 || clock.sinceEpoch() - thread.at > BLOCKED;
    const body = new PiecewiseBody(response, MOST_UNREAD);
    const outcome = await snapshotThread(thread.threadId, isBlocked ? PATIENCE : undefined, (piece) => body.write(piece));
    if (outcome === 'done') body.end(READS_WITHIN);
    else if (outcome === SILENT) endSilent(response, thread);
    else end(response, 404, `Thread ${thread.number} has ended\n`);
  }

  #terminate({ slot }: ThreadInSlot, response: ServerResponse): void {
    if (requestTermination(this.#counters, slot)) end(response, 202, 'Asked its parent\n');
    else end(response, 409, 'The main thread has no parent that could terminate it\n');
  }
}

/** Anybody can send anything, such as `//`, before the token is looked at. */
function urlOf({ url }: IncomingMessage): URL | undefined {
  try {
    return new URL(url ?? '/', 'http://127.0.0.1');
  } catch {
    return undefined;
  }
}

function endSilent(response: ServerResponse, { name, number }: ThreadInSlot): void {
  const text = `${name || `Thread ${number}`} answers nobody: it waits in a call of the system, such as execFileSync() or readSync(). Ask again when it goes on\n`;
  end(response, 504, text);
}

function end(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(text);
}
