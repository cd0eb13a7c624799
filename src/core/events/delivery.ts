/** One event on its way to its listeners, on one target or on several. */
export interface Delivery {
  /** A number of its own. */
  id: number;
  /** The type that a listener of Node's vocabulary is hearing at the moment; undefined in all other listeners, and outside. */
  heard: string | undefined;
  /** Whose listeners get the event: those of one target, or of several. */
  among: object | undefined;
}

let last = 0;

// A registry: the delivery of this thread that is under way.
export const delivery: Delivery = { id: 0, heard: undefined, among: undefined };

export function newDelivery(): number {
  return ++last;
}

/** Whether a listener of Node's vocabulary is hearing an event of `type` at the moment that `listeners` get too. */
export function isHeardBy(listeners: object, type: string): boolean {
  if (delivery.heard !== type) return false;
  const { among } = delivery;
  return among === listeners || (Array.isArray(among) && among.includes(listeners));
}
