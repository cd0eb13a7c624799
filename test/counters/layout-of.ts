import type { CounterMemory } from '../../src/counters/counter-memory.ts';
import * as layout from '../../src/counters/layout.ts';

/** What the header says. */
export function layoutOf({ header }: CounterMemory): { watchers: number; uncounted: number } {
  return { watchers: Atomics.load(header, layout.WATCHERS), uncounted: Atomics.load(header, layout.UNCOUNTED) };
}
