import type { LoggedEvent } from '../observe/event-log.ts';
import type { PortKind } from '../counters/layout.ts';
import type { ThreadStats } from '../counters/read-threads.ts';

/** What the page gets, a line of JSON each tenth of a second. */
export interface Snapshot {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly threads: readonly ThreadStats[];
  /** Channels that are new or have changed since the last snapshot of this page. */
  readonly channels: readonly Channel[];
  /** The numbers of channels that are gone. */
  readonly closed: readonly number[];
  /** What threads told since the last snapshot; in the first one what is of interest of earlier. */
  readonly events: readonly LoggedEvent[];
  /** The calls that wait and the pools that there are: in the first snapshot, and after events were dropped. It replaces what the page knew of them. */
  readonly current?: readonly LoggedEvent[];
  /** Events that came too fast, and ports that found no place to count in. */
  readonly lost: number;
  readonly uncounted: number;
  /** Events that this page was never sent because it did not read those before them. */
  readonly dropped: number;
}

/** A channel: one end of a port, or both. */
export interface Channel {
  readonly channel: number;
  readonly kind: PortKind;
  readonly ends: readonly End[];
}

/** What one end has sent, since it was opened. */
export interface End {
  /** The number of its thread. */
  readonly thread: number;
  readonly sent: number;
  readonly received: number;
  /** Of `sent`, those that the runtime's own postMessage carried. */
  readonly native: number;
  readonly copied: number;
  readonly moved: number;
  readonly shared: number;
  /** Messages that have arrived here and wait for a handler. */
  readonly backlog: number;
  /** Messages whose handlers were timed, and the milliseconds that these took. */
  readonly timed: number;
  readonly handling: number;
}

/** What the thread that serves the page needs to know. */
export interface ServerRecord {
  readonly memory: SharedArrayBuffer;
  readonly port: number;
  readonly token: string;
}

/** What the thread that writes a trace needs to know. */
export interface TraceRecord {
  readonly memory: SharedArrayBuffer;
  readonly file: string;
  /** An i32: `TRACING`, `STOPPING`, `WRITTEN`. */
  readonly state: SharedArrayBuffer;
}
export const TRACING = 0;
export const STOPPING = 1;
export const WRITTEN = 2;

/** What it tells the thread that started it. */
export type FromServer = { readonly type: 'listening'; readonly port: number } | { readonly type: 'failed'; readonly message: string };
