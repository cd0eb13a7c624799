import { clock } from '#platform';
import { wrongType } from '../invalid-argument.ts';
import { delivery, newDelivery } from './delivery.ts';
import { ForeignEvent } from './foreign-event.ts';
import { TrustedEvent } from './trusted-event.ts';

export type EventCallback = ((this: unknown, event: never) => unknown) | { handleEvent(event: never): unknown };
export type NodeCallback = (this: unknown, ...values: never[]) => unknown;

export interface ListenOptions {
  capture?: boolean;
  once?: boolean;
  /** Accepted and without effect: nothing that heddle fires scrolls. */
  passive?: boolean;
  signal?: AbortSignal;
}

interface Listener {
  readonly callback: EventCallback | NodeCallback;
  /** A node-style listener receives values instead of an event. */
  readonly node: boolean;
  readonly capture: boolean;
  readonly once: boolean;
  removed: boolean;
}

/** How an event travels; the static side of {@link TrustedEvent} and {@link ForeignEvent}. */
interface Dispatch<E> {
  begin(event: E, target: object): void;
  end(event: E): void;
  stopped(event: E): boolean;
  nodeArguments(event: E): readonly unknown[];
}

const NONE: readonly Listener[] = [];

function isCapturing({ capture }: Listener): boolean {
  return capture;
}

/** Reports an exception of a listener the way the runtime reports one that nobody caught. */
function report(error: unknown): void {
  const { reportError } = globalThis as { reportError?: (error: unknown) => void };
  if (typeof reportError === 'function') reportError(error);
  else
    clock.queueMicrotask(() => {
      throw error;
    });
}

/**
 * The event listener list of one target: https://dom.spec.whatwg.org/#eventtarget, and Node's vocabulary in the same
 * order of registration. The runtime's own EventTarget cannot serve: it does not tell when the last listener of a type
 * goes (which releases a worker), cannot be the global object, and costs a microsecond for each message.
 */
export class Listeners {
  readonly #target: object;
  readonly #lists = new Map<string, readonly Listener[]>();
  /** What `#list()` was asked for last: to hash the same name again costs a fifth of delivering a short message. */
  #latestType: string | undefined = undefined;
  #latest: readonly Listener[] = NONE;
  readonly #changed: (type: string) => void;

  /** @param changed - called after the listeners of a type have become more or fewer */
  constructor(target: object, changed: (type: string) => void) {
    this.#target = target;
    this.#changed = changed;
  }

