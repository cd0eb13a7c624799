import { clock, eventLoopUtilization, heapStatistics } from '#platform';
import * as layout from '../counters/layout.ts';
import type { Registry } from '../counters/counter-memory.ts';
import { timing } from '../counters/timing.ts';

/** How often a watched thread writes what it measures of itself, in milliseconds. */
export const BEAT_MILLISECONDS = 100;

type Reporter = () => void;
const reporters = new Set<Reporter>();

/** Lets others of this thread report at each beat, such as a pool. @returns the way to stop that */
export function atEachBeat(report: Reporter): () => void {
  reporters.add(report);
  return () => void reporters.delete(report);
}

/**
 * Makes this thread measure itself while somebody watches, and do nothing at all otherwise: a thread that is not watched waits for that without
 * a timer, and without staying alive for it.
 */
export function beatWhileWatched({ counters, thread }: Registry): void {
  if (thread < 0) return;
  const { header } = counters;
  const wait = (): void => {
    // Pairs with the add and the notify in watch(): an add that came before makes this go on at once.
    const { async, value } = Atomics.waitAsync(header, layout.WATCHERS, 0);
    if (async) void value.then(() => begin());
    else begin();
  };
  const begin = (): void => {
    const figures = counters.thread(thread);
    let last = eventLoopUtilization();
    let due = clock.now() + BEAT_MILLISECONDS;
    const beat = (): void => {
      const now = clock.now();
      const next = eventLoopUtilization();
      const since = eventLoopUtilization(next, last);
      last = next;
      figures[layout.UTILIZATION] = since.utilization;
      figures[layout.DELAY] = Math.max(0, now - due);
      due = now + BEAT_MILLISECONDS;
      const { used, total, external } = heapStatistics();
      figures[layout.HEAP_USED] = used;
      figures[layout.HEAP_TOTAL] = total;
      figures[layout.EXTERNAL] = external;
      // Pairs with the add and the sub in trace().
      timing.refill(figures, Atomics.load(header, layout.TRACERS) > 0);
      for (const report of reporters) report();
      figures[layout.BEAT] = clock.sinceEpoch();
    };
    beat();
    const timer = clock.setInterval(() => {
      // Pairs with the add and the sub in watch().
      if (Atomics.load(header, layout.WATCHERS) > 0) return beat();
      clock.clearInterval(timer);
      timing.stop();
      wait();
    }, BEAT_MILLISECONDS);
    clock.unref(timer);
  };
  wait();
}

/** Makes all threads record every message and call, from their next beat on. @returns the way to stop that */
export function trace(registry: Registry): () => void {
  const { header } = registry.counters;
  // Before the add of watch(), so that a thread that is woken by that one finds this. Pairs with the load in beatWhileWatched().
  Atomics.add(header, layout.TRACERS, 1);
  const stop = watch(registry);
  let tracing = true;
  return () => {
    // Pairs with the load in beatWhileWatched(), at its next beat.
    if (tracing) Atomics.sub(header, layout.TRACERS, 1);
    tracing = false;
    stop();
  };
}

/** Makes all threads of the process measure themselves. @returns the way to stop that */
export function watch({ counters: { header } }: Registry): () => void {
  let watching = true;
  // Pairs with the load in beatWhileWatched(), and with the comparison of its wait.
  Atomics.add(header, layout.WATCHERS, 1);
  // Pairs with the wait of beatWhileWatched().
  Atomics.notify(header, layout.WATCHERS);
  return () => {
    // Pairs with the load in beatWhileWatched(), at its next beat.
    if (watching) Atomics.sub(header, layout.WATCHERS, 1);
    watching = false;
  };
}
