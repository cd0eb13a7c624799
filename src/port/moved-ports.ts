import { endpointOf } from './endpoint.ts';
import type { Received, TransportState } from './transport.ts';

/**
 * A port that is moved takes along what the runtime does not know of it: what it had received and nobody had taken, and the
 * state of its transport. The message becomes an envelope then, with that beside it.
 */
const KEY = 'heddle:ports';

/** What goes along with a port. */
export interface Luggage {
  readonly backlog: readonly Received[];
  readonly state: TransportState;
}

const NOTHING: Luggage = { backlog: [], state: undefined };

interface Envelope {
  readonly [KEY]: readonly Luggage[];
  readonly message: unknown;
  readonly ports: readonly object[];
}

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

function isEnvelope(data: unknown): data is Envelope {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, KEY);
}

/** The reverse: the message itself and the ports that came with it, each with its luggage. */
export function unpackPorts({ data, ports }: Received): { data: unknown; ports: readonly { port: object; luggage: Luggage }[] } {
  if (!isEnvelope(data)) return { data, ports: ports.map((port) => ({ port, luggage: NOTHING })) };
  return { data: data.message, ports: data.ports.map((port, index) => ({ port, luggage: data[KEY][index]! })) };
}
