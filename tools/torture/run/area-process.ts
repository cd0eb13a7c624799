// The process of one area: `node area-process.js <url of the area> <seed> <milliseconds>`, started by run-area.ts.
import { inspect } from 'node:util';
import { seeded } from '../../../test/support/seeded.ts';
import { withDeadline } from '../../../test/support/with-deadline.ts';
import type { Area, Attempt, Figures } from './area.ts';
import { MemoryWatch } from './memory-watch.ts';
import type { FromArea } from './messages.ts';

const DEADLINE_MILLISECONDS = 30_000;
/** How long threads, ports and sockets may take to be gone when the area is done. */
const END_MILLISECONDS = 15_000;
const PROGRESS_MILLISECONDS = 250;

/** The runtime's list of what is open leaves threads out. */
const threads = new Set<string>();
process.on('worker', (worker) => {
  const name = `thread ${worker.threadId}`;
  threads.add(name);
  worker.once('exit', () => threads.delete(name));
});

function open(): string {
  // The standard streams are pipes.
  const resources = process.getActiveResourcesInfo().filter((resource) => resource !== 'PipeWrap');
  return [...threads, ...resources].join(', ') || 'nothing that is known';
}

const [url, seed, milliseconds] = process.argv.slice(2) as [string, string, string];
const { area } = (await import(url)) as { area: Area };

/** Resolves when it has been handed over: the process may end then. */
const tell = (message: FromArea): Promise<void> => new Promise((resolve) => process.send!(message, () => resolve()));

const start = performance.now();
const until = start + Number(milliseconds);
const memory = new MemoryWatch(start, until);
let toldAt = 0;
let latest: Figures | undefined;
const attempt: Attempt = {
  seed: Number(seed),
  random: seeded(Number(seed)),
  until,
  isOver: () => performance.now() >= until,
  awaiting: (what) => void tell({ kind: 'awaiting', what }),
  progress(figures) {
    latest = figures;
    const now = performance.now();
    memory.look(now);
    if (now - toldAt < PROGRESS_MILLISECONDS) return;
    toldAt = now;
    void tell({ kind: 'progress', figures });
  },
  settles(promise, what, deadline = DEADLINE_MILLISECONDS) {
    attempt.awaiting(what);
    return withDeadline(promise, what, deadline);
  },
};

attempt.awaiting('its first word');
try {
  const figures = await area.run(attempt);
  memory.check();
  await tell({ kind: 'awaiting', what: 'the end of its process' });
  await tell({ kind: 'done', figures });
  process.disconnect!();
  // It ends by itself when nothing is left.
  setTimeout(() => {
    console.error(`Cannot end: ${open()} still open ${END_MILLISECONDS / 1000} s after the area is done`);
    process.exit(1);
  }, END_MILLISECONDS).unref();
} catch (error) {
  // The last figures may have come too soon after others to be told.
  if (latest) await tell({ kind: 'progress', figures: latest });
  await tell({ kind: 'failed', why: inspect(error) });
  process.exit(1);
}
