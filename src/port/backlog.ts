import type { Endpoint } from './endpoint.ts';
import type { Received } from './transport.ts';

/**
 * A port that lost its last handler goes on receiving, because the runtime cannot stop a port once it is started. If it is
 * moved then, what it had received must go along: the message becomes an envelope with the backlog of each port beside it.
 */
const KEY = 'heddle:backlog';

interface Envelope {
  readonly [KEY]: readonly (readonly Received[])[];
  readonly message: unknown;
  readonly ports: readonly object[];
}

/** What goes over the wire for a message with which `ports` are moved. */
export function packBacklog(
  message: unknown,
  transfer: readonly object[],
  ports: readonly { port: object; endpoint: Endpoint }[],
): { message: unknown; transfer: readonly object[] } {
  const backlogs = ports.map(({ endpoint }) => endpoint.backlog);
  if (backlogs.every((backlog) => backlog.length === 0)) return { message, transfer };
  const waiting = backlogs.flat().flatMap((received) => received.ports);
  const envelope: Envelope = { [KEY]: backlogs, message, ports: ports.map(({ port }) => port) };
  return { message: envelope, transfer: [...transfer, ...waiting] };
}

function isEnvelope(data: unknown): data is Envelope {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, KEY);
}

/** The reverse: the message itself and, for each port that came with it, what it had received before. */
export function unpackBacklog({ data, ports }: Received): { data: unknown; ports: { port: object; backlog: readonly Received[] }[] } {
  if (!isEnvelope(data)) return { data, ports: ports.map((port) => ({ port, backlog: [] })) };
  return { data: data.message, ports: data.ports.map((port, index) => ({ port, backlog: data[KEY][index]! })) };
}
