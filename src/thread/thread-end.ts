import { clock } from '#platform';

export interface ThreadName {
  readonly name: string;
  /** The number that it has or had. */
  readonly id: number;
}

/** How a thread ended. */
export interface ThreadEnd extends ThreadName {
  readonly code: number;
  /** Short: `uncaught error: no such image`. */
  readonly reason: string;
  /** What nobody caught there; undefined when that is not why it ended. */
  readonly error: unknown;
  /** Whether it ended by itself before its script had run to the end. */
  readonly loading: boolean;
}

/** How errors call a thread: `worker "images" (thread 7)`. */
export function describeThread({ name, id }: ThreadName): string {
  return `worker${name === '' ? '' : ` "${name}"`}${id >= 0 ? ` (thread ${id})` : ''}`;
}

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
