import { MessageChannel as NativeChannel } from 'node:worker_threads';
import { MessageChannel } from '../../src/index.ts';
import { createWorkerTransport } from '../../src/port/create-transport.ts';
import { registeredAs } from '../../src/port/port-registry.ts';
import { Connection } from '../../src/rpc/connection.ts';
import type { ConnectionParts } from '../../src/rpc/connection-parts.ts';
import { ForeignLine } from '../../src/rpc/line/foreign-line.ts';
import { KINDS } from '../../src/rpc/value/kinds.ts';
import { type Line, TransportLine } from '../../src/rpc/line/line.ts';
import { SharedLine } from '../../src/rpc/line/shared-line.ts';

interface LinePair {
  readonly lines: readonly Line[];
  close(): void;
}

function own(transport: 'auto' | 'native'): LinePair {
  const { port1, port2 } = new NativeChannel();
  const lines = [port1, port2].map((port) => new TransportLine(createWorkerTransport(port, transport)));
  return { lines: lines, close: () => port1.close() };
}
function shared(): LinePair {
  const { port1, port2 } = new MessageChannel();
  const lines = [port1, port2].map((port) => new SharedLine(port, registeredAs(port)!));
  return { lines: lines, close: () => port1.close() };
}
function foreign(disguised: boolean): LinePair {
  const { port1, port2 } = new NativeChannel();
  const lines = [port1, port2].map((port) => {
    const bare = {
      postMessage: (message: unknown) => port.postMessage(message),
      on: (type: string, listener: () => void) => port.on(type, listener),
    };
    return new ForeignLine((disguised ? bare : port) as never);
  });
  return { lines: lines, close: () => port1.close() };
}

/** Every kind of line. `telling` ones let a loop see that its signal is aborted. */
export const PAIRS: Readonly<Record<string, { readonly telling: boolean; make(): LinePair }>> = {
  'a line of their own': { telling: true, make: () => own('auto') },
  'a line of their own without rings': { telling: true, make: () => own('native') },
  'a port of heddle': { telling: true, make: shared },
  'a port of the runtime': { telling: true, make: () => foreign(false) },
  'any object with messages': { telling: false, make: () => foreign(true) },
};

/** Two connections of this thread, of which the one that is served has `root`. */
export function connect(
  root: object,
  {
    line = 'a line of their own',
    caller,
    served,
  }: { line?: string; caller?: Partial<ConnectionParts>; served?: Partial<ConnectionParts> } = {},
): { caller: Connection; served: Connection; close(): void } {
  const { lines, close } = PAIRS[line]!.make();
  const [ours, theirs] = lines as [Line, Line];
  return {
    caller: new Connection(ours, { kinds: KINDS, peer: 'the test', ...caller }),
    served: new Connection(theirs, { kinds: KINDS, peer: 'the test', root, ...served }),
    close,
  };
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<any> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Cannot tell the rejection: the promise was fulfilled');
}
