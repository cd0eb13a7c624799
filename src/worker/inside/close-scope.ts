import { clock } from '#platform';
import type { Endpoint } from '../../port/endpoint.ts';
import type { Exit } from './exit.ts';

/**
 * The `close()` of a worker: no further task runs, but the current one runs to its end, microtasks included, and what it
 * posts is delivered.
 *
 * @source https://html.spec.whatwg.org/multipage/workers.html#close-a-worker
 */
export function closeScope(endpoint: Endpoint, exit: Exit): void {
  endpoint.giveUp();
  // A tick runs before the microtasks; a tick that a microtask asks for runs after all of them.
  clock.nextTick(() => clock.queueMicrotask(() => clock.nextTick(() => exit(undefined, 'close() was called'))));
}
