import { closePorts, type NativePort, openPort, type PortDriver } from '#platform';
import type { PortCounters } from '../observe/port-counters.ts';
import { weigh } from '../counters/weigh.ts';
import { findPorts } from './find-ports.ts';
import { type Peer, UNKNOWN_PEER } from './peer.ts';
import { receivedOf } from './port-envelope.ts';
import type { Received, Receiver, Transport, TransportState } from './transport.ts';

/** Messages by the runtime's own `postMessage`. */
export class NativeTransport implements Transport {
  readonly counters: PortCounters;
  peer: Peer;
  readonly #port: PortDriver;
  #receiver: Receiver | undefined;
  #drops = false;

  constructor(port: NativePort, counters: PortCounters, peer: Peer = UNKNOWN_PEER) {
    this.counters = counters;
    this.peer = peer;
    this.#port = openPort(port);
  }

  /** What has arrived waits nowhere but in the endpoint. */
  get isBare(): boolean {
    return true;
  }
  send(message: unknown, transfer: readonly object[]): void {
    const weight = weigh(message, transfer);
    this.#port.post(message, transfer);
    this.counters.posted('option', weight);
  }
  trySend(): number {
    return 0;
  }
  attach(receiver: Receiver): void {
    this.#receiver = receiver;
    this.#port.onClose(() => {
      this.counters.release(true);
      receiver.closed();
    });
  }
  start(): void {
    this.#port.onMessage((data, ports, failure) => {
      if (this.#drops) return closePorts(ports ?? findPorts(data));
      if (this.#receiver) this.counters.deliver(this.#receiver, receivedOf({ data, ports, ...(failure && { failure }) }));
    });
  }
  /** The runtime cannot stop a port that is started: what arrives goes on arriving. */
  stop(): void {}
  receive(): Received | undefined {
    const taken = this.#port.receive();
    if (taken) this.counters.taken();
    return taken && receivedOf(taken);
  }
  keepAlive(yes: boolean): void {
    this.#port.keepAlive(yes);
  }
  close(): void {
    this.#port.close();
  }
  disconnect(): void {
    // The runtime goes on delivering a batch that it has begun.
    this.#drops = true;
    this.#port.close();
  }
  retire(): void {
    this.counters.release(false);
    this.#port.detach();
  }
  handOver(): { state: TransportState; taken: readonly Received[] } {
    const peer = this.peer.depart();
    return { state: peer && { peer, sending: undefined, receiving: undefined, identity: this.counters.identity }, taken: [] };
  }
}
