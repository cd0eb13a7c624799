import { clock } from '#platform';
import type { PoolStats, WorkerStats } from './pool-stats.ts';
import type { Scheduler } from './scheduler.ts';
import { Times } from './times.ts';
import type { WorkerSlot } from './worker-slot.ts';

export function statsOf({ counters, slots, queued }: Scheduler): PoolStats {
  const now = clock.now();
  const { completed, failed, cancelled, rejected, retried, workersStarted, workersDied, workersRecycled } = counters;
  const busy = slots.reduce((sum, slot) => sum + slot.busyUntil(now), counters.busyBefore);
  const age = slots.reduce((sum, slot) => sum + (now - slot.startedAt) * slot.places, counters.ageBefore);
  const runTime = new Times();
  for (const times of [counters.runTimeBefore, ...slots.map((slot) => slot.runTime)]) runTime.addAll(times);
  return {
    workers: slots.map((slot) => workerStats(slot, now)),
    queued,
    running: slots.reduce((sum, slot) => sum + slot.working, 0),
    completed,
    failed,
    cancelled,
    rejected,
    retried,
    workersStarted,
    workersDied,
    workersRecycled,
    waitTime: counters.waitTime.summary(),
    runTime: runTime.summary(),
    utilization: share(busy, age),
  };
}

function workerStats(slot: WorkerSlot, now: number): WorkerStats {
  const { name, threadId, state, working: running, completed, failed, memory, startedAt, places } = slot;
  const age = now - startedAt;
  const utilization = share(slot.busyUntil(now), age * places);
  return { name, threadId, state, running, completed, failed, memory, age, utilization, runTime: slot.runTime.summary() };
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
