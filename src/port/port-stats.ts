import { type PortStats, readPort } from '../counters/read-ports.ts';
import { registry } from '../observe/registry.ts';
import type { Transport } from './transport.ts';

/** What one end of a port has done; of one that is closed, until then. */
export function statsOf({ counters }: Transport): PortStats {
  return readPort(registry().counters, counters.figures);
}
