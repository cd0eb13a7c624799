import { setApart } from './set-apart.ts';

// The mark that a runtime's own `markAsUncloneable()` leaves cannot be seen by script, so it is kept here as well.
const marked = new WeakSet<object>();

/**
 * Remembers that `value` must not be cloned. The codec then leaves the message to the runtime, which has been told too and throws the `DataCloneError`.
 * As in Node, a mark on an `ArrayBuffer` or a view of one has no effect, and primitives are ignored.
 */
export function rememberUncloneable(value: unknown): void {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return;
  marked.add(value);
  setApart(value);
}

export function isMarkedUncloneable(value: object): boolean {
  return marked.has(value);
}
