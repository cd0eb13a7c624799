import { natives, type Taken } from '#platform';
import { HeddleError } from '../core/heddle-error.ts';
import { isRing } from '../ring/ring-memory.ts';
import { isChannelMemory } from './channel-link.ts';
import { controlTag, isControl, isTaggedCall } from './control.ts';
import { findPorts } from './find-ports.ts';
import type { Received, TransportState } from './transport.ts';

/**
 * A port that is moved takes along what the runtime does not know of it: what it had received and nobody had taken, and the
 * state of its transport. The message becomes an envelope then, with that beside it.
 */
const KIND = 'ports';

/** What goes along with a port. */
export interface TransferState {
  readonly backlog: readonly Received[];
  readonly state: TransportState;
}

export const NOTHING: TransferState = { backlog: [], state: undefined };

type Envelope = readonly [
  tag: string,
  kind: typeof KIND,
  transferState: readonly TransferState[],
  message: unknown,
  ports: readonly object[],
];

export function envelopeOf(transferState: readonly TransferState[], message: unknown, ports: readonly object[]): Envelope {
  return [controlTag(), KIND, transferState, message, ports];
}

function isEnvelope(data: unknown): data is Envelope {
  return isControl(data) && data[1] === KIND;
}

/** The reverse: the message itself and the ports that came with it, each with its transfer state. */
export function unpackPorts({ data, ports }: Received): {
  data: unknown;
  ports: readonly { port: object; transferState: TransferState }[];
} {
  if (!isEnvelope(data)) return { data, ports: ports.map((port) => ({ port, transferState: NOTHING })) };
  const [, , transferState, message, moved] = data;
  return { data: message, ports: moved.map((port, index) => ({ port, transferState: transferState[index]! })) };
}

/** A message as it is. */
export function receivedOf({ data, ports = findPorts(data), failure }: Taken): Received {
  if (failure) return { data, ports, failure: failure.error };
  return ports.length === 0 ? { data, ports } : checkEnvelope({ data, ports });
}

/** The message, but a failure when it is an envelope and not what one has to be: whoever sent it has the tag and not the protocol. */
function checkEnvelope(received: Received): Received {
  const { data } = received;
  if (!isEnvelope(data) || isWellFormed(data)) return received;
  const state = 'a message about moved ports is not what it has to be';
  return {
    data: undefined,
    ports: [],
    failure: new HeddleError('HEDDLE_FRAME_CORRUPT', `Cannot read what the other end of a port sent beside the messages: ${state}`),
  };
}

function isWellFormed([, , transferState, , ports]: readonly unknown[]): boolean {
  if (!Array.isArray(transferState) || !Array.isArray(ports) || transferState.length !== ports.length) return false;
  return transferState.every(isTransferState) && ports.every((port) => port instanceof natives.MessagePort);
}

function isTransferState(value: unknown): boolean {
  const { backlog, state } = fieldsOf(value);
  return Array.isArray(backlog) && backlog.every((received) => Array.isArray(fieldsOf(received)['ports'])) && isState(state);
}

function isState(value: unknown): boolean {
  if (value === undefined) return true;
  const { peer, sending, receiving, identity } = fieldsOf(value);
  const { memory, side, readsRings } = fieldsOf(peer);
  const isPeer = memory === undefined ? typeof readsRings === 'boolean' : isChannelMemory(memory) && (side === 0 || side === 1);
  const { channel, figures } = fieldsOf(identity);
  const isIdentity = typeof channel === 'number' && Array.isArray(figures) && figures.every((figure) => typeof figure === 'number');
  return isPeer && isIdentity && isDirection(sending, 'order') && isDirection(receiving, 'taken') && areShapes(receiving);
}

function isDirection(value: unknown, count: 'order' | 'taken'): boolean {
  return value === undefined || (isRing(fieldsOf(value)['memory']) && Number.isInteger(fieldsOf(value)[count]));
}

function areShapes(receiving: unknown): boolean {
  if (receiving === undefined) return true;
  const { shapes } = fieldsOf(receiving);
  return Array.isArray(shapes) && shapes.every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'));
}

/** Of anything that is none, no field at all. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Whether what a transport delivered is a message of calls, and not the program's. */
export function isOfCalls(received: Received): boolean {
  return isTaggedCall(received.ports.length === 0 ? received.data : unpackPorts(received).data);
}
