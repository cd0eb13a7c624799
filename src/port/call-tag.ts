import { unpackPorts } from './port-envelope.ts';
import type { Received } from './transport.ts';

/** What the messages of calls begin with where they share a port with those of the program. */
export const TAG = 'heddle:call';

export function isTagged(data: unknown): data is readonly [typeof TAG, ...unknown[]] {
  return Array.isArray(data) && data[0] === TAG;
}

/** Whether what a transport delivered is a message of calls, and not the program's. */
export function isOfCalls(received: Received): boolean {
  return isTagged(received.ports.length === 0 ? received.data : unpackPorts(received).data);
}
