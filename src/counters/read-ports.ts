import type { CounterMemory } from './counter-memory.ts';
import * as layout from './layout.ts';

/** What one end of a port has done. Bytes of messages that took the ring are exact; of others see docs/guide/metrics.md. */
export interface PortStats {
  /** A number that both ends have, and no other port of the process. */
  readonly channel: number;
  /** What the port is for: a program's own channel, the messages of a worker, or calls. */
  readonly kind: layout.PortKind;
  /** Messages sent from this end. */
  readonly sent: number;
  /** Messages that arrived at this end. */
  readonly received: number;
  /** Messages sent to this end that have not arrived yet; undefined when the other end is not heddle's, or its thread is gone. */
  readonly queued: number | undefined;
  /** Messages that have arrived and wait for a handler. */
  readonly backlog: number;
  /** What was sent from this end. */
  readonly bytes: { readonly copied: number; readonly moved: number; readonly shared: number };
  /** The messages sent from this end, by the way they took; those of the runtime's own way by the reason. Only what happened is listed. */
  readonly paths: Readonly<Partial<Record<layout.SentPath, number>>>;
  /** How often this end had to wake the other one, and how often this one was woken. */
  readonly wakeUps: { readonly rung: number; readonly woken: number };
  /** How long handlers took, in milliseconds, of the messages that were timed: some of them, while somebody watches. */
  readonly handling: { readonly timed: number; readonly total: number };
}

/** One end as a reader of all of them sees it. */
export interface PortEnd extends Omit<PortStats, 'queued'> {
  /** A number that no other end has had. */
  readonly number: number;
  /** The slot of its thread. */
  readonly thread: number;
  readonly opened: number;
}

/** @returns undefined when the slot got another port while it was read */
function readEnd(counters: CounterMemory, slot: number): PortEnd | undefined {
  // Pairs with the exchange in CounterMemory.takePort() and the store in freePort(). It does not make the figures readable: their NUMBER tells.
  const owner = Atomics.load(counters.portOwners, slot);
  if (owner === layout.FREE) return undefined;
  const live = counters.port(slot);
  const figures = live.slice();
  if (figures[layout.NUMBER] !== live[layout.NUMBER] || figures[layout.CHANNEL] === 0) return undefined;
  return { ...statsOf(figures), number: figures[layout.NUMBER]!, thread: owner - 1, opened: figures[layout.OPENED]! };
}

function statsOf(figures: Float64Array): Omit<PortStats, 'queued'> {
  const at = (place: number): number => figures[place]!;
  const paths = layout.PATHS.map((path, index) => [path, at(layout.SENT + index)] as const).filter(([, count]) => count > 0);
  return {
    channel: at(layout.CHANNEL),
    kind: layout.KINDS[at(layout.KIND)]!,
    sent: paths.reduce((sum, [, count]) => sum + count, 0),
    received: at(layout.TAKEN),
    backlog: at(layout.BACKLOG),
    bytes: { copied: at(layout.COPIED), moved: at(layout.MOVED), shared: at(layout.SHARED) },
    paths: Object.fromEntries(paths),
    wakeUps: { rung: at(layout.BELLS), woken: at(layout.WOKEN) },
    handling: { timed: at(layout.TIMED), total: at(layout.HANDLING) },
  };
}

/** All ends that are open. */
export function readPorts(counters: CounterMemory): PortEnd[] {
  const ends: PortEnd[] = [];
  // Most slots are free, and pages ask ten times a second.
  for (let slot = 0; slot < counters.portOwners.length; slot += 1) {
    const end = counters.portOwners[slot] === layout.FREE ? undefined : readEnd(counters, slot);
    if (end) ends.push(end);
  }
  return ends;
}

/** The figures of one end, with what the other one tells of it. */
export function readPort(counters: CounterMemory, figures: Float64Array): PortStats {
  const stats = statsOf(figures);
  const peer = readPorts(counters).find(({ channel, number }) => channel === stats.channel && number !== figures[layout.NUMBER]);
  return { ...stats, queued: peer && Math.max(0, peer.sent - stats.received) };
}
