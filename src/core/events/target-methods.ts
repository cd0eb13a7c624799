import { wrongType } from '../invalid-argument.ts';
import { ForeignEvent } from './foreign-event.ts';
import { TrustedEvent } from './trusted-event.ts';
import type { EventCallback, ListenOptions, Listeners, NodeCallback } from './listeners.ts';

/** The event listener lists of everything that has one: workers, ports and the global object of a worker. */
const registry = new WeakMap<object, Listeners>();

export function attachListeners(target: object, listeners: Listeners): void {
  registry.set(target, listeners);
}

/** @throws TypeError when `target` is not an event target of heddle; null and undefined mean the global object, as in WebIDL */
export function listenersOf(target: object | null | undefined): Listeners {
  const listeners = registry.get(target ?? globalThis);
  if (!listeners) throw new TypeError('Illegal invocation');
  return listeners;
}

function requireArguments(count: number, given: number, method: string): void {
  if (given < count) throw new TypeError(`Cannot call ${method}: ${count} argument${count > 1 ? 's' : ''} required, ${given} given`);
}

function checkedCallback(callback: unknown, what: string): EventCallback | null {
  if (callback === null || callback === undefined) return null;
  if (typeof callback !== 'function' && typeof callback !== 'object')
    throw wrongType(what, callback, 'a function, an object with handleEvent, or null');
  return callback as EventCallback;
}

/** The methods of `EventTarget`, to be put in front of the runtime's own. https://dom.spec.whatwg.org/#interface-eventtarget */
export const webMethods: object = {
  addEventListener(this: object, type: string, callback: unknown, options?: boolean | ListenOptions): void {
    requireArguments(2, arguments.length, 'addEventListener');
    const listeners = listenersOf(this);
    const checked = checkedCallback(callback, 'a listener');
    const flat: ListenOptions = typeof options === 'object' && options !== null ? options : { capture: Boolean(options) };
    if (flat.signal !== undefined && !(flat.signal instanceof AbortSignal))
      throw wrongType('options.signal', flat.signal, 'an AbortSignal');
    const { signal } = flat;
    const settings = { capture: Boolean(flat.capture), once: Boolean(flat.once), ...(signal && { signal }) };
    if (checked) listeners.add(String(type), checked, settings);
  },
  removeEventListener(this: object, type: string, callback: unknown, options?: boolean | { capture?: boolean }): void {
    requireArguments(2, arguments.length, 'removeEventListener');
    const listeners = listenersOf(this);
    const checked = checkedCallback(callback, 'a listener');
    const capture = typeof options === 'object' && options !== null ? Boolean(options.capture) : Boolean(options);
    if (checked) listeners.remove(String(type), checked, { capture });
  },
  dispatchEvent(this: object, event: Event): boolean {
    requireArguments(1, arguments.length, 'dispatchEvent');
    const listeners = listenersOf(this);
    if (!(event instanceof Event)) throw wrongType('the event', event, 'an Event');
    TrustedEvent.distrust(event);
    // Also one of heddle's own events that is fired again travels as any other event does.
    listeners.dispatch(new ForeignEvent(event));
    return !event.defaultPrevented;
  },
};

function listen(target: object, type: string, callback: unknown, options: { once?: boolean; first?: boolean }): object {
  if (typeof callback !== 'function') throw wrongType('a listener', callback, 'a function');
  const listeners = listenersOf(target);
  const original = callback as NodeCallback & { listener?: NodeCallback };
  listeners.add(String(type), original, { ...options, node: true });
  return target;
}

function stopListening(target: object, type: string, callback: unknown): object {
  listenersOf(target).remove(String(type), callback as NodeCallback, { node: true });
  return target;
}

/** The methods of Node's `EventEmitter`, over the same listeners: callbacks receive values, as `worker_threads` gives them. */
export const nodeMethods: object = {
  on(this: object, type: string, callback: unknown): object {
    return listen(this, type, callback, {});
  },
  addListener(this: object, type: string, callback: unknown): object {
    return listen(this, type, callback, {});
  },
  once(this: object, type: string, callback: unknown): object {
    return listen(this, type, callback, { once: true });
  },
  prependListener(this: object, type: string, callback: unknown): object {
    return listen(this, type, callback, { first: true });
  },
  prependOnceListener(this: object, type: string, callback: unknown): object {
    return listen(this, type, callback, { once: true, first: true });
  },
  off(this: object, type: string, callback: unknown): object {
    return stopListening(this, type, callback);
  },
  removeListener(this: object, type: string, callback: unknown): object {
    return stopListening(this, type, callback);
  },
  removeAllListeners(this: object, type?: string): object {
    listenersOf(this).removeAll(type === undefined ? undefined : String(type));
    return this;
  },
  emit(this: object, type: string, ...values: unknown[]): boolean {
    const listeners = listenersOf(this);
    const heard = listeners.count(String(type)) > 0;
    const event = new CustomEvent(String(type), { detail: values[0] });
    if (heard) listeners.dispatch(new ForeignEvent(event, values));
    return heard;
  },
  listenerCount(this: object, type: string): number {
    return listenersOf(this).count(String(type));
  },
  listeners(this: object, type: string): unknown[] {
    return listenersOf(this).callbacks(String(type));
  },
  rawListeners(this: object, type: string): unknown[] {
    return listenersOf(this).callbacks(String(type));
  },
  eventNames(this: object): string[] {
    return listenersOf(this).types();
  },
  setMaxListeners(this: object): object {
    return this;
  },
  getMaxListeners(): number {
    return Infinity;
  },
};

/** Copies methods onto a prototype as WebIDL operations are: enumerable, writable, configurable. */
export function defineMethods(prototype: object, ...methods: readonly object[]): void {
  for (const set of methods) Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(set));
}
