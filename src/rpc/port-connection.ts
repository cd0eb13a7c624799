import { natives, thisThread } from '#platform';
import { wrongType } from '../core/invalid-argument.ts';
import { parentThread } from '../thread/thread-table.ts';
import { createWorkerTransport, type TransportChoice } from '../port/create-transport.ts';
import { leadsHere } from '../port/entangled.ts';
import { registeredAs } from '../port/port-registry.ts';
import { Connection } from './connection.ts';
import { type ForeignPort, ForeignLine } from './line/foreign-line.ts';
import { lastLinesOf } from '../thread/last-lines.ts';
import { type Line, TransportLine } from './line/line.ts';
import { SharedLine } from './line/shared-line.ts';
import { KINDS } from './value/kinds.ts';
import type { KnownThread } from './value/peer.ts';
import { remotePlaceOf } from './value/remote.ts';

/** The connections over ports of the program. One lasts as long as its port does: the other side's never knows whether this one was made anew. */
const connections = new WeakMap<object, Connection>();

/**
 * The connection over `port`, which calls take in both directions.
 *
 * @param what - the parameter that `port` is, for errors
 * @throws TypeError when `port` is nothing that has messages
 */
export function connectionOver(port: unknown, what: string): Connection {
  if (!isPort(port)) throw wrongType(what, port, 'a port, a worker, or an object with postMessage() and message events');
  const known = connections.get(port);
  if (known) return known;
  const connection = new Connection(lineOver(port), {
    kinds: KINDS,
    peer: peerOf(port),
    thread: () => threadOf(port),
    ...(isThread(port) && { lastLines: lastLinesOf(port) }),
  });
  connections.set(port, connection);
  return connection;
}

function lineOver(port: ForeignPort): Line {
  const registered = registeredAs(port);
  return registered ? new SharedLine(port, registered) : new ForeignLine(port);
}

function peerOf(port: object): string {
  if (port instanceof natives.MessagePort) return 'the other side of a port';
  const { name } = port as { name?: unknown };
  return typeof name === 'string' && name !== '' ? `worker "${name}"` : 'a worker';
}

/** Whether it is a worker, of heddle or of the runtime. */
function isThread(port: object): port is InstanceType<typeof natives.Worker> {
  return port instanceof natives.Worker || registeredAs(port)?.whenEnded !== undefined;
}

/** Of the other side: a worker tells its number, and a worker knows who started it. */
function threadOf(port: object): KnownThread | undefined {
  const id = port === thisThread.parentPort ? parentThread() : leadsHere(port) ? thisThread.id : (port as { threadId?: unknown }).threadId;
  if (typeof id !== 'number') return undefined;
  const { name } = port as { name?: unknown };
  return { name: typeof name === 'string' ? name : '', id, exitRecord: registeredAs(port)?.exitRecord };
}

function isPort(value: unknown): value is ForeignPort {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  // A remote has whatever it is asked for.
  if (remotePlaceOf(value)) return false;
  const { postMessage, on, addEventListener } = value as Partial<ForeignPort>;
  return typeof postMessage === 'function' && (typeof on === 'function' || typeof addEventListener === 'function');
}

/** Answers calls of what a module exports, as long as the parent keeps the channel open. */
export function serveTasks(root: object, { port, channel }: { port: object; channel: number }, transport: TransportChoice): void {
  const line = new TransportLine(createWorkerTransport(port, transport, 'calls', channel, 1));
  new Connection(line, { root, kinds: KINDS, peer: 'the parent' }).keepAlive(true);
}
