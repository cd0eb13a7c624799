import { clock } from '#platform';

/** In milliseconds. A thread that has closed its port has mostly ended too, and how is known soon. */
const SOON = 500;

/** Calls `livesOn` if a thread that can be reached no more has not ended soon, by when the function that is returned would have been called. */
export function unlessItEnds(livesOn: () => void): () => void {
  // The news of its end may lie behind a timer in a process that stood still.
  const timer = clock.setTimeout(() => (immediate = clock.setImmediate(livesOn)), SOON);
  let immediate: unknown;
  return () => {
    clock.clearTimeout(timer);
    clock.clearImmediate(immediate);
  };
}
