import { clock } from './clock.ts';

/** After an attempt in vain, for which the engine collects all garbage first, nothing is asked for in so many milliseconds. */
const PAUSE = 100;

// A registry: when shared memory may be asked for again.
let scarceUntil = 0;

/** Shared memory for something that can do without; undefined where there is none. */
export function trySharedMemory(bytes: number): SharedArrayBuffer | undefined {
  if (scarceUntil > 0 && clock.now() < scarceUntil) return undefined;
  try {
    const memory = new SharedArrayBuffer(bytes);
    scarceUntil = 0;
    return memory;
  } catch {
    scarceUntil = clock.now() + PAUSE;
    return undefined;
  }
}
