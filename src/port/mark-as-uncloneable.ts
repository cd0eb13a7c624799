import { natives } from '#platform';
import { rememberUncloneable } from '../clone/uncloneable.ts';

function mark(object: unknown): void {
  natives.markAsUncloneable(object as object);
  rememberUncloneable(object);
}

/**
 * Marks an object so that it cannot be cloned: `postMessage` throws a `DataCloneError` for it. Undefined where the runtime has no such function.
 *
 * @source Node's `worker_threads.markAsUncloneable`. Deviation: a mark that a program leaves by the runtime's own function, in a thread
 *   where heddle has not replaced it, is not seen by the fast path, because no script can see it.
 */
export const markAsUncloneable: typeof natives.markAsUncloneable | undefined = natives.markAsUncloneable && mark;
