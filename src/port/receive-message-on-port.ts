import { natives } from '#platform';
import { endpointOf } from './port-registry.ts';
import { unpackMessage } from './message-port.ts';

/**
 * Takes the next message of a port at once, without an event; undefined when there is none.
 *
 * @param port - a port of heddle or of the runtime, or a `BroadcastChannel`
 * @throws TypeError (`ERR_INVALID_ARG_TYPE`) for anything else
 * @source Node's `worker_threads.receiveMessageOnPort`
 */
export function receiveMessageOnPort(port: object): { message: any } | undefined {
  const endpoint = endpointOf(port);
  if (!endpoint) return natives.receiveMessageOnPort(port as never);
  const received = endpoint.receive();
  if (!received) return undefined;
  if ('failure' in received) throw received.failure;
  return { message: unpackMessage(received).data };
}
