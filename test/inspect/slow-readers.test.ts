import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { logEvent } from '../../src/observe/event-log.ts';
import { EVENTS } from '../../src/counters/layout.ts';
import { inspect } from '../../src/inspect.ts';
import type { Snapshot } from '../../src/inspect/messages.ts';
import { PiecewiseBody } from '../../src/inspect/piecewise-body.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

/** More than the system keeps of one connection: 6 MB for each side by default. */
const FAR_BEHIND = 40 * 2 ** 20;
const PAGES = 16;
const CONNECTIONS = 64;

interface Served {
  readonly port: number;
  readonly token: string;
  /** A client of bare bytes, which reads when it is told to. */
  connected(): Promise<Socket>;
}

/** Serves the page for the time of a check, and ends all that the check has opened. */
async function served(check: (page: Served) => Promise<void>): Promise<void> {
  const { url, close } = await inspect();
  const { port, searchParams } = new URL(url);
  const closed: Promise<unknown>[] = [];
  const sockets: Socket[] = [];
  const connected = async (): Promise<Socket> => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    closed.push(new Promise<void>((resolve) => socket.once('close', () => resolve())));
    await once(socket, 'connect');
    return socket;
  };
  try {
    await check({ port: Number(port), token: searchParams.get('token')!, connected });
  } finally {
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
    await close();
  }
}

function ask(socket: Socket, port: number, token: string): void {
  socket.write(`GET /api/live HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\n\r\n`);
}

/** The snapshots of an answer in chunks, as they come. */
async function* snapshots(socket: Socket): AsyncGenerator<Snapshot> {
  let rest = '';
  for await (const part of socket.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + part).split('\n');
    rest = lines.pop()!;
    // Of the head and of the lengths of chunks none begins like this.
    for (const line of lines) if (line.startsWith('{')) yield JSON.parse(line) as Snapshot;
  }
}

async function statusOf(socket: Socket): Promise<number> {
  const [part] = (await once(socket, 'data')) as [Buffer];
  return Number(/^HTTP\/1\.1 (\d+)/.exec(part.toString())?.[1]);
}

test('a page that does not read is kept little for, and is told how much it missed', () =>
  served(async ({ port, token, connected }) => {
    const [slow, quick] = [await connected(), await connected()];
    ask(slow, port, token);
    ask(quick, port, token);
    const message = 'x'.repeat(150);
    const call = (number: number): void =>
      logEvent({ type: 'pending', call: number, task: `task ${number}`, peer: 'worker', since: 0, origin: '' });
    let written = 0;
    let calls = 0;
    let known = 0;
    for await (const { dropped, events } of snapshots(quick)) {
      assert.equal(dropped, 0, 'a page that reads misses nothing');
      if (written > FAR_BEHIND) break;
      known += events.filter(({ type }) => type === 'pending').length;
      // Three calls go on waiting; what the page that does not read has missed says that the others are settled.
      if (calls < 3) call((calls += 1));
      if (known < 3) continue;
      call((calls += 1));
      logEvent({ type: 'settled', call: calls, failed: false });
      for (let count = 0; count < EVENTS / 2; count += 1) {
        logEvent({ type: 'error', worker: 'w', message, stack: message + message });
        written += 4 * message.length;
      }
    }
    const pending = new Set<string>();
    let sent = 0;
    const found = async (): Promise<Snapshot> => {
      for await (const snapshot of snapshots(slow)) {
        sent += JSON.stringify(snapshot).length;
        assert.ok(snapshot.events.length <= EVENTS, `${snapshot.events.length} events`);
        if (snapshot.current) pending.clear();
        for (const event of [...snapshot.events, ...(snapshot.current ?? [])]) {
          if (event.type === 'pending') pending.add(event.task);
          else if (event.type === 'settled') pending.delete(`task ${event.call}`);
        }
        if (snapshot.dropped > 0) return snapshot;
      }
      throw new Error('Cannot read on: the answer has ended');
    };
    const { dropped, current } = await withDeadline(found(), 'a snapshot after those that were missed', 60_000);
    assert.ok(dropped > 0 && sent < written, `${dropped} events dropped, ${sent} of ${written} characters sent`);
    assert.ok(current, 'it is told how things are now');
    assert.deepEqual([...pending].slice(0, 3), ['task 1', 'task 2', 'task 3']);
    assert.ok(pending.size < 10, [...pending].join());
  }));

test('so many pages may follow the program at once, and the end of one makes room', () =>
  served(async ({ port, token, connected }) => {
    const pages: Socket[] = [];
    for (let count = 0; count < PAGES; count += 1) {
      const socket = await connected();
      ask(socket, port, token);
      assert.equal(await statusOf(socket), 200);
      pages.push(socket);
    }
    const late = await connected();
    ask(late, port, token);
    assert.equal(await statusOf(late), 503);
    pages[0]!.destroy();
    // The server sees it when it next writes to it or reads from it.
    for (let status = 503; status !== 200;) {
      const next = await connected();
      ask(next, port, token);
      status = await statusOf(next);
    }
  }));

test('connections of strangers are few, and none stays that asks for nothing', () =>
  served(async ({ port, token, connected }) => {
    const idle: Promise<unknown>[] = [];
    for (let count = 0; count < CONNECTIONS; count += 1) idle.push(once((await connected()).resume(), 'close'));
    const excess = (await connected()).resume();
    await withDeadline(once(excess, 'close'), 'the end of one connection too many', 4000);
    await withDeadline(Promise.all(idle), 'the end of idle connections', 60_000);
    const page = await connected();
    ask(page, port, token);
    assert.equal(await statusOf(page), 200);
  }));

/** More than the system keeps of one connection, in pieces. */
const PIECE = 'p'.repeat(2 ** 16);
const PIECES = 500;

/** A server that writes a body in pieces, one a turn, for as long as the client is there. */
async function pieces(most: number): Promise<{ port: number; written: Promise<number>; close(): Promise<unknown> }> {
  let done: (count: number) => void;
  const written = new Promise<number>((resolve) => (done = resolve));
  const server = createServer((_, response) => {
    const body = new PiecewiseBody(response, most);
    let count = 0;
    const next = (): void => {
      if (count === PIECES) body.end(60_000);
      if (count === PIECES || response.destroyed) return done(count);
      body.write(PIECE);
      count += 1;
      setImmediate(next);
    };
    next();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, written, close: () => new Promise((resolve) => server.close(resolve)) };
}

for (const [way, most] of [
  ['is cut off for a client that does not read it', 2 ** 20],
  ['arrives whole at one that reads late', 2 ** 30],
] as const)
  test(`a body in pieces ${way}`, async () => {
    const { port, written, close } = await pieces(most);
    const [response] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [NodeJS.ReadableStream];
    const count = await withDeadline(written, 'the end of the pieces');
    let length = 0;
    let code: string | undefined;
    try {
      for await (const part of response) length += part.length;
    } catch (error) {
      ({ code } = error as NodeJS.ErrnoException);
    }
    await close();
    if (most > PIECES * PIECE.length) assert.deepEqual([code, count, length], [undefined, PIECES, PIECES * PIECE.length]);
    else assert.ok(code === 'ECONNRESET' && count < PIECES, `${code}, ${count} pieces`);
  });
