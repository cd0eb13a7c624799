import type { ThreadEnd } from '../port/thread-end.ts';
import type { Message } from './messages.ts';

/** Who takes what a line delivers. */
export interface LineReceiver {
  message(message: Message): void;
  /** Something arrived that could not be read, and nobody knows what it was. */
  unreadable(error: unknown): void;
  /** @param end - of the thread behind the line, where it is known */
  closed(end?: ThreadEnd): void;
}

/** What carries the messages of a connection, in order. */
export interface Line {
  /** Whether moved things arrive at heddle, on a line of which both ends are heddle's. */
  readonly kind: 'own' | 'shared' | 'foreign';
  /** Whether a `SharedArrayBuffer` arrives as one. */
  readonly sharesMemory: boolean;
  /**
   * Sends if nothing in `message` can need more than a copy.
   *
   * @returns how many bytes it took; 0 when nothing was sent
   */
  trySend(message: Message): number;
  /**
   * @param root - what paths in errors begin with
   * @param value - what the program gave, of all that is in `message`
   * @throws DataCloneError with the `path` of the culprit; nothing was sent then
   */
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  /** Names who receives, once; messages come from then on. */
  attach(receiver: LineReceiver): void;
  /** Whether waiting for messages keeps this thread alive. */
  hold(yes: boolean): void;
  /** Whether this thread stands still until something comes over the line, its event loop included. */
  readonly isBlocked?: boolean;
  close(): void;
}
