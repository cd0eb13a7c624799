import type { CloseEvent } from '../../core/events/close-event.ts';
import type { ErrorEvent } from '../../core/events/error-event.ts';
import type { ListenOptions } from '../../core/events/listeners.ts';

type Callback<E> = ((this: unknown, event: E) => unknown) | { handleEvent(event: E): unknown } | null;

/** The events of a worker as the Web shows them. */
export interface WorkerEventMap {
  /** The script has run to its end, its top-level `await`s included. Bun. */
  open: Event;
  /** A message of the worker. HTML. */
  message: MessageEvent;
  /** A message that could not be read. HTML. */
  messageerror: MessageEvent;
  /** An error that nobody in the worker caught; the worker ends with code 1. HTML. */
  error: ErrorEvent;
  /** The worker has ended; fired once and last. Bun. */
  close: CloseEvent;
  /** The thread has begun to run JavaScript. Node. */
  online: Event;
  /** The same moment as `close`. Node. */
  exit: Event;
}

/** The same events as Node's listeners receive them. */
export interface WorkerValueMap {
  open: [];
  message: [data: any];
  messageerror: [error: Error];
  error: [error: any];
  close: [code: number];
  online: [];
  exit: [code: number];
}

/** Listening to a worker, in the vocabulary of the Web and in that of Node; both share one order of registration. */
export interface WorkerEvents extends EventTarget {
  addEventListener<K extends keyof WorkerEventMap>(type: K, callback: Callback<WorkerEventMap[K]>, options?: boolean | ListenOptions): void;
  addEventListener(type: string, callback: Callback<Event>, options?: boolean | ListenOptions): void;
  removeEventListener<K extends keyof WorkerEventMap>(
    type: K,
    callback: Callback<WorkerEventMap[K]>,
    options?: boolean | { capture?: boolean },
  ): void;
  removeEventListener(type: string, callback: Callback<Event>, options?: boolean | { capture?: boolean }): void;
  on<K extends keyof WorkerValueMap>(type: K, callback: (...values: WorkerValueMap[K]) => void): this;
  on(type: string, callback: (...values: any[]) => void): this;
  once<K extends keyof WorkerValueMap>(type: K, callback: (...values: WorkerValueMap[K]) => void): this;
  once(type: string, callback: (...values: any[]) => void): this;
  addListener<K extends keyof WorkerValueMap>(type: K, callback: (...values: WorkerValueMap[K]) => void): this;
  addListener(type: string, callback: (...values: any[]) => void): this;
  prependListener(type: string, callback: (...values: any[]) => void): this;
  prependOnceListener(type: string, callback: (...values: any[]) => void): this;
  off(type: string, callback: (...values: any[]) => void): this;
  removeListener(type: string, callback: (...values: any[]) => void): this;
  removeAllListeners(type?: string): this;
  emit(type: string, ...values: unknown[]): boolean;
  listenerCount(type: string): number;
  listeners(type: string): Function[];
  eventNames(): string[];
}
