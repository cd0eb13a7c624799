import type { LoggedEvent } from '../observe/event-log.ts';
import type { ThreadStats } from '../counters/read-threads.ts';

/**
 * An event of the trace event format, which Perfetto and Chrome's DevTools open. Times are microseconds.
 *
 * @source https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export interface TraceEvent {
  readonly ph: 'M' | 'X' | 's' | 'f' | 'b' | 'e' | 'i' | 'C';
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: string;
  readonly bp?: 'e';
  readonly s?: 'g' | 'p' | 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

/** How wide a sent message is drawn: an arrow needs something to begin at. */
const SEND = 1;

/** Makes events of a trace out of what threads tell. Each thread is a track, under its number. */
export class TraceEvents {
  readonly #pid: number;
  readonly #named = new Map<number, string>();

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** The tracks that are new, or have another name. */
  tracks(threads: readonly ThreadStats[]): TraceEvent[] {
    const events: TraceEvent[] = [];
    for (const { number, name, threadId } of threads) {
      const title = name || `thread ${threadId}`;
      if (this.#named.get(number) === title) continue;
      this.#named.set(number, title);
      events.push({ ph: 'M', name: 'thread_name', pid: this.#pid, tid: number, args: { name: title } });
    }
    return events;
  }

  of(event: LoggedEvent): TraceEvent[] {
    const place = { pid: this.#pid, tid: event.thread, ts: event.at * 1000 };
    switch (event.type) {
      case 'sent': {
        const { channel, nth, path } = event;
        return [
          { ph: 'X', name: 'send', cat: 'message', ...place, dur: SEND, args: { channel, path } },
          { ph: 's', name: 'message', cat: 'message', id: flowOf(event), ...place, args: { nth } },
        ];
      }
      case 'handled': {
        const { channel, nth, took, tasks } = event;
        return [
          {
            ph: 'X',
            name: tasks.join(', ') || 'message',
            // DevTools find the slice of an arrow by category and time.
            cat: 'message',
            ...place,
            dur: took * 1000,
            args: { channel, nth },
          },
          { ph: 'f', bp: 'e', name: 'message', cat: 'message', id: flowOf(event), ...place },
        ];
      }
      case 'called':
        return [{ ph: 'b', name: event.task, cat: 'call', id: `${event.thread}.${event.call}`, ...place }];
      case 'answered':
        return [{ ph: 'e', name: event.task, cat: 'call', id: `${event.thread}.${event.call}`, ...place, args: { failed: event.failed } }];
      case 'worker':
        return [{ ph: 'i', s: 'p', name: `${event.worker || 'worker'}: ${event.what}`, cat: 'worker', ...place, args: { ...event } }];
      case 'error':
        return [{ ph: 'i', s: 'p', name: `${event.worker || 'worker'}: error`, cat: 'worker', ...place, args: { message: event.message } }];
      default:
        return [];
    }
  }

  lost(count: number, at: number): TraceEvent {
    return { ph: 'i', s: 'g', name: `${count} events lost`, cat: 'trace', pid: this.#pid, tid: 0, ts: at * 1000 };
  }
}

/** Both ends say the same of one message. */
function flowOf({ channel, from, nth }: Extract<LoggedEvent, { type: 'sent' | 'handled' }>): string {
  return `${channel}.${from}.${nth}`;
}
