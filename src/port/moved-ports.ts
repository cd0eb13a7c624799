import { endpointOf } from './endpoint.ts';
import { type Envelope, KEY, type Luggage, NOTHING } from './port-envelope.ts';

/** What goes along with ports, and what has to be moved with it. */
export function luggageOf(ports: readonly object[]): { luggage: readonly Luggage[]; waiting: readonly object[] } {
  const luggage = ports.map((port) => endpointOf(port)?.handOver() ?? NOTHING);
  return { luggage, waiting: luggage.flatMap(({ backlog }) => backlog.flatMap((received) => received.ports)) };
}

/** What goes over the wire for a message with which `ports` are moved. */
export function packPorts(
  message: unknown,
  transfer: readonly object[],
  ports: readonly object[],
): { message: unknown; transfer: readonly object[] } {
  const { luggage, waiting } = luggageOf(ports);
  if (luggage.every(({ backlog, state }) => backlog.length === 0 && state === undefined)) return { message, transfer };
  return { message: { [KEY]: luggage, message, ports } satisfies Envelope, transfer: [...transfer, ...waiting] };
}
