import { natives } from '#platform';
import { ChannelLink } from './channel-link.ts';
import type { Endpoint } from './endpoint.ts';
import { type Peer, UNKNOWN_PEER } from './peer.ts';
import { endpointOf, registeredAs } from './port-registry.ts';

function otherOf(port: object): object | undefined {
  return registeredAs(port)?.other;
}

function otherEnd(port: object): Endpoint | undefined {
  const other = otherOf(port);
  return other && endpointOf(other);
}

/** The other end of a port, of which heddle has moved neither. */
class EntangledPeer implements Peer {
  readonly isHere = true;
  readonly isRinged = false;
  /** Whether something that only heddle understands was sent to the other end. */
  isPinned = false;
  readonly #port: object;

  constructor(port: object) {
    this.#port = port;
  }
  get isHeddle(): boolean {
    return otherEnd(this.#port)?.gone === false;
  }
  received(): void {}
  startRing(): boolean {
    return false;
  }
  pin(): boolean {
    this.isPinned ||= this.isHeddle;
    return this.isPinned;
  }
  depart(): undefined {}
  leaveHeddle(): boolean {
    const other = otherEnd(this.#port);
    if (!other) return true;
    if (isPinnedBy(other)) return false;
    other.transport.peer = UNKNOWN_PEER;
    return true;
  }
  comeBack(): void {
    const other = otherOf(this.#port);
    if (other) endpointOf(other)!.transport.peer = new EntangledPeer(other);
  }
}

function isPinnedBy(end: Endpoint): boolean {
  return end.transport.peer instanceof EntangledPeer && end.transport.peer.isPinned;
}

export function entangle(port1: object, port2: object): void {
  registeredAs(port1)!.other = port2;
  registeredAs(port2)!.other = port1;
  for (const port of [port1, port2]) endpointOf(port)!.transport.peer = new EntangledPeer(port);
}

/**
 * Heddle is about to move the port to a thread of heddle: from now on both ends know of each other by memory that they share. The port
 * takes it along, wherever heddle moves it.
 */
export function linkEnds(port: object): void {
  const { transport } = endpointOf(port)!;
  if (!(transport.peer instanceof EntangledPeer)) return;
  const other = otherEnd(port);
  if (!other || other.gone) {
    transport.peer = UNKNOWN_PEER;
    return;
  }
  // A peer knows whether the other end is pinned.
  [transport.peer, other.transport.peer] = ChannelLink.pair([isPinnedBy(other), transport.peer.isPinned]);
}

/** Whether the other end of a port is in this thread too, as far as heddle knows. */
export function leadsHere(port: object): boolean {
  const other = otherOf(port);
  return other !== undefined && endpointOf(other)?.gone === false && !isDetached(other, port);
}

const { postMessage } = natives.MessagePort.prototype as { postMessage(this: object, message: unknown, transfer: readonly object[]): void };

/**
 * Whether a port was moved by the runtime itself, of which it tells nobody. No list may hold a port twice: so nothing is sent or moved here, and the
 * error says which port is not there at all.
 */
function isDetached(port: object, peer: object): boolean {
  try {
    postMessage.call(peer, undefined, [port, port]);
  } catch (error) {
    return /detached/.test((error as Error).message);
  }
  return false;
}
