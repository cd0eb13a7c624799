import { setImmediate } from '#platform';
import { Queue } from '../core/queue.ts';
import { canEndTask, endTask } from './task-boundary.ts';
import type { Received, Transport, TransportState } from './transport.ts';

/** Who owns an endpoint: a port, a `Worker`, or the global object of a worker. */
export interface EndpointOwner {
  message(received: Received): void;
  closed(): void;
  /** The endpoint is of no use here any more: its port was moved to another thread, or nobody wants to hear of it. No `closed` follows. */
  gaveUp(): void;
}

/** The endpoints of the ports of this thread, for those who move a port. */
const endpoints = new WeakMap<object, Endpoint>();

export function registerEndpoint(port: object, endpoint: Endpoint): void {
  endpoints.set(port, endpoint);
}

export function endpointOf(port: object): Endpoint | undefined {
  return endpoints.get(port);
}

/**
 * The receiving half of whatever has messages: holds them until somebody listens, and again when nobody does any more.
 *
 * A transport cannot be stopped once it is started, so what arrives while nobody listens waits here. `#backlog` comes
 * before anything that the transport still holds.
 */
export class Endpoint {
  readonly transport: Transport;
  readonly #owner: EndpointOwner;
  readonly #backlog = new Queue<Received>();
  #listening = false;
  #started = false;
  #draining = false;
  #closed = false;
  #gone = false;

  constructor(transport: Transport, owner: EndpointOwner) {
    this.transport = transport;
    this.#owner = owner;
    transport.attach({ message: (received) => this.#arrived(received), closed: () => this.#ended() });
  }

  /** Whether messages are handed over as they come. */
  get listening(): boolean {
    return this.#listening;
  }

  listen(yes: boolean): void {
    if (yes === this.#listening || this.#gone) return;
    this.#listening = yes;
    if (!yes) return this.transport.stop();
    if (this.#backlog.length > 0) this.#drain();
    this.start();
  }

  /** Begins to receive, whether or not somebody listens. */
  start(): void {
    if (this.#gone) return;
    this.#started = true;
    this.transport.start();
  }

  /** Takes the next message at once, whether or not somebody listens. */
  receive(): Received | undefined {
    if (this.#gone) return undefined;
    return this.#backlog.shift() ?? this.transport.receive();
  }

  /**
   * What the endpoint in another thread needs that takes this one's place: the messages that have arrived here and were not
   * taken, and the state of the transport.
   */
  handOver(): { backlog: readonly Received[]; state: TransportState } {
    if (this.#gone) return { backlog: [], state: undefined };
    const { state, taken } = this.transport.handOver();
    for (const received of taken) this.#backlog.push(received);
    // In case the port cannot be moved after all.
    if (this.#listening && this.#backlog.length > 0) this.#drain();
    return { backlog: this.#backlog.toArray(), state };
  }

  /** Puts messages in front of all others: those that a moved port had received and nobody had taken. */
  restore(messages: readonly Received[]): void {
    this.#backlog.unshift(messages);
  }

  /** Stops receiving and forgets what was not taken. */
  giveUp(): void {
    this.#gone = true;
    this.#listening = false;
    this.#backlog.clear();
    this.#owner.gaveUp();
  }

  /** The port goes on in another thread, which has all that was here. */
  leave(): void {
    this.transport.retire();
    this.giveUp();
  }

  /** Ends this side. What had arrived and nobody had listened to can still be delivered, to whoever comes late. */
  close(): void {
    if (!this.#gone && !this.#started) {
      for (let next = this.transport.receive(); next; next = this.transport.receive()) this.#backlog.push(next);
    }
    this.#started = true;
    this.transport.close();
  }

  #arrived(received: Received): void {
    if (this.#gone) return;
    if (this.#listening && this.#backlog.length === 0) this.#owner.message(received);
    else {
      this.#backlog.push(received);
      if (this.#listening) this.#drain();
    }
  }

  #ended(): void {
    this.#closed = true;
    if (this.#gone || (this.#listening && this.#backlog.length > 0)) return;
    this.#owner.closed();
  }

  // All of them in one turn, each as a task of its own: what arrives meanwhile would have to queue up behind, and a flood
  // that is taken in faster than it is handled would never let the backlog become empty again.
  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    setImmediate(() => {
      this.#draining = false;
      while (this.#listening && this.#backlog.length > 0) {
        this.#owner.message(this.#backlog.shift()!);
        if (!canEndTask) break;
        endTask();
      }
      if (!this.#listening) return;
      if (this.#backlog.length > 0) this.#drain();
      else if (this.#closed && !this.#gone) this.#owner.closed();
    });
  }
}
