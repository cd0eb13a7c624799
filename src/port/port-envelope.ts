import type { Received, TransportState } from './transport.ts';

/**
 * A port that is moved takes along what the runtime does not know of it: what it had received and nobody had taken, and the
 * state of its transport. The message becomes an envelope then, with that beside it.
 */
export const KEY = 'heddle:ports';

/** What goes along with a port. */
export interface Luggage {
  readonly backlog: readonly Received[];
  readonly state: TransportState;
}

export const NOTHING: Luggage = { backlog: [], state: undefined };

export interface Envelope {
  readonly [KEY]: readonly Luggage[];
  readonly message: unknown;
  readonly ports: readonly object[];
}

function isEnvelope(data: unknown): data is Envelope {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, KEY);
}

/** The reverse: the message itself and the ports that came with it, each with its luggage. */
export function unpackPorts({ data, ports }: Received): { data: unknown; ports: readonly { port: object; luggage: Luggage }[] } {
  if (!isEnvelope(data)) return { data, ports: ports.map((port) => ({ port, luggage: NOTHING })) };
  return { data: data.message, ports: data.ports.map((port, index) => ({ port, luggage: data[KEY][index]! })) };
}
