import { controlTag } from '../../port/control.ts';
import { isOfCalls } from '../../port/port-envelope.ts';
import type { Claimant } from '../../port/endpoint.ts';
import { unpackMessage } from '../../port/message-port.ts';
import type { Peer } from '../../port/peer.ts';
import { sendMessage } from '../../port/send-message.ts';
import type { Registered } from '../../port/port-registry.ts';
import { type ThreadEnd, unlessItEnds } from '../../thread/thread-end.ts';
import type { Received } from '../../port/transport.ts';
import type { Line, LineReceiver } from './line.ts';
import { Meeting } from './meeting.ts';
import type { Message } from './messages.ts';

/** A port of heddle, or a worker, which has messages of the program too. Theirs never begin with the tag of `control.ts`. */
export class SharedLine implements Line, Claimant {
  readonly isOwn = false;
  readonly sharesMemory = true;
  readonly #shared: Registered;
  readonly #port: object;
  #receiver: LineReceiver | undefined;
  /** Who is known to keep the other end with heddle, because something with the tag was sent there. */
  #pinned: Peer | undefined;
  #meeting: Meeting | undefined;

  constructor(port: object, shared: Registered) {
    this.#port = port;
    this.#shared = shared;
  }
  trySend(message: Message): number {
    const { transport } = this.#shared.endpoint;
    return this.#isHeddle(transport.peer) ? transport.trySend([controlTag(), ...message]) : 0;
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    const { transport } = this.#shared.endpoint;
    if (!this.#isHeddle(transport.peer)) return this.#meet().send(message, transfer, root, value);
    sendMessage(transport, [controlTag(), ...message], transfer, this.#port, { root, value });
  }
  attach(receiver: LineReceiver): void {
    this.#receiver = receiver;
    if (!this.#shared.endpoint.transport.peer.isHeddle) this.#meet();
    this.#shared.endpoint.share(this);
  }
  hold(yes: boolean): void {
    this.#shared.hold(yes);
  }
  /** The port is the program's: it stays open. */
  close(): void {
    this.#shared.endpoint.unshare(this);
    this.#shared.hold(false);
    this.#meeting?.close();
  }

  claims(received: Received): boolean {
    if (!isOfCalls(received)) return !this.#shared.endpoint.transport.peer.isHeddle && this.#meet().arrived(received.data);
    this.#receiver!.message((unpackMessage(received).data as unknown[]).slice(1) as unknown as Message);
    return true;
  }
  closed(): void {
    this.#meeting?.drain();
    const { whenEnded } = this.#shared;
    if (!whenEnded) return this.#closed();
    // A script may close its port and live on.
    const ended = unlessItEnds(() => this.#closed());
    whenEnded((end) => {
      ended();
      this.#closed(end);
    });
  }
  #closed(end?: ThreadEnd): void {
    this.#meeting?.close();
    this.#receiver!.closed(end);
  }

  #isHeddle(peer: Peer): boolean {
    if (peer === this.#pinned) return true;
    if (!peer.pin()) return false;
    this.#pinned = peer;
    return true;
  }
  #meet(): Meeting {
    if (this.#meeting) return this.#meeting;
    const { transport } = this.#shared.endpoint;
    this.#meeting = new Meeting({
      post: (message, transfer) => transport.send(message, transfer),
      movesPorts: true,
      deliver: (message) => this.#receiver!.message(message),
    });
    this.#meeting.begin();
    return this.#meeting;
  }
}
