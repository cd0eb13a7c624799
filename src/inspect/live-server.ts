import { clock, fs, getHttp, type IncomingMessage, type Server, type ServerResponse } from '#platform';
import type { CounterMemory } from '../counters/counter-memory.ts';
import { EventReader } from '../counters/event-log.ts';
import type { LoggedEvent } from '../counters/events.ts';
import { readThreads, type ThreadInSlot } from '../counters/read-threads.ts';
import { requestTermination } from '../counters/thread-record.ts';
import { ChannelReader } from './channel-reader.ts';
import { Guard, HEADERS } from './guard.ts';
import { isTraced, MemoryOfEvents } from './memory-of-events.ts';
import { readState, Snapshots } from './snapshots.ts';
import { profileThread, SILENT, snapshotThread } from './thread-session.ts';

/** Between two snapshots, in milliseconds. */
const TICK = 100;
/** A page that does not read gets nothing more until it has taken what it was sent: so many bytes may wait. */
const MOST_WAITING = 1 << 20;
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

interface Page {
  readonly response: ServerResponse;
  readonly snapshots: Snapshots;
  /** Events that wait because the page did not read. */
  events: LoggedEvent[];
}

/** Serves the page, what it shows, and what it asks for. */
export class LiveServer {
  readonly #counters: CounterMemory;
  readonly #token: string;
  readonly #files: URL;
  readonly #server: Server;
  readonly #events: EventReader;
  readonly #memory = new MemoryOfEvents();
  readonly #channels: ChannelReader;
  readonly #pages = new Set<Page>();
  #guard: Guard | undefined;

  /** @param files - the folder of the page */
  constructor(counters: CounterMemory, token: string, files: URL) {
    this.#counters = counters;
    this.#channels = new ChannelReader(counters);
    this.#token = token;
    this.#files = files;
    this.#events = new EventReader(counters);
    this.#server = getHttp().createServer((request, response) => void this.#answer(request, response));
  }

  /** @returns the port; rejects when it cannot be had */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const { port: found } = this.#server.address() as { port: number };
    this.#guard = new Guard(found, this.#token);
    clock.setInterval(() => this.#tick(), TICK).unref();
    return found;
  }

  #tick(): void {
    const events = this.#events.read().filter((event) => !isTraced(event));
    this.#memory.add(events);
    if (this.#pages.size === 0) return;
    const state = readState(this.#counters, this.#channels);
    for (const page of this.#pages) {
      page.events.push(...events);
      if (page.response.writableLength < MOST_WAITING) this.#send(page, state);
    }
  }

  #send(page: Page, state: ReturnType<typeof readState>): void {
    page.response.write(`${JSON.stringify(page.snapshots.next(state, page.events, this.#events.lost))}\n`);
    page.events = [];
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
    const page: Page = { response, snapshots: new Snapshots(), events: this.#memory.all() };
    response.setHeader('content-type', 'application/x-ndjson');
    response.on('close', () => this.#pages.delete(page));
    this.#pages.add(page);
    this.#send(page, readState(this.#counters, this.#channels));
  }

  async #serveThread(url: URL, response: ServerResponse): Promise<void> {
    const [, number, action] = THREAD.exec(url.pathname)!;
    const thread = readThreads(this.#counters).find((candidate) => candidate.number === Number(number) && candidate.state !== 'ended');
    if (!thread) return end(response, 404, `There is no thread ${number}\n`);
    if (action === 'terminate') return this.#terminate(thread, response);
    response.setHeader('content-type', 'application/json');
    if (action === 'profile') {
      const seconds = Math.min(LONGEST_PROFILE, Math.max(0.1, Number(url.searchParams.get('seconds') ?? 3) || 3));
      const profile = await profileThread(thread.threadId, seconds * 1000, PATIENCE);
      if (profile === SILENT) return endSilent(response, thread);
      return profile === undefined ? end(response, 404, `Thread ${number} has ended\n`) : void response.end(profile);
    }
    // One that was blocked before anybody watched has never measured anything.
    const isBlocked = thread.at === 0 || clock.sinceEpoch() - thread.at > BLOCKED;
    const outcome = await snapshotThread(thread.threadId, isBlocked ? PATIENCE : undefined, (chunk) => void response.write(chunk));
    if (outcome === 'done') response.end();
    else if (outcome === SILENT) endSilent(response, thread);
    else end(response, 404, `Thread ${number} has ended\n`);
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
