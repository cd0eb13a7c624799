import type { LoggedEvent } from '../counters/events.ts';

/** So many events a page gets that is opened later. */
const KEPT = 500;

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
    for (const event of events) {
      if (event.type === 'pool') {
        const key = `pool ${event.thread} ${event.pool}`;
        if (event.stats === undefined) this.#current.delete(key);
        else this.#current.set(key, event);
        continue;
      }
      if (event.type === 'pending') this.#current.set(`call ${event.thread} ${event.call}`, event);
      else if (event.type === 'settled') this.#current.delete(`call ${event.thread} ${event.call}`);
      else this.#recent.push(event);
    }
    if (this.#recent.length > 2 * KEPT) this.#recent = this.#recent.slice(-KEPT);
  }

  all(): LoggedEvent[] {
    return [...this.#recent.slice(-KEPT), ...this.#current.values()].sort((a, b) => a.at - b.at);
  }
}
