import { createWorkerTransport, type TransportChoice } from '../port/create-transport.ts';
import { Connection } from './connection.ts';
import { KINDS } from './kinds.ts';
import { TransportLine } from './transport-line.ts';

/** Answers calls of what a module exports, as long as the parent keeps the channel open. */
export function serveTasks(root: object, { port, channel }: { port: object; channel: number }, transport: TransportChoice): void {
  const line = new TransportLine(createWorkerTransport(port, transport, 'calls', channel, 1));
  new Connection(line, { root, kinds: KINDS, peer: 'the parent' }).keepAlive(true);
}
