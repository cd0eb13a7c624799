import { delivery, isHeardBy } from './delivery.ts';
import type { Listeners } from './listeners.ts';

export type EventHandler = ((this: unknown, event: never) => unknown) | null;

type Handler = (...values: unknown[]) => unknown;

interface Slot {
  handler: Handler;
  readonly listener: (this: unknown, event: Event) => void;
  /** The latest deliveries in which the handler got the event itself, and was called by a bridge. */
  delivered: number;
  bridged: number;
}

/** What bridges get in the place of handlers, and the handlers. */
const originals = new WeakMap<object, Handler>();

/**
 * The event handler attributes (`onmessage`, …) of one target: a handler takes its place among the listeners at its first
 * assignment, keeps it while it is exchanged, and gives it up with null.
 * https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes
 *
 * Programs that were written for the emitters of Node know such an attribute as a mere property, which they call themselves:
 * `worker.on('message', (data) => worker.onmessage({ data }))`. So a handler that is read inside of a listener of that kind comes as a proxy, which sees
 * whether it is called there. Whichever call comes first in a delivery, that of such a bridge or that with the event, is the one.
 */
export class EventHandlers {
  readonly #listeners: Listeners;
  readonly #slots = new Map<string, Slot>();
  readonly #spreadsErrors: boolean;

  /**
   * @param spreadsErrors - whether `onerror` is called with message, filename, line, column and error, and prevents the
   *   default by returning true, as it does on a global object
   */
  constructor(listeners: Listeners, spreadsErrors = false) {
    this.#listeners = listeners;
    this.#spreadsErrors = spreadsErrors;
  }

  get(type: string): EventHandler {
    const slot = this.#slots.get(type);
    if (!slot) return null;
    return isHeardBy(this.#listeners, type) && typeof slot.handler === 'function' ? bridgeTo(slot, type) : slot.handler;
  }

  /** Whatever is neither a function nor an object means null: `[LegacyTreatNonObjectAsNull]`. */
  set(type: string, given: unknown): void {
    const value = typeof given === 'function' ? (originals.get(given) ?? given) : given;
    const slot = this.#slots.get(type);
    if (value === null || (typeof value !== 'function' && typeof value !== 'object')) {
      if (!slot) return;
      this.#slots.delete(type);
      this.#listeners.remove(type, slot.listener);
    } else if (slot) slot.handler = value as Handler;
    else this.#activate(type, value as Handler);
  }

  #activate(type: string, handler: Handler): void {
    const spreads = this.#spreadsErrors && type === 'error';
    const slot: Slot = {
      handler,
      delivered: 0,
      bridged: 0,
      // https://html.spec.whatwg.org/multipage/webappapis.html#the-event-handler-processing-algorithm
      listener(event) {
        if (typeof slot.handler !== 'function' || slot.bridged === delivery.id) return;
        slot.delivered = delivery.id;
        const details = event as Event & Record<'message' | 'filename' | 'lineno' | 'colno' | 'error', unknown>;
        const values =
          spreads && 'lineno' in event ? [details.message, details.filename, details.lineno, details.colno, details.error] : [event];
        const result: unknown = Reflect.apply(slot.handler, this, values);
        if (spreads ? result === true : result === false) event.preventDefault();
      },
    };
    this.#slots.set(type, slot);
    this.#listeners.add(type, slot.listener);
  }
}

/** The handler of a slot as a listener of Node's vocabulary sees it. Kept for later it is the handler, and nothing else. */
function bridgeTo(slot: Slot, type: string): Handler {
  const bridge = new Proxy(slot.handler, {
    apply(handler, self, values) {
      if (delivery.heard === type) {
        if (slot.delivered === delivery.id) return undefined;
        slot.bridged = delivery.id;
      }
      return Reflect.apply(handler, self, values);
    },
  });
  originals.set(bridge, slot.handler);
  return bridge;
}

/** Defines `on<type>` accessors on `prototype`, which look up the handlers of the object they are used on. */
export function defineEventHandlers(prototype: object, types: readonly string[], handlersOf: (target: object) => EventHandlers): void {
  for (const type of types) {
    Object.defineProperty(prototype, `on${type}`, {
      get(this: object) {
        return handlersOf(this).get(type);
      },
      set(this: object, value: unknown) {
        handlersOf(this).set(type, value);
      },
      enumerable: true,
      configurable: true,
    });
  }
}
