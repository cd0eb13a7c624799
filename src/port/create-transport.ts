import { environment, type natives } from '#platform';
import type { PortKind } from '../counters/layout.ts';
import { PortCounters } from '../observe/port-counters.ts';
import { newChannel } from '../observe/registry.ts';
import { ChannelLink } from './channel-link.ts';
import { seeMarks } from './mark-as-uncloneable.ts';
import { NativeTransport } from './native-transport.ts';
import { KnownPeer, type Peer, type PeerState, UNKNOWN_PEER } from './peer.ts';
import { RingTransport } from './ring-transport.ts';
import type { Transport, TransportState } from './transport.ts';

/** `auto`: the fastest way there is; `native`: the runtime's own `postMessage`. */
export type TransportChoice = 'auto' | 'native';

// A registry: what this thread uses where nobody says otherwise.
let choice: TransportChoice = environment('HEDDLE_TRANSPORT') === 'native' ? 'native' : 'auto';

export function defaultTransport(): TransportChoice {
  return choice;
}

/** A worker was started with the option `transport`: what it makes and receives follows it. */
export function setDefaultTransport(next: TransportChoice): void {
  choice = next;
}

/**
 * @param state - what the transport of another thread handed over with the port
 * @param channel - the number that both ends have for those who count
 * @param side - which of both ends it is
 */
export function createTransport(port: object, state: TransportState, channel?: number, side?: 0 | 1): Transport {
  const native = port as InstanceType<typeof natives.MessagePort>;
  const counters = new PortCounters('channel', state?.identity.channel ?? channel ?? newChannel(), side, state?.identity);
  const peer = state ? peerOf(state.peer) : UNKNOWN_PEER;
  if (peer instanceof ChannelLink) peer.arrive();
  // A port that has rings, or will get one, is read to its end by means of rings, also in a thread that makes none.
  if (choice === 'native' && !state?.sending && !state?.receiving && !peer.isRinged) return new NativeTransport(native, counters, peer);
  seeMarks();
  return new RingTransport(native, counters, peer, state);
}

function peerOf(state: PeerState): Peer {
  return 'memory' in state ? new ChannelLink(state) : new KnownPeer(state.readsRings);
}

/** The transport between a worker and its parent, or of another channel both ends of which are given to heddle alone. */
export function createWorkerTransport(
  port: object,
  choice: TransportChoice,
  kind: PortKind = 'calls',
  channel: number = newChannel(),
  side: 0 | 1 = 0,
): Transport {
  const native = port as InstanceType<typeof natives.MessagePort>;
  const counters = new PortCounters(kind, channel, side);
  const peer = new KnownPeer(choice === 'auto');
  if (choice === 'native') return new NativeTransport(native, counters, peer);
  seeMarks();
  return new RingTransport(native, counters, peer);
}
