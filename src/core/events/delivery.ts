/** One event on its way to its listeners, on one target or on several. */
export interface Delivery {
  /** A number of its own. */
  id: number;
  /** The type that a listener of Node's vocabulary is hearing at the moment; undefined in all other listeners, and outside. */
  heard: string | undefined;
}

let last = 0;

// A registry: the delivery of this thread that is under way.
export const delivery: Delivery = { id: 0, heard: undefined };

export function newDelivery(): number {
  return ++last;
}
