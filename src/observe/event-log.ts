import * as layout from '../counters/layout.ts';
import { clock, sharedText } from '#platform';
import { type CounterMemory, currentRegistry } from '../counters/counter-memory.ts';
import { timing } from '../counters/timing.ts';

// An entry: its number and one (i32; 0 while it is written), its length (i32), and the event as JSON.
const HEAD = 8;
const ROOM = layout.EVENT_BYTES - HEAD;
/** Of text that is too long only the beginning is kept. */
const LONGEST_TEXT = 180;
const LONGEST_LIST = 3;
/** A writer that was killed leaves its entry unfinished: it is passed over after so many looks. */
const PATIENCE = 20;

/** Tells those who watch of something; does nothing while nobody does. */
export function logEvent(event: ThreadEvent): void {
  const registry = currentRegistry();
  if (!timing.watched || !registry) return;
  const { counters, thread } = registry;
  const logged = {
    at: clock.sinceEpoch(),
    ...event,
    thread: thread < 0 ? 0 : counters.thread(thread)[layout.THREAD_NUMBER]!,
  } as LoggedEvent;
  let text = JSON.stringify(logged);
  if (text.length > ROOM / 3 && new TextEncoder().encode(text).length > ROOM) text = JSON.stringify(logged, shorten);
  // Pairs with itself in other threads, of which each gets an entry of its own, and with the loads in EventReader.
  const sequence = Atomics.add(counters.header, layout.EVENTS_WRITTEN, 1);
  const { head, body } = entry(counters, sequence);
  // Readers do not look at it before the last store, which pairs with the loads of EventReader.
  Atomics.store(head, 0, 0);
  head[1] = body.write(text);
  Atomics.store(head, 0, (sequence + 1) | 0);
}

function shorten(_: string, value: unknown): unknown {
  if (Array.isArray(value) && value.length > LONGEST_LIST) return [...(value as unknown[]).slice(0, LONGEST_LIST), '…'];
  return typeof value === 'string' && value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
}

function entry(counters: CounterMemory, sequence: number): { head: Int32Array; body: ReturnType<typeof sharedText> } {
  const at = layout.EVENTS_AT + (sequence & (layout.EVENTS - 1)) * layout.EVENT_BYTES;
  return { head: new Int32Array(counters.memory, at, 2), body: sharedText(counters.memory, at + HEAD, ROOM) };
}

/** Reads the events of all threads in the order in which they were told. */
export class EventReader {
  /** Events that were overwritten before they were read. */
  lost = 0;
  readonly #counters: CounterMemory;
  #next: number;
  #looks = 0;

  /** Events from now on. */
  constructor(counters: CounterMemory) {
    this.#counters = counters;
    // Pairs with the add in logEvent().
    this.#next = Atomics.load(counters.header, layout.EVENTS_WRITTEN);
  }

  read(): LoggedEvent[] {
    const found: LoggedEvent[] = [];
    // Pairs with the add in logEvent(): an entry has its number before it is written, which its head tells.
    const written = Atomics.load(this.#counters.header, layout.EVENTS_WRITTEN);
    const behind = ((written - this.#next) | 0) - layout.EVENTS;
    if (behind > 0) {
      this.lost += behind;
      this.#next = (this.#next + behind) | 0;
    }
    for (; this.#next !== written; this.#next = (this.#next + 1) | 0) {
      const { head, body } = entry(this.#counters, this.#next);
      // Pairs with the last store in logEvent(): the text is there where the number is the expected one.
      const state = Atomics.load(head, 0);
      const expected = (this.#next + 1) | 0;
      // Not begun, so that what was there before still is, or not finished.
      if ((state === 0 || ((state - expected) | 0) < 0) && (this.#looks += 1) < PATIENCE) break;
      this.#looks = 0;
      const text = body.read(head[1]!);
      // Pairs with the stores of logEvent(): it may have been overwritten meanwhile.
      const event = state === expected && Atomics.load(head, 0) === expected ? parse(text) : undefined;
      if (event) found.push(event);
      else this.lost += 1;
    }
    return found;
  }
}

/** @returns undefined for what was cut off, because it was too long in spite of all */
function parse(text: string): LoggedEvent | undefined {
  try {
    return JSON.parse(text) as LoggedEvent;
  } catch {
    return undefined;
  }
}

/** What threads tell those who watch, beside their figures. Times are milliseconds since the epoch. */
export type ThreadEvent =
  | { readonly type: 'worker'; readonly what: 'start' | 'open'; readonly worker: string }
  | { readonly type: 'worker'; readonly what: 'close'; readonly worker: string; readonly exitCode: number; readonly reason: string }
  | { readonly type: 'error'; readonly worker: string; readonly message: string; readonly stack: string }
  | { readonly type: 'warning'; readonly code: string; readonly message: string }
  /** A call that has been waiting for its answer for long; `origin` is where it was made. */
  | {
      readonly type: 'pending';
      readonly call: number;
      readonly task: string;
      readonly peer: string;
      readonly since: number;
      readonly origin: string;
    }
  | { readonly type: 'settled'; readonly call: number; readonly failed: boolean }
  /** Only while traced, as the three below: a message was sent, the nth from this end of its channel (0 or 1). */
  | {
      readonly type: 'sent';
      readonly channel: number;
      readonly from: number;
      readonly nth: number;
      readonly at: number;
      readonly path: string;
    }
  /** One was handled, the nth that came from the other end, with the tasks that it began; `took` in milliseconds. */
  | {
      readonly type: 'handled';
      readonly channel: number;
      readonly from: number;
      readonly nth: number;
      readonly at: number;
      readonly took: number;
      readonly tasks: readonly string[];
    }
  | { readonly type: 'called'; readonly call: number; readonly task: string; readonly at: number }
  | { readonly type: 'answered'; readonly call: number; readonly task: string; readonly at: number; readonly failed: boolean }
  | { readonly type: 'pool'; readonly pool: number; readonly name: string; readonly stats: object | undefined };

/** One as readers see it. */
export type LoggedEvent = ThreadEvent & {
  /** The number of the thread that told it. */
  readonly thread: number;
  readonly at: number;
};
