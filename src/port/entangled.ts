import { natives } from '#platform';
import { endpointOf } from './endpoint.ts';

/** The other end of each port of a channel that heddle made, as long as both are in this thread. */
const peers = new WeakMap<object, object>();

export function entangle(port1: object, port2: object): void {
  peers.set(port1, port2);
  peers.set(port2, port1);
}

/**
 * The port is about to be moved by heddle to a thread of heddle: its other end may use the fast path from now on. The port
 * takes along that it has to understand that, wherever else it goes.
 */
export function introducePeer(port: object): void {
  const peer = peers.get(port);
  if (!peer) return;
  for (const end of [peer, port]) endpointOf(end)?.transport.meetHeddle();
}

/** Whether the other end of a port is in this thread too, as far as heddle knows. */
export function leadsHere(port: object): boolean {
  const peer = peers.get(port);
  return peer !== undefined && endpointOf(peer)?.gone === false && !isDetached(peer, port);
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
