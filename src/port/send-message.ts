import { types } from '#platform';
import { checkTransferList } from '../clone/check-transfer-list.ts';
import { dataCloneError } from '../clone/data-clone-error.ts';
import { endpointOf } from './port-registry.ts';
import { leaveHeddle, packPorts } from './moved-ports.ts';
import { transferList } from './transfer-list.ts';
import type { Transport } from './transport.ts';

/**
 * Runs `send`, which clones `value`, and names the culprit if that fails.
 *
 * @param root - how paths in errors begin, e.g. `message`
 * @throws DataCloneError with the `path` of the culprit
 */
export function explainFailure<T>(root: string, value: unknown, transfer: readonly object[], send: () => T): T {
  try {
    return send();
  } catch (error) {
    throw dataCloneError(root, value, transfer, error, types.isProxy);
  }
}

/**
 * What every `postMessage` does.
 *
 * @param argument - the second argument of `postMessage`
 * @param ownPort - the port that sends, which may not be in its own list
 * @param given - what errors speak of, where the program gave only a part of the message
 * @throws DataCloneError with the `path` of the culprit
 */
export function sendMessage(
  transport: Transport,
  message: unknown,
  argument: unknown,
  ownPort?: object,
  given: { readonly root: string; readonly value: unknown } = { root: 'message', value: message },
): void {
  const transfer = transferList(argument);
  // One buffer is what most lists are, and nothing is to be done for it.
  if (transfer.length === 0 || (transfer.length === 1 && types.isArrayBuffer(transfer[0]) && transfer[0].byteLength > 0)) {
    // What `explainFailure` does, without a closure for each message.
    try {
      return transport.send(message, transfer);
    } catch (error) {
      throw dataCloneError(given.root, given.value, transfer, error, types.isProxy);
    }
  }
  checkTransferList(transfer, ownPort);
  const ports = transfer.filter((item) => endpointOf(item));
  if (ports.length === 0) return explainFailure(given.root, given.value, transfer, () => transport.send(message, transfer));
  const packed = transport.peer.pin() ? packPorts(message, transfer, ports) : { message, transfer, undo: leaveHeddle(transfer) };
  try {
    explainFailure(given.root, given.value, transfer, () => transport.send(packed.message, packed.transfer));
  } catch (error) {
    packed.undo();
    throw error;
  }
  for (const port of ports) endpointOf(port)!.leave();
}
