import { isControl } from './control.ts';
import { unpackPorts } from './port-envelope.ts';
import type { Received } from './transport.ts';

/** A message of calls that shares a port with those of the program: the tag of `control.ts` and the message, which begins with a number. */
export function isTaggedCall(data: unknown): data is readonly [tag: string, ...unknown[]] {
  return isControl(data) && typeof data[1] === 'number';
}

/** Whether what a transport delivered is a message of calls, and not the program's. */
export function isOfCalls(received: Received): boolean {
  return isTaggedCall(received.ports.length === 0 ? received.data : unpackPorts(received).data);
}
