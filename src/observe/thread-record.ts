import { clock } from '#platform';
import { atEachBeat } from './beat.ts';
import type { CounterMemory, Registry } from '../counters/counter-memory.ts';
import * as layout from '../counters/layout.ts';
import { describeThread, registry } from './registry.ts';

/** What a parent writes of a worker that it has started. */
export class ThreadRecord {
  /** The slot of the worker; -1 when there was none left. */
  readonly slot: number;
  /** Those of layout.ts; a copy once the worker has ended, because its slot is somebody else's then. */
  figures: Float64Array;
  readonly #registry: Registry = registry();

  constructor(name: string, script: string) {
    const { counters, thread } = this.#registry;
    this.slot = counters.takeThread();
    describeThread(counters, this.slot, { parent: thread, name, script });
    this.figures = this.slot < 0 ? new Float64Array(layout.THREAD_DOUBLES) : counters.thread(this.slot);
  }

  /** The thread has this number from its start on, long before it runs. */
  began(threadId: number): void {
    this.figures[layout.THREAD_ID] = threadId;
  }
  is(state: 'loading' | 'running'): void {
    // Pairs with the loads in readThreads() and requestTermination().
    if (this.slot >= 0)
      Atomics.store(this.#registry.counters.threadStates, this.slot, state === 'loading' ? layout.LOADING : layout.RUNNING);
  }

  /** Whether somebody, perhaps of another thread, wants the worker terminated. */
  get isUnwanted(): boolean {
    return this.figures[layout.TERMINATE] === 1;
  }

  ended(exitCode: number): void {
    if (this.slot < 0) return;
    this.figures = this.figures.slice();
    bury(this.#registry.counters, this.slot, exitCode);
  }
}

/** Terminates a worker at the next beat after somebody, perhaps in another thread, has asked for it. @returns the way to stop that */
export function terminateOnDemand(record: ThreadRecord, terminate: () => void): () => void {
  return atEachBeat(() => {
    if (record.isUnwanted) terminate();
  });
}

/** Asks the parent of a thread to terminate it. @returns whether the thread runs, and has a parent that hears of it */
export function requestTermination(counters: CounterMemory, slot: number): boolean {
  const figures = counters.thread(slot);
  // Pairs with the stores of the state by the parent of the thread.
  const state = Atomics.load(counters.threadStates, slot);
  if (!isAlive(state) || figures[layout.PARENT]! < 0) return false;
  figures[layout.TERMINATE] = 1;
  return true;
}

function isAlive(state: number): boolean {
  return state === layout.STARTING || state === layout.LOADING || state === layout.RUNNING;
}

/** Threads end with the one that started them, and then nobody else is left to say so. */
function bury(counters: CounterMemory, slot: number, exitCode: number): void {
  const figures = counters.thread(slot);
  figures[layout.EXIT_CODE] = exitCode;
  figures[layout.ENDED] = clock.sinceEpoch();
  counters.freePortsOf(slot);
  // Pairs with the loads in readThreads() and takeThread(): the code and the time above are readable, and nobody takes the slot before.
  Atomics.store(counters.threadStates, slot, layout.GONE);
  for (const [other, state] of counters.threadStates.entries())
    if (isAlive(state) && counters.thread(other)[layout.PARENT] === slot) bury(counters, other, 1);
}
