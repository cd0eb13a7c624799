import { afterThis } from '../../core/after-this.ts';
import { unpackMessage } from '../../port/message-port.ts';
import { sendMessage } from '../../port/send-message.ts';
import type { ThreadEnd } from '../../thread/thread-end.ts';
import type { Transport } from '../../port/transport.ts';
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
  /** Whether the line carries nothing but calls, and both ends are heddle's. */
  readonly isOwn: boolean;
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

/** Whether a connection keeps its thread alive: while somebody waits, or as long as it serves. */
export class LineHold {
  readonly #line: Line;
  readonly #isIdle: () => boolean;
  #staysAlive = false;
  #held = false;
  #checking = false;
  #ended = false;

  /** @param isIdle - whether nobody waits */
  constructor(line: Line, isIdle: () => boolean) {
    this.#line = line;
    this.#isIdle = isIdle;
  }

  /** Somebody waits. */
  hold(): void {
    if (!this.#held && !this.#ended) this.#line.hold((this.#held = true));
  }
  /** Somebody waits no more. Not at once: whoever waited for the last answer mostly makes another call. */
  letGo(): void {
    if (this.#checking || !this.#isIdle()) return;
    this.#checking = true;
    afterThis(this.#check);
  }
  /** Whether this thread lives on where nobody waits. */
  keepAlive(yes: boolean): void {
    this.#staysAlive = yes;
    this.#line.hold(this.#held || yes);
  }
  readonly #check = (): void => {
    this.#checking = false;
    if (!this.#isIdle() || this.#ended) return;
    this.#held = false;
    this.#line.hold(this.#staysAlive);
  };
  end(): void {
    this.#ended = true;
    this.#line.hold(false);
  }
}

/** A transport that carries nothing but calls. */
export class TransportLine implements Line {
  readonly isOwn = true;
  readonly sharesMemory = true;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }
  trySend(message: Message): number {
    return this.#transport.trySend(message);
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    sendMessage(this.#transport, message, transfer, undefined, { root, value });
  }
  attach(receiver: LineReceiver): void {
    this.#transport.attach({
      message: (received) => {
        if (received.failure !== undefined) receiver.unreadable(received.failure);
        else receiver.message((received.ports.length === 0 ? received.data : unpackMessage(received).data) as Message);
        return true;
      },
      closed: () => receiver.closed(),
    });
    this.#transport.start();
  }
  hold(yes: boolean): void {
    this.#transport.keepAlive(yes);
  }
  close(): void {
    this.#transport.close();
  }
}
