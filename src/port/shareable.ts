import type { Endpoint } from './endpoint.ts';
import type { ThreadEnd } from '../thread/thread-end.ts';
import type { Will } from '../thread/exit-record.ts';

/** What whoever shares the messages of a port or worker needs of it. */
export interface Shareable {
  readonly endpoint: Endpoint;
  /** Keeps this thread alive for the sake of whoever shares it, as a listener of messages would. */
  hold(yes: boolean): void;
  /** Of a worker, of which nothing comes any more: calls `listener` once its end is known. */
  whenEnded?(listener: (end: ThreadEnd) => void): void;
  /** Of a worker: what it leaves for those who cannot wait for that. */
  readonly will?: Will;
}

/** The ports and workers of this thread whose messages can be shared. */
const shareables = new WeakMap<object, Shareable>();

export function registerShareable(target: object, shareable: Shareable): void {
  shareables.set(target, shareable);
}

export function shareableOf(target: object): Shareable | undefined {
  return shareables.get(target);
}
