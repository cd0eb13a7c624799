import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import type { Worker } from 'node:worker_threads';

/** What a test of this project can leave open. Timers, file requests and standard streams also belong to the test runner. */
const WATCHED = ['MessagePort', 'Worker', 'TCPServerWrap', 'TCPSocketWrap', 'ProcessWrap', 'FSEventWrap', 'StatWatcher'];
const threads = new Set<Worker>();
process.on('worker', (worker: Worker) => {
  threads.add(worker);
  worker.once('exit', () => threads.delete(worker));
});

function open(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const resource of process.getActiveResourcesInfo()) {
    if (WATCHED.includes(resource)) counts.set(resource, (counts.get(resource) ?? 0) + 1);
  }
  // Also those that are unref'ed, which the list of the runtime leaves out.
  for (const { threadId } of threads) counts.set(`thread ${threadId}`, 1);
  return counts;
}

function openSince(before: ReadonlyMap<string, number>): string[] {
  return [...open()].flatMap(([what, count]) => {
    const more = count - (before.get(what) ?? 0);
    return more > 0 ? [more === 1 ? what : `${what} (${more})`] : [];
  });
}

/**
 * Call it at the top of a test file: each test then fails when threads, ports, sockets, child processes or file watchers that it opened
 * are still there at its end, and the failure names them.
 *
 * @param milliseconds - how long they may take to end: looked at each turn of the event loop, so that only a leak costs it all
 */
export function noLeaks(milliseconds: number = 5_000): void {
  let before = open();
  beforeEach(() => {
    before = open();
  });
  afterEach(async () => {
    const end = performance.now() + milliseconds;
    while (openSince(before).length > 0 && performance.now() < end) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const left = openSince(before);
    // Those of a test that failed half-way would keep its file from ending.
    const own = [...threads].filter(({ threadId }) => left.includes(`thread ${threadId}`));
    await Promise.all(own.map((thread) => thread.terminate()));
    assert.equal(left.length, 0, `Cannot end the test: it left ${left.join(', ')} open`);
  });
}
