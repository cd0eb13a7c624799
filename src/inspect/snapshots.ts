import type { CounterMemory } from '../counters/counter-memory.ts';
import type { LoggedEvent } from '../counters/events.ts';
import { UNCOUNTED } from '../counters/layout.ts';
import { type PortEnd, readPorts } from '../counters/read-ports.ts';
import { readThreads } from '../counters/read-threads.ts';
import type { Channel, End, Snapshot } from './messages.ts';

/** All that there is at one moment. */
export interface State {
  readonly at: number;
  readonly threads: Snapshot['threads'];
  readonly channels: readonly Channel[];
  readonly uncounted: number;
}

export function readState(counters: CounterMemory): State {
  const threads = readThreads(counters);
  const numbers = new Map(threads.map(({ slot, number }) => [slot, number]));
  const ends = groupByChannel(readPorts(counters));
  return {
    at: Date.now(),
    threads: threads.map(({ slot: _, ...thread }) => thread),
    channels: [...ends].map(([channel, both]) => ({
      channel,
      kind: both[0]!.kind,
      ends: both.map((end) => endOf(end, numbers.get(end.thread) ?? 0)),
    })),
    uncounted: Atomics.load(counters.header, UNCOUNTED),
  };
}

// Node 20 has no Map.groupBy.
function groupByChannel(ends: readonly PortEnd[]): Map<number, PortEnd[]> {
  const groups = new Map<number, PortEnd[]>();
  for (const end of ends) {
    const group = groups.get(end.channel);
    if (group) group.push(end);
    else groups.set(end.channel, [end]);
  }
  return groups;
}

function endOf({ sent, received, paths, bytes, backlog, handling }: PortEnd, thread: number): End {
  const { ring = 0, frame = 0 } = paths;
  return { thread, sent, received, native: sent - ring - frame, ...bytes, backlog, timed: handling.timed, handling: handling.total };
}

/** The snapshots of one page: each has only what changed since the one before. */
export class Snapshots {
  #sent = new Map<number, string>();

  next({ at, threads, channels, uncounted }: State, events: readonly LoggedEvent[], lost: number): Snapshot {
    const texts = new Map(channels.map((channel) => [channel.channel, JSON.stringify(channel.ends)]));
    const changed = channels.filter(({ channel }) => this.#sent.get(channel) !== texts.get(channel));
    const closed = [...this.#sent.keys()].filter((channel) => !texts.has(channel));
    this.#sent = texts;
    return { at, threads, channels: changed, closed, events, lost, uncounted };
  }
}
