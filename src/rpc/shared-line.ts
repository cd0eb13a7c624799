import { isOfCalls, TAG } from '../port/call-tag.ts';
import type { Claimant } from '../port/endpoint.ts';
import { unpackMessage } from '../port/message-port.ts';
import { sendMessage } from '../port/send-message.ts';
import type { Shareable } from '../port/shareable.ts';
import type { Received } from '../port/transport.ts';
import { unlessItEnds } from './end-of-thread.ts';
import { answerToGreeting } from './greeting.ts';
import type { Line, LineReceiver } from './line.ts';
import type { Message } from './messages.ts';

/** A port of heddle, or a worker, which has messages of the program too. */
export class SharedLine implements Line, Claimant {
  readonly kind = 'shared';
  readonly sharesMemory = true;
  readonly #shared: Shareable;
  readonly #port: object;
  #receiver: LineReceiver | undefined;

  constructor(port: object, shared: Shareable) {
    this.#port = port;
    this.#shared = shared;
  }
  trySend(message: Message): number {
    return this.#shared.endpoint.transport.trySend([TAG, ...message]);
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    sendMessage(this.#shared.endpoint.transport, [TAG, ...message], transfer, this.#port, { root, value });
  }
  attach(receiver: LineReceiver): void {
    this.#receiver = receiver;
    this.#shared.endpoint.share(this);
  }
  hold(yes: boolean): void {
    this.#shared.hold(yes);
  }
  /** The port is the program's: it stays open. */
  close(): void {
    this.#shared.endpoint.unshare(this);
    this.#shared.hold(false);
  }

  claims(received: Received): boolean {
    if (!isOfCalls(received)) return false;
    const message = (unpackMessage(received).data as unknown[]).slice(1) as unknown as Message;
    const answer = answerToGreeting(message);
    if (answer) this.send(answer, [], 'message', answer);
    else this.#receiver!.message(message);
    return true;
  }
  closed(): void {
    const { whenEnded } = this.#shared;
    if (!whenEnded) return this.#receiver!.closed();
    // A script may close its port and live on.
    const ended = unlessItEnds(() => this.#receiver!.closed());
    whenEnded((end) => {
      ended();
      this.#receiver!.closed(end);
    });
  }
}
