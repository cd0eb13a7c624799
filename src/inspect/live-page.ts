import type { ServerResponse } from '#node';
import type { LoggedEvent } from '../observe/event-log.ts';
import { EVENTS } from '../counters/layout.ts';
import type { MemoryOfEvents } from './memory-of-events.ts';
import { Snapshots, type State } from './snapshots.ts';

/**
 * A page that follows the program. It is sent the next snapshot when it has taken all of the one before, so that of a page that does not read one snapshot
 * and the latest `EVENTS` events are kept: at most some megabytes, however long it does not read.
 */
export class LivePage {
  readonly #response: ServerResponse;
  readonly #memory: MemoryOfEvents;
  readonly #snapshots = new Snapshots();
  /** Those that the page has not been sent, as many as one look at the log can find. */
  #events: LoggedEvent[];
  #dropped = 0;
  /** Whether the page has missed events of calls and pools, so that it is told how they are now. */
  #restates = true;

  constructor(response: ServerResponse, memory: MemoryOfEvents) {
    this.#response = response;
    this.#memory = memory;
    this.#events = memory.recent();
  }

  /** Whether it has taken all that it was sent. */
  get isReading(): boolean {
    return this.#response.writableLength === 0;
  }

  /** Keeps events for the next snapshot; the oldest are dropped when there are too many. */
  add(events: readonly LoggedEvent[]): void {
    this.#events.push(...events);
    const excess = this.#events.length - EVENTS;
    if (excess <= 0) return;
    this.#events = this.#events.slice(excess);
    this.#dropped += excess;
    this.#restates = true;
  }

  /** @param lost - how many events the log itself has lost */
  send(state: State, lost: number): void {
    const snapshot = this.#snapshots.next(state, {
      events: this.#events,
      lost,
      dropped: this.#dropped,
      ...(this.#restates && { current: this.#memory.current() }),
    });
    this.#events = [];
    this.#restates = false;
    this.#response.write(`${JSON.stringify(snapshot)}\n`);
  }
}
