import { natives } from '#platform';
import { newDelivery } from '../core/events/delivery.ts';
import { defineEventHandlers, EventHandlers } from '../core/events/event-handlers.ts';
import { Listeners, type ListenOptions } from '../core/events/listeners.ts';
import { messageErrorEvent, messageEvent } from '../core/events/message-event.ts';
import { plainEvent } from '../core/events/plain-event.ts';
import { attachListeners, defineMethods, nodeMethods, webMethods } from '../core/events/target-methods.ts';
import type { PortStats } from '../counters/read-ports.ts';
import { createTransport } from './create-transport.ts';
import { Endpoint } from './endpoint.ts';
import { statsOf } from './port-stats.ts';
import { type TransferState, unpackPorts } from './port-envelope.ts';
import { sendMessage } from './send-message.ts';
import { register, type Registered } from './port-registry.ts';
import type { TransferArgument } from './transfer-list.ts';
import type { Received, Transport } from './transport.ts';

/**
 * One end of a two-way channel. It can be moved to another thread, also while messages are under way; a message waits
 * until its port has a handler, however late.
 *
 * Both vocabularies work: `port.onmessage = (event) => event.data` and `port.on('message', (data) => …)`.
 *
 * @source https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports and Node's `worker_threads.MessagePort`.
 * Deviation: a listener added with `addEventListener` starts the port, as in Node; HTML waits for `start()`.
 */
export interface MessagePort extends EventTarget {
  onmessage: ((this: MessagePort, event: MessageEvent) => unknown) | null;
  onmessageerror: ((this: MessagePort, event: MessageEvent) => unknown) | null;
  onclose: ((this: MessagePort, event: Event) => unknown) | null;
  /**
   * Sends a copy of `message`. What is listed in `transfer` is moved instead, and unusable here afterwards.
   *
   * @throws DataCloneError with the `path` of the culprit; nothing has been moved then
   * @throws TypeError when the second argument is neither a list nor an object
   */
  postMessage(message: unknown, transfer?: TransferArgument): void;
  /** Starts delivery; setting a handler or adding a listener does it too. */
  start(): void;
  /** Disconnects both ends. What was sent from here before still arrives at the other; here nothing is delivered any more. */
  close(): void;
  /** Lets this port keep the thread alive, whether or not it has a listener. */
  ref(): this;
  /** Lets the thread end although this port has a listener. */
  unref(): this;
  /** Whether this port keeps the thread alive. */
  hasRef(): boolean;
  /** What this end of the channel has done: messages, bytes, the ways they took. Costs nothing while nobody asks. */
  stats(): PortStats;
  on(type: 'message' | 'messageerror', callback: (value: any) => void): this;
  on(type: string, callback: (...values: any[]) => void): this;
  once(type: string, callback: (...values: any[]) => void): this;
  off(type: string, callback: (...values: any[]) => void): this;
  addListener(type: string, callback: (...values: any[]) => void): this;
  removeListener(type: string, callback: (...values: any[]) => void): this;
  removeAllListeners(type?: string): this;
  prependListener(type: string, callback: (...values: any[]) => void): this;
  prependOnceListener(type: string, callback: (...values: any[]) => void): this;
  emit(type: string, ...values: unknown[]): boolean;
  listenerCount(type: string): number;
  eventNames(): string[];
  addEventListener(
    type: string,
    callback: ((event: any) => void) | { handleEvent(event: any): void } | null,
    options?: boolean | ListenOptions,
  ): void;
}

/** What heddle knows about a port that the program holds. */
class PortState implements Registered {
  readonly isPort = true;
  readonly endpoint: Endpoint;
  other: object | undefined;
  readonly listeners: Listeners;
  readonly handlers: EventHandlers;
  /** Everybody who receives the messages, in order; the port itself comes last. */
  readonly #targets: Listeners[];
  #explicitRef: boolean | undefined;
  #held = false;
  #open = true;

  constructor(native: object, transport: Transport) {
    this.endpoint = new Endpoint(transport, this);
    this.listeners = this.#newListeners(native);
    this.#targets = [this.listeners];
    this.handlers = new EventHandlers(this.listeners);
  }

