import type { CounterMemory } from '../counters/counter-memory.ts';
import * as layout from '../counters/layout.ts';
import type { Channel, End } from './messages.ts';

/** An end as it was read last. */
interface Known {
  readonly number: number;
  readonly channel: number;
  readonly kind: number;
  readonly end: End;
}

const RING = layout.SENT + layout.PATHS.indexOf('ring');
const FRAME = layout.SENT + layout.PATHS.indexOf('frame');

/**
 * Reads all channels, ten times a second and thousands of them: what has not changed since is the same object again, so that nobody has to
 * look at it.
 */
export class ChannelReader {
  readonly #counters: CounterMemory;
  /** All slots of ports, one after the other. */
  readonly #figures: Float64Array;
  readonly #threads: Float64Array;
  readonly #known: (Known | undefined)[] = [];
  #channels = new Map<number, Channel>();

  constructor(counters: CounterMemory) {
    this.#counters = counters;
    this.#figures = new Float64Array(counters.memory, layout.PORTS_AT, layout.PORTS * layout.PORT_DOUBLES);
    this.#threads = new Float64Array(counters.memory, layout.THREADS_AT, layout.THREADS * layout.THREAD_DOUBLES);
  }

  read(): Channel[] {
    const { portOwners } = this.#counters;
    const found = new Map<number, Known[]>();
    for (let slot = 0; slot < portOwners.length; slot += 1) {
      const owner = portOwners[slot]!;
      const known = owner === layout.FREE ? undefined : this.#end(slot, owner - 1);
      this.#known[slot] = known;
      if (!known) continue;
      const both = found.get(known.channel);
      if (both) both.push(known);
      else found.set(known.channel, [known]);
    }
    const channels = new Map<number, Channel>();
    for (const [channel, both] of found) {
      const before = this.#channels.get(channel);
      const isSame = before?.ends.length === both.length && both.every(({ end }, index) => before.ends[index] === end);
      channels.set(channel, isSame ? before : { channel, kind: layout.KINDS[both[0]!.kind]!, ends: both.map(({ end }) => end) });
    }
    this.#channels = channels;
    return [...channels.values()];
  }

  #end(slot: number, thread: number): Known | undefined {
    const figures = this.#figures;
    const at = slot * layout.PORT_DOUBLES;
    const number = figures[at + layout.NUMBER]!;
    const received = figures[at + layout.TAKEN]!;
    const backlog = figures[at + layout.BACKLOG]!;
    let sent = 0;
    for (let path = layout.SENT; path < layout.SENT + layout.PATHS.length; path += 1) sent += figures[at + path]!;
    const before = this.#known[slot];
    if (before?.number === number && before.end.sent === sent && before.end.received === received && before.end.backlog === backlog)
      return before;
    const end: End = {
      thread: this.#threads[thread * layout.THREAD_DOUBLES + layout.THREAD_NUMBER]!,
      sent,
      received,
      native: sent - figures[at + RING]! - figures[at + FRAME]!,
      copied: figures[at + layout.COPIED]!,
      moved: figures[at + layout.MOVED]!,
      shared: figures[at + layout.SHARED]!,
      backlog,
      timed: figures[at + layout.TIMED]!,
      handling: figures[at + layout.HANDLING]!,
    };
    const channel = figures[at + layout.CHANNEL]!;
    // The slot has become that of another port meanwhile, or is not filled yet.
    if (channel === 0 || figures[at + layout.NUMBER] !== number) return undefined;
    return { number, channel, kind: figures[at + layout.KIND]!, end };
  }
}
