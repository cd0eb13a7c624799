import type { LoggedEvent } from '../observe/event-log.ts';

/** So many events a page gets that is opened later. */
const KEPT = 500;
/** So many calls and pools it is told of. What ends them may have been lost, or its thread has died: the oldest make room. */
const MOST_CURRENT = 1000;

/** Whether it is of interest for a trace only: there are too many for a page. */
export function isTraced({ type }: LoggedEvent): boolean {
  return type === 'sent' || type === 'handled' || type === 'called' || type === 'answered';
}

/** What of the past a page is to see that is opened later. */
export class MemoryOfEvents {
  #recent: LoggedEvent[] = [];
  /** The calls that are not settled, and what each pool told last. */
  readonly #current = new Map<string, LoggedEvent>();

  add(events: readonly LoggedEvent[]): void {
    for (const event of events) this.#add(event);
    if (this.#recent.length > 2 * KEPT) this.#recent = this.#recent.slice(-KEPT);
    for (const key of this.#current.keys()) {
      if (this.#current.size <= MOST_CURRENT) break;
      this.#current.delete(key);
    }
  }

  /** What has happened, the oldest first. */
  recent(): LoggedEvent[] {
    return this.#recent.slice(-KEPT);
  }

  /** The calls that wait and the pools that there are, as far as is known. */
  current(): LoggedEvent[] {
    return [...this.#current.values()];
  }

  #add(event: LoggedEvent): void {
    const pool = event.type === 'pool' ? `pool ${event.thread} ${event.pool}` : '';
    const call = event.type === 'pending' || event.type === 'settled' ? `call ${event.thread} ${event.call}` : '';
    if (event.type === 'settled' || (event.type === 'pool' && event.stats === undefined)) this.#current.delete(pool || call);
    else if (event.type === 'pending' || event.type === 'pool') this.#current.set(pool || call, event);
    else this.#recent.push(event);
  }
}