  count(type: string): number {
    return this.#lists.get(type)?.length ?? 0;
  }
  types(): string[] {
    return [...this.#lists.keys()];
  }
  callbacks(type: string): (EventCallback | NodeCallback)[] {
    return (this.#lists.get(type) ?? []).map((listener) => listener.callback);
  }

  // https://dom.spec.whatwg.org/#add-an-event-listener
  add(type: string, callback: EventCallback | NodeCallback, options: ListenOptions & { node?: boolean; first?: boolean } = {}): void {
    const { capture = false, once = false, node = false, first = false, signal } = options;
    if (signal?.aborted) return;
    const list = this.#lists.get(type) ?? [];
    // An EventEmitter may hold one function several times, an EventTarget may not.
    if (!node && list.some((other) => !other.node && other.callback === callback && other.capture === capture)) return;
    const listener: Listener = { callback, node, capture, once, removed: false };
    this.#replace(type, first ? [listener, ...list] : [...list, listener]);
    signal?.addEventListener('abort', () => this.#drop(type, listener), { once: true });
    this.#changed(type);
  }

  remove(type: string, callback: EventCallback | NodeCallback, options: { capture?: boolean; node?: boolean } = {}): void {
    const { capture = false, node = false } = options;
    const list = this.#lists.get(type) ?? [];
    const found = node
      ? list.findLast((listener) => listener.callback === callback)
      : list.find((listener) => !listener.node && listener.callback === callback && listener.capture === capture);
    if (found) this.#drop(type, found);
  }

  removeAll(type?: string): void {
    for (const name of type === undefined ? this.types() : [type]) {
      for (const listener of this.#lists.get(name) ?? []) listener.removed = true;
      if (!this.#lists.has(name)) continue;
      this.#replace(name, NONE);
      this.#changed(name);
    }
  }

  #drop(type: string, listener: Listener): void {
    if (listener.removed) return;
    listener.removed = true;
    // Lists are replaced, never changed: a dispatch under way goes on over the list that it began with.
    const rest = this.#lists.get(type)!.filter((other) => other !== listener);
    this.#replace(type, rest);
    this.#changed(type);
  }

  #replace(type: string, list: readonly Listener[]): void {
    if (list.length > 0) this.#lists.set(type, list);
    else this.#lists.delete(type);
    this.#latestType = undefined;
  }

  #list(type: string): readonly Listener[] {
    if (this.#latestType !== type) {
      this.#latest = this.#lists.get(type) ?? NONE;
      this.#latestType = type;
    }
    return this.#latest;
  }

  /**
   * Calls the listeners of `type` with `value` alone, unless one of them wants an event. Making one costs more than everything
   * else that is done for a short message.
   *
   * @param id - of the delivery, where several targets get the same event
   * @param among - the listeners of all of them
   * @returns false when an event has to be dispatched; then nobody has been called
   */
  callWith(type: string, value: unknown, id: number = newDelivery(), among: object = this): boolean {
    const list = this.#list(type);
    for (const listener of list) if (!listener.node) return false;
    const { id: outerId, heard: outerHeard, among: outerAmong } = delivery;
    delivery.id = id;
    delivery.among = among;
    for (const listener of list) {
      if (listener.removed) continue;
      if (listener.once) this.#drop(type, listener);
      try {
        delivery.heard = type;
        Reflect.apply(listener.callback as NodeCallback, this.#target, [value] as never[]);
      } catch (error) {
        report(error);
      }
    }
    delivery.id = outerId;
    delivery.heard = outerHeard;
    delivery.among = outerAmong;
    return true;
  }

  /** https://dom.spec.whatwg.org/#concept-event-dispatch for a target without parents. */
  dispatch(event: TrustedEvent | ForeignEvent, id: number = newDelivery(), among: object = this): void {
    const { id: outerId, heard: outerHeard, among: outerAmong } = delivery;
    delivery.id = id;
    delivery.among = among;
    // Not `instanceof`: that would look at the chain of an event, and so load the runtime's class.
    if (TrustedEvent.is(event)) this.#run(event, event, TrustedEvent);
    else this.#run(event, event.subject, ForeignEvent);
    delivery.id = outerId;
    delivery.heard = outerHeard;
    delivery.among = outerAmong;
  }

  #run<E extends { readonly type: string }>(event: E, subject: object, dispatch: Dispatch<E>): void {
    const list = this.#list(event.type);
    dispatch.begin(event, this.#target);
    // Capturing listeners come first, even at the target: https://dom.spec.whatwg.org/#event-path
    const ordered = list.some(isCapturing)
      ? [...list.filter((listener) => listener.capture), ...list.filter((listener) => !listener.capture)]
      : list;
    for (const listener of ordered) {
      if (listener.removed) continue;
      if (listener.once) this.#drop(event.type, listener);
      delivery.heard = listener.node ? event.type : undefined;
      try {
        if (listener.node) Reflect.apply(listener.callback as NodeCallback, this.#target, dispatch.nodeArguments(event) as never[]);
        else this.#callBack(listener.callback, subject);
      } catch (error) {
        report(error);
      }
      if (dispatch.stopped(event)) break;
    }
    dispatch.end(event);
  }

  #callBack(callback: EventCallback, subject: object): void {
    if (typeof callback === 'function') return void Reflect.apply(callback, this.#target, [subject] as never[]);
    const { handleEvent } = callback;
    if (typeof handleEvent !== 'function') throw wrongType('handleEvent of a listener', handleEvent, 'a function');
    Reflect.apply(handleEvent, callback, [subject] as never[]);
  }
}
