import { process, threads } from '#node';
import { clock, type natives } from '#platform';
import { threadTable } from '../../thread/thread-table.ts';

/** A thread of the runtime, as its parent has it. */
export type NativeWorker = InstanceType<typeof natives.Worker>;

/** How long whoever stops a thread waits while it links. Linking takes less; what takes longer is the code of the program, which runs by then. */
const LINKING_MILLISECONDS = 300;

/** Stops a thread of the runtime that has not ended: now, or as soon as neither it nor a thread that it started links modules. */
export function stopThread(thread: NativeWorker): void {
  const { threadId } = thread;
  const { guard, waits } = threadTable();
  guard.stop(threadId);
  waits.wakeAll();
  const end = clock.now() + LINKING_MILLISECONDS;
  // Not by the clock alone, which might stand still.
  let looks = 0;
  const look = (): void => {
    looks += 1;
    if (guard.linkingIn(threadId) === undefined || looks > LINKING_MILLISECONDS || clock.now() >= end) void thread.terminate();
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
    const { guard } = threadTable();
    guard.stopSelf(threads.threadId);
    const end = clock.now() + LINKING_MILLISECONDS;
    for (;;) {
      const linking = guard.linkingIn(threads.threadId);
      const left = end - clock.now();
      if (linking === undefined || left <= 0) return;
      if (!guard.waitFor(linking, left)) return;
    }
  });
}
