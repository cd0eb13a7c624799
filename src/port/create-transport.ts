import { type natives, process } from '#platform';
import type { PortKind } from '../counters/layout.ts';
import { PortCounters } from '../counters/port-counters.ts';
import { newChannel } from '../counters/registry.ts';
import { seeMarks } from './mark-as-uncloneable.ts';
import { NativeTransport } from './native-transport.ts';
import { RingTransport } from './ring-transport.ts';
import type { Transport, TransportState } from './transport.ts';

/** `auto`: the fastest way there is; `native`: the runtime's own `postMessage`. */
export type TransportChoice = 'auto' | 'native';

// A registry: what this thread uses where nobody says otherwise.
let choice: TransportChoice = process.env['HEDDLE_TRANSPORT'] === 'native' ? 'native' : 'auto';

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
  // A port that has rings is read to its end by means of rings, also in a thread that makes none.
  if (!state && choice === 'native') return new NativeTransport(native, counters);
  seeMarks();
  return new RingTransport(native, counters, state);
}

/** The transport between a worker and its parent, both of which know each other for heddle's. */
export function createWorkerTransport(
  port: object,
  choice: TransportChoice,
  kind: PortKind = 'calls',
  channel: number = newChannel(),
  side: 0 | 1 = 0,
): Transport {
  const native = port as InstanceType<typeof natives.MessagePort>;
  const counters = new PortCounters(kind, channel, side);
  if (choice === 'native') return new NativeTransport(native, counters);
  seeMarks();
  return new RingTransport(native, counters, { peerIsHeddle: true, sending: undefined, receiving: undefined });
}
