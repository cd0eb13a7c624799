/** How a thread ended. */
export interface ThreadEnd {
  readonly name: string;
  /** The number that it had. */
  readonly id: number;
  readonly code: number;
  /** Short: `uncaught error: no such image`. */
  readonly reason: string;
  /** What nobody caught there; undefined when that is not why it ended. */
  readonly error: unknown;
  /** Whether it ended by itself before its script had run to the end. */
  readonly loading: boolean;
}

/** How errors call a thread: `worker "images" (thread 7)`. */
export function describeThread({ name, id }: { readonly name: string; readonly id: number }): string {
  return `worker${name === '' ? '' : ` "${name}"`}${id >= 0 ? ` (thread ${id})` : ''}`;
}
