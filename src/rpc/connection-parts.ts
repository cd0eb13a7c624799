import type { PendingCall } from './calls/call-table.ts';
import type { KnownThread } from './value/peer.ts';
import type { SpecialKind } from './value/specials.ts';
import type { StreamReader } from './stream/stream-reader.ts';

export interface ConnectionParts {
  /** What the other side may call. Left out, its calls wait until `serve()` says. */
  readonly root?: object;
  /** The kinds of special values, in the order in which they are asked. */
  readonly kinds: readonly SpecialKind[];
  /** What errors call the other side: `worker "render"`. */
  readonly peer: string;
  /** A call was cancelled and has not been answered within its time of grace; it has been rejected. */
  overdue?(call: PendingCall): void;
  /**
   * Nothing will come any more; by default every pending call is rejected, with `HEDDLE_WORKER_DIED` where a thread has ended and else with
   * `HEDDLE_PORT_CLOSED`.
   */
  closed?(): void;
  /** The last lines that the other side's thread wrote to its standard error, where that is known. */
  lastLines?(): string;
  /** A call that was made here has been answered, perhaps with streams, or never will be. */
  answered?(call: PendingCall, failed: boolean, streams: readonly StreamReader[]): void;
  /** The other side's thread, where that is known. */
  thread?(): KnownThread | undefined;
}
