import type { ExitRecord } from '../thread/exit-record.ts';
import type { ThreadEnd } from '../thread/thread-end.ts';
import type { Endpoint } from './endpoint.ts';

/** What has messages in this thread, for those who move it or share its messages: a port, or a worker. */
export interface Registered {
  readonly endpoint: Endpoint;
  /** Whether it can be moved, as only a port can. */
  readonly isPort: boolean;
  /** Keeps this thread alive for the sake of whoever shares it, as a listener of messages would. */
  hold(yes: boolean): void;
  /** Of a worker, of which nothing comes any more: calls `listener` once its end is known. */
  whenEnded?(listener: (end: ThreadEnd) => void): void;
  /** Of a worker: what it leaves for those who cannot wait for that. */
  readonly exitRecord?: ExitRecord;
  /** Of a port: the other end of a channel that heddle made in this thread. */
  other?: object | undefined;
}

const registered = new WeakMap<object, Registered>();

export function register(target: object, entry: Registered): void {
  registered.set(target, entry);
}

export function registeredAs(target: object): Registered | undefined {
  return registered.get(target);
}

/** The endpoint of a port; undefined for everything else, workers among it. */
export function endpointOf(port: object): Endpoint | undefined {
  const entry = registered.get(port);
  return entry?.isPort === true ? entry.endpoint : undefined;
}
