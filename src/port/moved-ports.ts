import { makeDataCloneError } from '../clone/make-data-clone-error.ts';
import { linkEnds } from './entangled.ts';
import { endpointOf } from './port-registry.ts';
import { envelopeOf, type TransferState, NOTHING } from './port-envelope.ts';

/** What goes over the wire for a message with which ports are moved, and how to take the move back if the runtime refuses it. */
export interface PackedPorts {
  readonly message: unknown;
  readonly transfer: readonly object[];
  undo(): void;
}

/** What goes along with ports that are moved to a thread of heddle, and what has to be moved with it. */
export function transferStateOf(ports: readonly object[]): { transferState: readonly TransferState[]; waiting: readonly object[] } {
  const transferState = ports.map((port) => {
    const endpoint = endpointOf(port);
    if (!endpoint) return NOTHING;
    linkEnds(port);
    return endpoint.handOver();
  });
  return { transferState, waiting: transferState.flatMap(({ backlog }) => backlog.flatMap((received) => received.ports)) };
}

/** To an end that is heddle's. */
export function packPorts(message: unknown, transfer: readonly object[], ports: readonly object[]): PackedPorts {
  const { transferState, waiting } = transferStateOf(ports);
  const undo = (): void => {};
  if (transferState.every(({ backlog, state }) => backlog.length === 0 && state === undefined)) return { message, transfer, undo };
  return { message: envelopeOf(transferState, message, ports), transfer: [...transfer, ...waiting], undo };
}

/**
 * Lets the runtime move ports to where heddle may not be.
 *
 * @returns takes it back, for when the runtime refuses
 * @throws DataCloneError when something was sent through one of them that only heddle can deliver; nothing is changed then
 */
export function leaveHeddle(transfer: readonly unknown[]): () => void {
  const left: object[] = [];
  const undo = (): void => {
    for (const port of left) endpointOf(port)!.transport.peer.comeBack();
  };
  for (const [index, item] of transfer.entries()) {
    const endpoint = typeof item === 'object' && item !== null ? endpointOf(item) : undefined;
    if (!endpoint || endpoint.gone) continue;
    if (endpoint.leaveHeddle()) left.push(item as object);
    else {
      undo();
      throw makeDataCloneError(`transfer[${index}]`, REASON);
    }
  }
  return undo;
}

const REASON =
  'a port of heddle that has had messages cannot be moved to where heddle is not known to be. Move it by heddle: through a port, ' +
  'to a worker or in the transferList of a worker of heddle';
