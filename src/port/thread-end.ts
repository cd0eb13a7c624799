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
