import { clock } from '#platform';
import type { CounterMemory } from '../counters/counter-memory.ts';
import { UNCOUNTED } from '../counters/layout.ts';
import { readThreads } from '../counters/read-threads.ts';
import type { ChannelReader } from './channel-reader.ts';
import type { Channel, Snapshot } from './messages.ts';

/** All that there is at one moment. */
export interface State {
  readonly at: number;
  readonly threads: Snapshot['threads'];
  readonly channels: readonly Channel[];
  readonly uncounted: number;
}

export function readState(counters: CounterMemory, reader: ChannelReader): State {
  return {
    at: clock.sinceEpoch(),
    threads: readThreads(counters).map(({ slot: _, ...thread }) => thread),
    channels: reader.read(),
    // Pairs with the add in the constructor of PortCounters.
    uncounted: Atomics.load(counters.header, UNCOUNTED),
  };
}

/** The snapshots of one page: each has only what changed since the one before. */
export class Snapshots {
  #sent = new Map<number, Channel>();

  next({ at, threads, channels, uncounted }: State, told: Pick<Snapshot, 'events' | 'current' | 'lost' | 'dropped'>): Snapshot {
    const now = new Map(channels.map((channel) => [channel.channel, channel]));
    const changed = channels.filter((channel) => this.#sent.get(channel.channel) !== channel);
    const closed = [...this.#sent.keys()].filter((channel) => !now.has(channel));
    this.#sent = now;
    return { at, threads, channels: changed, closed, uncounted, ...told };
  }
}
