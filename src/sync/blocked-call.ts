import type { ErrorRecord } from '../clone/error-record.ts';
import { PendingCall } from '../rpc/calls/call-table.ts';

/** How a call ended. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly record: ErrorRecord }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A call that its thread waits for without the event loop: it is asked, where others tell a promise. */
export class BlockedCall extends PendingCall {
  outcome: Outcome | undefined;

  override succeed(value: unknown): void {
    this.outcome ??= { kind: 'returned', value };
  }
  override refuse(record: ErrorRecord): void {
    this.outcome ??= { kind: 'threw', record };
  }
  override fail(makeError: () => unknown): void {
    this.outcome ??= { kind: 'failed', error: makeError() };
  }
}
