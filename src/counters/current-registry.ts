import type { CounterMemory } from './counter-memory.ts';

/** Where this thread counts. */
export interface Registry {
  readonly counters: CounterMemory;
  /** The slot of this thread; -1 when there was none left. */
  readonly thread: number;
}

// A registry: the memory of this process, as far as it consists of threads of heddle.
let current: Registry | undefined;

export function currentRegistry(): Registry | undefined {
  return current;
}

export function setCurrentRegistry(next: Registry): void {
  current = next;
}
