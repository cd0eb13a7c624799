import type { LoggedEvent } from '../../dist/src/observe/event-log.js';
import type { Channel, Snapshot } from '../../dist/src/inspect/messages.js';

export type Thread = Snapshot['threads'][number];
type EventOf<T extends LoggedEvent['type']> = Extract<LoggedEvent, { type: T }>;

/** How much of the past is kept: two minutes, at ten snapshots a second. */
const HISTORY = 1200;
const MOST_EVENTS = 1000;
/** A thread whose figures are older than this is blocked. */
export const BLOCKED_AFTER = 500;

/** A thread that has never measured anything after this is blocked too. */
const STARTS_WITHIN = 3000;

/** What a thread was at each of the last snapshots. */
export interface History {
  readonly at: number[];
  readonly utilization: number[];
  readonly heap: number[];
}

/** Traffic of a second. */
export interface Rate {
  messages: number;
  copied: number;
  moved: number;
  shared: number;
}

/** A channel with what passes through it now. */
export interface Edge {
  readonly channel: Channel;
  readonly from: number;
  /** 0 when the other end is not known. */
  readonly to: number;
  readonly rate: Rate;
  readonly queued: number;
  readonly backlog: number;
  /** Milliseconds that a handler took on average. */
  readonly handling: number | undefined;
  /** Milliseconds that a message waited on average, by Little's law; undefined while nothing is received. */
  readonly waiting: number | undefined;
}

interface Sample {
  readonly at: number;
  readonly totals: Rate & { received: number };
  readonly queued: number;
}

/** All that the page shows, made of the snapshots that have come. */
export class Store {
  at = 0;
  isLive = false;
  threads: readonly Thread[] = [];
  edges: readonly Edge[] = [];
  readonly histories = new Map<number, History>();
  readonly pending = new Map<string, EventOf<'pending'>>();
  readonly pools = new Map<string, EventOf<'pool'>>();
  errors: EventOf<'error'>[] = [];
  events: LoggedEvent[] = [];
  lost = 0;
  uncounted = 0;
  dropped = 0;
  #begun = 0;
  #edges = new Map<number, Edge>();
  #byNumber = new Map<number, Thread>();
  readonly #channels = new Map<number, Channel>();
  readonly #samples = new Map<number, Sample[]>();

  add(snapshot: Snapshot): void {
    this.#begun ||= snapshot.at;
    this.at = snapshot.at;
    this.isLive = true;
    this.threads = snapshot.threads;
    this.#byNumber = new Map(snapshot.threads.map((thread) => [thread.number, thread]));
    this.lost = snapshot.lost;
    this.uncounted = snapshot.uncounted;
    this.dropped = snapshot.dropped;
    for (const channel of snapshot.channels) this.#channels.set(channel.channel, channel);
    for (const number of snapshot.closed) {
      this.#channels.delete(number);
      this.#samples.delete(number);
    }
    this.#edges = new Map([...this.#channels].map(([number, channel]) => [number, this.#edge(channel)]));
    this.edges = [...this.#edges.values()];
    for (const thread of snapshot.threads) this.#remember(thread);
    for (const number of this.histories.keys()) if (!this.#byNumber.has(number)) this.histories.delete(number);
    for (const event of snapshot.events) this.#take(event);
    if (snapshot.current) {
      this.pending.clear();
      this.pools.clear();
      for (const event of snapshot.current) this.#keep(event);
    }
    // What a thread has not taken back before it ended, or what was lost of it.
    for (const current of [this.pending, this.pools]) for (const [key, { thread }] of current) if (!this.#runs(thread)) current.delete(key);
  }

  edge(channel: number): Edge | undefined {
    return this.#edges.get(channel);
  }
  isBlocked(thread: Thread): boolean {
    if (thread.state === 'ended') return false;
    // One that was blocked before anybody watched has never measured anything; one that starts has not yet.
    if (thread.at === 0) return this.at - Math.max(thread.started, this.#begun) > STARTS_WITHIN;
    return this.at - thread.at > BLOCKED_AFTER;
  }
  nameOf(number: number): string {
    const thread = this.#byNumber.get(number);
    return thread ? nameOf(thread) : 'outside';
  }

  #remember(thread: Thread): void {
    let history = this.histories.get(thread.number);
    if (!history) this.histories.set(thread.number, (history = { at: [], utilization: [], heap: [] }));
    if (thread.state === 'ended') return;
    history.at.push(this.at / 1000);
    // A thread that is blocked is as busy as can be, and cannot say so.
    history.utilization.push(this.isBlocked(thread) ? 100 : thread.utilization * 100);
    history.heap.push(thread.heapUsed / 2 ** 20);
    if (history.at.length > HISTORY) for (const values of Object.values(history) as number[][]) values.shift();
  }

  #edge(channel: Channel): Edge {
    const [first, second] = channel.ends;
    const sum = (pick: (end: Channel['ends'][number]) => number): number => channel.ends.reduce((total, end) => total + pick(end), 0);
    const totals = {
      messages: sum((end) => end.sent),
      copied: sum((end) => end.copied),
      moved: sum((end) => end.moved),
      shared: sum((end) => end.shared),
      received: sum((end) => end.received),
    };
    const queued = second ? Math.max(0, totals.messages - totals.received) : 0;
    const samples = this.#samples.get(channel.channel) ?? [];
    samples.push({ at: this.at, totals, queued });
    while (samples.length > 11) samples.shift();
    this.#samples.set(channel.channel, samples);
    const oldest = samples[0]!;
    const seconds = Math.max(0.1, (this.at - oldest.at) / 1000);
    const per = (name: keyof Rate): number => Math.max(0, (totals[name] - oldest.totals[name]) / seconds);
    const received = (totals.received - oldest.totals.received) / seconds;
    const meanQueued = samples.reduce((total, sample) => total + sample.queued, 0) / samples.length;
    const timed = sum((end) => end.timed);
    return {
      channel,
      from: first?.thread ?? 0,
      to: second?.thread ?? 0,
      rate: { messages: per('messages'), copied: per('copied'), moved: per('moved'), shared: per('shared') },
      queued,
      backlog: sum((end) => end.backlog),
      handling: timed > 0 ? sum((end) => end.handling) / timed : undefined,
      waiting: received > 0 ? (meanQueued / received) * 1000 : undefined,
    };
  }

  #runs(number: number): boolean {
    const thread = this.#byNumber.get(number);
    // Of 0 are all threads that found no place to count in.
    return number === 0 || (thread !== undefined && thread.state !== 'ended');
  }

  /** @returns whether it is something to be listed among the events */
  #keep(event: LoggedEvent): boolean {
    if (event.type === 'pool') {
      const key = `${event.thread} ${event.pool}`;
      if (event.stats === undefined) this.pools.delete(key);
      else this.pools.set(key, event);
      return false;
    }
    if (event.type === 'pending') this.pending.set(`${event.thread} ${event.call}`, event);
    else if (event.type === 'settled') this.pending.delete(`${event.thread} ${event.call}`);
    return true;
  }

  #take(event: LoggedEvent): void {
    if (!this.#keep(event)) return;
    if (event.type === 'error') this.errors = [event, ...this.errors].slice(0, 50);
    this.events = [event, ...this.events].slice(0, MOST_EVENTS);
  }
}

export function nameOf({ name, threadId, number }: Thread): string {
  return name || (threadId >= 0 ? `thread ${threadId}` : `thread #${number}`);
}
