import { clock, process, threads } from '#platform';
import { stopGate } from '../../core/stop-gate.ts';
import { waitTable } from '../../core/wait-table.ts';
import type { NativeWorker } from './worker-thread.ts';

/** How long whoever stops a thread waits while it links. Linking takes less; what takes longer is the code of the program, which runs by then. */
const LINKING_MILLISECONDS = 300;

/** Stops a thread of the runtime that has not ended: now, or as soon as neither it nor a thread that it started links modules. */
export function stopThread(thread: NativeWorker): void {
  const { threadId } = thread;
  const gate = stopGate();
  gate.stop(threadId);
  waitTable().wakeAll();
  const end = clock.now() + LINKING_MILLISECONDS;
  // Not by the clock alone, which might stand still.
  let looks = 0;
  const look = (): void => {
    looks += 1;
    if (gate.linkingIn(threadId) === undefined || looks > LINKING_MILLISECONDS || clock.now() >= end) void thread.terminate();
    else clock.setTimeout(look, 1);
  };
  look();
}

let isWatching = false;

/** At its end this thread takes those along that it has started: lets them finish linking first. */
export function stopThreadsAtExit(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => {
    const gate = stopGate();
    gate.stopSelf(threads.threadId);
    const end = clock.now() + LINKING_MILLISECONDS;
    for (;;) {
      const linking = gate.linkingIn(threads.threadId);
      const left = end - clock.now();
      if (linking === undefined || left <= 0) return;
      if (!gate.waitFor(linking, left)) return;
    }
  });
}
