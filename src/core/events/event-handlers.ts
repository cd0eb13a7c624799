import type { Listeners } from './listeners.ts';

export type EventHandler = ((this: unknown, event: never) => unknown) | null;

interface Slot {
  handler: (...values: unknown[]) => unknown;
  readonly listener: (this: unknown, event: Event) => void;
}

/**
 * The event handler attributes (`onmessage`, …) of one target: a handler takes its place among the listeners at its first
 * assignment, keeps it while it is exchanged, and gives it up with null.
 * https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes
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
    return (this.#slots.get(type)?.handler as EventHandler | undefined) ?? null;
  }

  /** Whatever is neither a function nor an object means null: `[LegacyTreatNonObjectAsNull]`. */
  set(type: string, value: unknown): void {
    const slot = this.#slots.get(type);
    if (value === null || (typeof value !== 'function' && typeof value !== 'object')) {
      if (!slot) return;
      this.#slots.delete(type);
      this.#listeners.remove(type, slot.listener);
    } else if (slot) slot.handler = value as Slot['handler'];
    else this.#activate(type, value as Slot['handler']);
  }

  #activate(type: string, handler: Slot['handler']): void {
    const spreads = this.#spreadsErrors && type === 'error';
    const slot: Slot = {
      handler,
      // https://html.spec.whatwg.org/multipage/webappapis.html#the-event-handler-processing-algorithm
      listener(event) {
        if (typeof slot.handler !== 'function') return;
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
