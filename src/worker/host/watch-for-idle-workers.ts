import { clock } from '#platform';
import type { PortCounters } from '../../observe/port-counters.ts';
import { programLines } from '../../core/own-frames.ts';
import { timing } from '../../counters/timing.ts';
import { warn, warningsAreOn } from '../../observe/warn.ts';
import type { NativeWorker } from './stop-thread.ts';

/** So many workers of one place that have had nothing to do for so long, in milliseconds, are more than a program keeps on purpose. */
const MANY = 16;
const IDLE = 10_000;
/** What a thread may be busy with in that time all the same, such as to measure itself on a machine that has much to do. */
const BARELY = 500;

/** A worker as it was when it was last found to have done something. */
interface Seen {
  readonly thread: NativeWorker;
  readonly counters: PortCounters;
  /** Messages in both directions. */
  messages: number;
  /** For how long its event loop had been busy, and when that was, in milliseconds. */
  active: number;
  since: number;
}

// A registry: the workers of this thread that run, by the places where they were made; filled while somebody wants warnings.
const places = new Map<string, Set<Seen>>();

function isIdle(worker: Seen, now: number): boolean {
  const { sent, received } = worker.counters;
  const { active } = worker.thread.performance.eventLoopUtilization();
  if (sent + received !== worker.messages || active - worker.active > BARELY)
    Object.assign(worker, { messages: sent + received, active, since: now });
  return now - worker.since >= IDLE;
}

/**
 * A worker that nobody needs any more runs on, and the runtime tells nobody: its object is held by its thread. What shows is that a
 * program starts another one although those that it started before, at the same place, have nothing to do.
 *
 * @param maker - the stack is told from its caller on
 * @returns to be called when the worker has ended
 */
export function watchForIdleWorkers(thread: NativeWorker, counters: PortCounters, maker: (...parameters: never[]) => unknown): () => void {
  if (!timing.watched && !warningsAreOn()) return () => {};
  const madeAt: { stack?: string } = {};
  Error.captureStackTrace(madeAt, maker);
  const place = programLines(madeAt.stack ?? '', 1) || 'at an unknown place';
  // What is before it says how the function was called.
  const position = place.replace(/^.*\(/, '');
  const others = places.get(position) ?? new Set();
  places.set(position, others);
  const now = clock.now();
  const idle = [...others].filter((worker) => isIdle(worker, now)).length;
  if (idle >= MANY)
    warn(
      'HEDDLE_LEAKED',
      position,
      `${idle} workers have had nothing to do for ${IDLE / 1000} s, and yet another one was made (${place})`,
      'Each is a thread that runs until the process ends. Call terminate() when one is done, `await using` it, or use a pool.',
    );
  const own: Seen = { thread, counters, messages: 0, active: 0, since: now };
  others.add(own);
  return () => {
    others.delete(own);
    if (others.size === 0) places.delete(position);
  };
}
