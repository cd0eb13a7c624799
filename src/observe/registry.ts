import { clock, thisThread } from '#platform';
import { beatWhileWatched, watch } from './beat.ts';
import { CounterMemory, currentRegistry, type Registry, setCurrentRegistry } from '../counters/counter-memory.ts';
import * as layout from '../counters/layout.ts';
import { lookForTrouble } from './look-for-trouble.ts';
import { warningsAreOn } from './warn.ts';

/** What a worker is told of it. */
export interface RegistryRecord {
  readonly memory: SharedArrayBuffer;
  readonly thread: number;
}

/** The memory of this thread; the first one of the process makes it when it is asked for. */
export function registry(): Registry {
  const own = currentRegistry();
  if (own) return own;
  const counters = new CounterMemory();
  const thread = counters.takeThread();
  describeThread(counters, thread, { parent: -1, name: thisThread.isMain ? 'main' : '', script: '' });
  counters.thread(thread)[layout.THREAD_ID] = thisThread.id;
  // Pairs with the load in readThreads().
  Atomics.store(counters.threadStates, thread, layout.RUNNING);
  const made = use({ counters, thread });
  lookForTrouble(counters);
  if (warningsAreOn()) watch(made);
  return made;
}

/** A number for a channel; both ends carry it wherever they go. */
export function newChannel(): number {
  // Pairs with itself in other threads: no two get one number.
  return Atomics.add(registry().counters.header, layout.CHANNELS, 1) + 1;
}

/** This thread was started by one that has the memory already. */
export function joinRegistry({ memory, thread }: RegistryRecord): void {
  const counters = new CounterMemory(memory);
  if (thread >= 0) counters.thread(thread)[layout.THREAD_ID] = thisThread.id;
  use({ counters, thread });
}

function use(registry: Registry): Registry {
  setCurrentRegistry(registry);
  beatWhileWatched(registry);
  return registry;
}

/** Writes who a thread is, before it begins; from then on readers see it. */
export function describeThread(
  counters: CounterMemory,
  thread: number,
  { parent, name, script }: { parent: number; name: string; script: string },
): void {
  if (thread < 0) return;
  const figures = counters.thread(thread);
  figures.fill(0);
  figures[layout.THREAD_ID] = -1;
  figures[layout.PARENT] = parent;
  figures[layout.STARTED] = clock.sinceEpoch();
  figures[layout.THREAD_NUMBER] = counters.newNumber();
  counters.writeText(figures.byteOffset + layout.NAME_AT, layout.NAME_BYTES, name);
  counters.writeText(figures.byteOffset + layout.SCRIPT_AT, layout.SCRIPT_BYTES, script.slice(-layout.SCRIPT_BYTES + 1));
  // Pairs with the load of readThreads().
  Atomics.store(counters.threadStates, thread, layout.STARTING);
}