  /** Lets another object receive the messages too. */
  join(target: object): Listeners {
    const listeners = this.#newListeners(target);
    this.#targets.unshift(listeners);
    return listeners;
  }
  #newListeners(target: object): Listeners {
    return new Listeners(target, (type) => {
      if (type === 'message') this.#listenersChanged();
    });
  }

  get #heard(): boolean {
    return this.#targets.some((listeners) => listeners.count('message') > 0);
  }
  get isOpen(): boolean {
    return this.#open;
  }
  get alive(): boolean {
    return this.#open && (this.#explicitRef ?? (this.#heard || this.#held));
  }
  /** For whoever shares the port. */
  hold(yes: boolean): void {
    this.#held = yes;
    this.endpoint.transport.keepAlive(this.alive);
  }
  /** An explicit wish holds, whatever listeners come and go. */
  keepAlive(yes: boolean): void {
    this.#explicitRef = yes;
    this.endpoint.transport.keepAlive(this.alive);
  }
  #listenersChanged(): void {
    this.endpoint.listen(this.#heard);
    this.endpoint.transport.keepAlive(this.alive);
  }

  message(received: Received): void {
    deliver(received, this.#targets);
  }
  closed(): void {
    if (!this.#open) return;
    this.#open = false;
    this.listeners.dispatch(plainEvent('close'));
  }
  gaveUp(): void {
    this.#open = false;
  }
}

/** Every port of this thread that heddle has made or received. */
const states = new WeakMap<object, PortState>();

function stateOf(port: object): PortState {
  const state = states.get(port);
  if (!state) throw new TypeError('Illegal invocation');
  return state;
}

/**
 * The runtime tells a port that it is closed by calling its `dispatchEvent`, with an event of a class of this name, which it gives to no program. Where
 * the class has another name, the port tells.
 */
const CLOSE_EVENT = 'MessagePortCloseEvent';
const { dispatchEvent: dispatchOwn } = webMethods as Pick<EventTarget, 'dispatchEvent'>;
const { dispatchEvent: dispatchNative } = EventTarget.prototype;

/** Leaves the runtime's own word to the transport, which listens on the runtime's side of the port. */
function dispatchEvent(this: MessagePort, event: Event): boolean {
  const native = arguments.length > 0 && event instanceof Event && isWordOfRuntime(this, event);
  return Reflect.apply(native ? dispatchNative : dispatchOwn, this, arguments as never);
}

function isWordOfRuntime(port: MessagePort, event: Event): boolean {
  return event.constructor.name === CLOSE_EVENT || (event.type === 'close' && stateOf(port).isOpen && hasEnded(port));
}

const { ref, unref, hasRef } = natives.MessagePort.prototype as Pick<InstanceType<typeof natives.MessagePort>, 'ref' | 'unref' | 'hasRef'>;

/** Whether the runtime has closed a port: then it keeps no thread alive, even when it is told to. */
function hasEnded(port: object): boolean {
  const before = hasRef.call(port);
  ref.call(port);
  const isThere = hasRef.call(port);
  if (isThere && !before) unref.call(port);
  return !isThere;
}

class PortMethods {
  constructor() {
    throw new TypeError('Illegal constructor');
  }
  postMessage(message: unknown, transfer?: TransferArgument): void {
    const { endpoint } = stateOf(this);
    if (arguments.length === 0) throw new TypeError('Cannot call postMessage: 1 argument required, 0 given');
    sendMessage(endpoint.transport, message, transfer, this);
  }
  start(): void {
    stateOf(this).endpoint.start();
  }
  close(): void {
    stateOf(this).endpoint.disconnect();
  }
  ref(): this {
    stateOf(this).keepAlive(true);
    return this;
  }
  unref(): this {
    stateOf(this).keepAlive(false);
    return this;
  }
  hasRef(): boolean {
    return stateOf(this).alive;
  }
  stats(): PortStats {
    return statsOf(stateOf(this).endpoint.transport);
  }
  static {
    const methods = this.prototype;
    for (const name of ['postMessage', 'start', 'close', 'ref', 'unref', 'hasRef', 'stats'])
      Object.defineProperty(methods, name, { enumerable: true });
    defineMethods(methods, webMethods, nodeMethods, { dispatchEvent });
    defineEventHandlers(methods, ['message', 'messageerror', 'close'], (port) => stateOf(port).handlers);
    // A port is the runtime's own object with these methods in front: so it keeps its identity wherever it is moved,
    // and everything of the runtime that takes a port takes it.
    Object.setPrototypeOf(methods, natives.MessagePort.prototype);
    // Node asks the class whether its instances are event targets.
    Object.setPrototypeOf(this, natives.MessagePort);
    Object.defineProperty(this, 'name', { value: 'MessagePort', configurable: true });
    Object.defineProperty(methods, Symbol.toStringTag, { value: 'MessagePort', configurable: true });
  }
}

export const MessagePort: { new (): MessagePort; prototype: MessagePort } = PortMethods as never;

/**
 * Makes a port of the runtime one of heddle's; the object stays the same.
 *
 * @param transport - how its messages travel; by default as this thread does it
 */
export function adopt(native: object, transport?: Transport): MessagePort {
  if (!states.has(native)) {
    Object.setPrototypeOf(native, PortMethods.prototype);
    const state = new PortState(native, transport ?? createTransport(native, undefined));
    states.set(native, state);
    register(native, state);
    attachListeners(native, state.listeners);
  }
  return native as MessagePort;
}

/** Adopts a port that was moved to this thread, with what came along. */
export function adoptMoved(native: object, { backlog, state }: TransferState): MessagePort {
  const port = adopt(native, createTransport(native, state));
  stateOf(port).endpoint.restore(backlog);
  return port;
}

/** Lets another object, the global one of a worker, receive the messages of a port, before the port does. */
export function joinPort(port: MessagePort, target: object): Listeners {
  return stateOf(port).join(target);
}

/** The message that a transport delivered, and the ports that came with it, made heddle's. */
export function unpackMessage(received: Received): { data: unknown; ports: readonly MessagePort[] } {
  if (received.ports.length === 0) return received as { data: unknown; ports: readonly [] };
  const { data, ports } = unpackPorts(received);
  return { data, ports: ports.map(({ port, transferState }) => adoptMoved(port, transferState)) };
}

/** Fires what a transport delivered on each of `targets`. */
export function deliver(received: Received, targets: readonly Listeners[]): void {
  const id = newDelivery();
  if ('failure' in received) {
    for (const listeners of targets) listeners.dispatch(messageErrorEvent(received.failure), id, targets);
    return;
  }
  const { data, ports } = unpackMessage(received);
  for (const listeners of targets)
    if (!listeners.callWith('message', data, id, targets)) listeners.dispatch(messageEvent(data, ports), id, targets);
}
