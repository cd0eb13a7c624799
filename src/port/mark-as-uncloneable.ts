import { natives, replaceBuiltin } from '#platform';
import { rememberUncloneable } from '../clone/uncloneable.ts';

type Mark = (object: unknown) => void;

// `supports('markAsUncloneable')`
const native = natives.markAsUncloneable as Mark | undefined;

/**
 * Marks an object so that it cannot be cloned: `postMessage` throws a `DataCloneError` for it. Undefined without `supports('markAsUncloneable')`.
 *
 * @source Node's `worker_threads.markAsUncloneable`
 */
export const markAsUncloneable: Mark | undefined =
  native &&
  ((object) => {
    native(object);
    rememberUncloneable(object);
  });

let seen = false;

/**
 * Lets the codec know what the program marks through the runtime from now on: no script can see such a mark.
 * Called when the first port is made, because importing heddle changes nothing.
 */
export function seeMarks(): void {
  if (seen || !markAsUncloneable) return;
  seen = true;
  replaceBuiltin('markAsUncloneable', markAsUncloneable);
}
