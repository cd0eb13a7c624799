import { canEndTask, clock, closePorts, endTask } from '#platform';
import { Queue } from '../core/queue.ts';
import { isOfCalls } from './port-envelope.ts';
import type { Received, Transport, TransportState } from './transport.ts';

/** Somebody who shares an endpoint with its owner. */
export interface Claimant {
  /** @returns whether the message was this claimant's: then nobody else gets it, and it was no task of its own */
  claims(received: Received): boolean;
  /** Nothing will arrive any more. */
  closed(): void;
}

/** Who owns an endpoint: a port, a `Worker`, or the global object of a worker. */
export interface EndpointOwner {
  message(received: Received): void;
  closed(): void;
  /** The endpoint is of no use here any more: its port was moved to another thread, or nobody wants to hear of it. No `closed` follows. */
  gaveUp(): void;
}

/**
 * How far an endpoint has come. It only goes forward, by `#advance()`.
 *
 *     idle          nothing was received by the event loop yet
 *     receiving     the transport delivers
 *     disconnected  the program has closed it: nothing is delivered any more
 *     left          its port was moved, or its owner wants to hear nothing more of it
 */
const LIFE = ['idle', 'receiving', 'disconnected', 'left'] as const;
type Life = (typeof LIFE)[number];

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
  /** Messages of calls that came before anybody shared the endpoint: they are never the program's. */
  #unclaimed: Received[] = [];
  #life: Life = 'idle';
  #listening = false;
  #draining = false;
  /** Whether the transport has said that nothing comes any more, which may be before what waits was delivered. */
  #ended = false;
  #claimants: readonly Claimant[] = [];

  constructor(transport: Transport, owner: EndpointOwner) {
    this.transport = transport;
    this.#owner = owner;
    transport.attach({ message: (received) => this.#arrived(received), closed: () => this.#end() });
  }

  /** Whether anybody gets what comes: a listener, or somebody who shares the endpoint. */
  get isAwaited(): boolean {
    return !this.gone && (this.#listening || this.#claimants.length > 0);
  }

  /** Whether the port has been moved, or nobody wants to hear of it. */
  get gone(): boolean {
    return this.#life === 'left';
  }
  get #delivers(): boolean {
    return this.#life === 'idle' || this.#life === 'receiving';
  }
  #advance(to: Life): void {
    if (LIFE.indexOf(to) > LIFE.indexOf(this.#life)) this.#life = to;
  }

  listen(yes: boolean): void {
    if (yes === this.#listening || this.gone) return;
    this.#listening = yes;
    if (!yes) {
      if (this.#claimants.length === 0) this.transport.stop();
      return;
    }
    if (this.#backlog.length > 0) this.#drain();
    this.start();
  }

  /** Begins to receive, whether or not somebody listens. */
  start(): void {
    if (!this.#delivers) return;
    this.#advance('receiving');
    this.transport.start();
  }

  /** Gives `claimant` its messages before anybody else is asked, also those that have arrived; the others go on waiting. */
  share(claimant: Claimant): void {
    this.#claimants = [...this.#claimants, claimant];
    const waiting = this.#backlog.toArray();
    this.#backlog.clear();
    for (const received of waiting) if (this.gone || !claimant.claims(received)) this.#backlog.push(received);
    const unclaimed = this.#unclaimed;
    this.#unclaimed = [];
    for (const received of unclaimed) if (this.gone || !claimant.claims(received)) this.#unclaimed.push(received);
    this.#countBacklog();
    this.start();
    if (this.#ended || this.gone) claimant.closed();
  }
  unshare(claimant: Claimant): void {
    this.#claimants = this.#claimants.filter((other) => other !== claimant);
  }

  /** Takes the next message at once, whether or not somebody listens. */
  receive(): Received | undefined {
    if (!this.#delivers) return undefined;
    const waiting = this.#backlog.shift();
    if (waiting) {
      this.#countBacklog();
      return waiting;
    }
    for (;;) {
      const received = this.transport.receive();
      if (!received || !this.#claims(received)) return received;
    }
  }

  /**
   * What the endpoint in another thread needs that takes this one's place: the messages that have arrived here and were not
   * taken, and the state of the transport.
   */
  handOver(): { backlog: readonly Received[]; state: TransportState } {
    if (this.gone) return { backlog: [], state: undefined };
    const { state, taken } = this.transport.handOver();
    for (const received of taken) {
      this.transport.counters.taken();
      this.#backlog.push(received);
    }
    this.#countBacklog();
    // In case the port cannot be moved after all.
    if (this.#listening && this.#backlog.length > 0) this.#drain();
    return { backlog: [...this.#unclaimed, ...this.#backlog.toArray()], state };
  }

  /**
   * Whether the runtime may move the port: nothing that was sent through it is anywhere but in the port. If so the other end learns of it at once.
   */
  leaveHeddle(): boolean {
    if (this.gone) return true;
    const isBare = this.#backlog.length === 0 && this.#unclaimed.length === 0 && this.transport.isBare;
    return isBare && this.transport.peer.leaveHeddle();
  }

  /** Puts messages in front of all others: those that a moved port had received and nobody had taken. */
  restore(messages: readonly Received[]): void {
    this.#backlog.unshift(messages.filter((received) => !this.#isKept(received)));
    this.#countBacklog();
  }

  /** Stops receiving and forgets what was not taken. */
  giveUp(): void {
    this.#advance('left');
    this.#listening = false;
    this.#backlog.clear();
    this.#countBacklog();
    for (const claimant of this.#claimants) claimant.closed();
    this.#owner.gaveUp();
  }

  /** The port goes on in another thread, which has all that was here. */
  leave(): void {
    this.transport.retire();
    this.giveUp();
  }

  /** Ends this side. What had arrived and nobody had listened to can still be delivered, to whoever comes late. */
  close(): void {
    if (this.#life === 'idle') {
      for (let next = this.transport.receive(); next; next = this.transport.receive()) if (!this.#isKept(next)) this.#backlog.push(next);
    }
    this.#advance('receiving');
    this.transport.close();
  }

  /** Ends this side as the program wants it: nothing is delivered any more, neither what waits nor what is under way. */
  disconnect(): void {
    this.#advance('disconnected');
    for (const { ports } of [...this.#unclaimed, ...this.#backlog.toArray()]) closePorts(ports);
    this.#unclaimed = [];
    this.#backlog.clear();
    this.#countBacklog();
    this.transport.disconnect();
  }

  #arrived(received: Received): boolean {
    if (this.gone) return false;
    if (this.#claims(received)) return true;
    if (this.#listening && this.#backlog.length === 0) this.#owner.message(received);
    else {
      this.#backlog.push(received);
      this.#countBacklog();
      if (this.#listening) this.#drain();
    }
    return false;
  }

  #countBacklog(): void {
    this.transport.counters.waiting(this.#backlog.length);
  }

  #claims(received: Received): boolean {
    for (const claimant of this.#claimants) if (claimant.claims(received)) return true;
    return this.#isKept(received);
  }

  #isKept(received: Received): boolean {
    if (!isOfCalls(received)) return false;
    this.#unclaimed.push(received);
    return true;
  }

  #end(): void {
    this.#ended = true;
    for (const claimant of this.#claimants) claimant.closed();
    if (this.gone || (this.#listening && this.#backlog.length > 0)) return;
    this.#owner.closed();
  }

  // All of them in one turn, each as a task of its own: what arrives meanwhile would have to queue up behind, and a flood
  // that is taken in faster than it is handled would never let the backlog become empty again.
  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    clock.setImmediate(() => {
      this.#draining = false;
      const canEnd = canEndTask();
      while (this.#listening && this.#backlog.length > 0) {
        this.#owner.message(this.#backlog.shift()!);
        if (!canEnd) break;
        endTask();
      }
      this.#countBacklog();
      if (!this.#listening) return;
      if (this.#backlog.length > 0) this.#drain();
      else if (this.#ended && !this.gone) this.#owner.closed();
    });
  }
}
