import { MessageChannel as NodeMessageChannel } from 'node:worker_threads';
import { MessageChannel } from '../../src/index.ts';
import { createWorkerTransport } from '../../src/port/create-transport.ts';
import { registeredAs } from '../../src/port/port-registry.ts';
import { Connection } from '../../src/rpc/connection.ts';
import { ForeignLine } from '../../src/rpc/line/foreign-line.ts';
import { KINDS } from '../../src/rpc/value/kinds.ts';
import { type Line, TransportLine } from '../../src/rpc/line/line.ts';
import { SharedLine } from '../../src/rpc/line/shared-line.ts';

/** Two connections of this thread that lead to each other. */
export interface Connected {
  readonly caller: Connection;
  readonly server: Connection;
  /** Closes both ports under the connections. */
  cut(): void;
  /** What open streams would leave behind. */
  leftovers(): number;
}

const lines: Readonly<Record<string, () => { ends: [Line, Line]; cut(): void }>> = {
  'a line of its own': () => ownLines('auto'),
  'a line of its own, native': () => ownLines('native'),
  'a shared port': () => {
    const { port1, port2 } = new MessageChannel();
    return { ends: [new SharedLine(port1, registeredAs(port1)!), new SharedLine(port2, registeredAs(port2)!)], cut: () => port1.close() };
  },
  'a foreign port': () => {
    const { port1, port2 } = new NodeMessageChannel();
    return { ends: [new ForeignLine(port1), new ForeignLine(port2)], cut: () => port1.close() };
  },
};

function ownLines(kind: 'auto' | 'native'): { ends: [Line, Line]; cut(): void } {
  const { port1, port2 } = new NodeMessageChannel();
  return {
    ends: [new TransportLine(createWorkerTransport(port1, kind)), new TransportLine(createWorkerTransport(port2, kind))],
    cut: () => port1.close(),
  };
}

/** The names of all that can be between two connections. */
export const LINES: readonly string[] = Object.keys(lines);

/** @param name - one of LINES */
export function connect(name: string, root: object, callerRoot: object = {}): Connected {
  const { ends, cut } = lines[name]!();
  const caller = new Connection(ends[0], { kinds: KINDS, peer: 'the server', root: callerRoot });
  const server = new Connection(ends[1], { kinds: KINDS, peer: 'the caller', root });
  return { caller, server, cut, leftovers: () => caller.streams.size + server.streams.size };
}
