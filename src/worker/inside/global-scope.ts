import { threads } from '#node';
import { defineEventHandlers, EventHandlers } from '../../core/events/event-handlers.ts';
import type { Listeners } from '../../core/events/listeners.ts';
import { attachListeners, defineMethods, webMethods } from '../../core/events/target-methods.ts';
import type { TransferArgument } from '../../port/transfer-list.ts';
import { WorkerLocation, workerLocation } from './worker-location.ts';
import { WorkerNavigator, workerNavigator } from './worker-navigator.ts';

/** https://html.spec.whatwg.org/multipage/workers.html#the-workerglobalscope-common-interface */
export class WorkerGlobalScope extends EventTarget {
  // oxlint-disable-next-line constructor-super -- never reached: the global object exists before its class does
  constructor() {
    throw new TypeError('Illegal constructor');
    // oxlint-disable-next-line no-unreachable -- the compiler demands it
    super();
  }
  static {
    defineMethods(this.prototype, webMethods);
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'WorkerGlobalScope', configurable: true });
  }
}

/** https://html.spec.whatwg.org/multipage/workers.html#dedicated-workers-and-the-dedicatedworkerglobalscope-interface */
export class DedicatedWorkerGlobalScope extends WorkerGlobalScope {
  static {
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'DedicatedWorkerGlobalScope', configurable: true });
  }
}

/** What the members of the global object do. */
export interface ScopeParts {
  readonly listeners: Listeners;
  readonly name: string;
  readonly location: string;
  postMessage(message: unknown, transfer: TransferArgument): void;
  close(): void;
  importScripts(...urls: string[]): void;
  reportError(error: unknown): void;
}

const HANDLERS = ['message', 'messageerror', 'error', 'languagechange', 'offline', 'online', 'rejectionhandled', 'unhandledrejection'];

/**
 * Makes the global object of this thread that of a dedicated worker. Members are on the object itself, as those of
 * global interfaces are: https://webidl.spec.whatwg.org/#Global
 */
export function becomeWorkerScope(parts: ScopeParts): void {
  const scope = globalThis;
  Object.setPrototypeOf(scope, DedicatedWorkerGlobalScope.prototype);
  // Node's own says `global` and would hide that of the class.
  Reflect.deleteProperty(scope, Symbol.toStringTag);
  attachListeners(scope, parts.listeners);
  const handlers = new EventHandlers(parts.listeners, true);
  defineEventHandlers(scope, HANDLERS, () => handlers);
  const location = workerLocation(parts.location);
  const navigator = workerNavigator((scope as { navigator?: object }).navigator);
  // Platform objects that the structured clone would otherwise turn into empty ones; Node 20 cannot tell it so.
  for (const object of [location, navigator]) threads.markAsUncloneable?.(object);
  readonly({ self: () => scope, location: () => location, navigator: () => navigator });
  replaceable('name', parts.name);
  operations({
    postMessage(message: unknown, transfer?: TransferArgument): void {
      if (arguments.length === 0) throw new TypeError('Cannot call postMessage: 1 argument required, 0 given');
      parts.postMessage(message, transfer);
    },
    close: () => parts.close(),
    importScripts: (...urls: string[]) => parts.importScripts(...urls),
    reportError(error: unknown): void {
      if (arguments.length === 0) throw new TypeError('Cannot call reportError: 1 argument required, 0 given');
      parts.reportError(error);
    },
  });
  classes({ WorkerGlobalScope, DedicatedWorkerGlobalScope, WorkerLocation, WorkerNavigator });
}

function readonly(getters: Record<string, () => unknown>): void {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(globalThis, name, { get, enumerable: true, configurable: true });
  }
}

// https://webidl.spec.whatwg.org/#Replaceable: an assignment puts an ordinary property in its place.
function replaceable(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, {
    get: () => value,
    set(next: unknown) {
      Object.defineProperty(globalThis, name, { value: next, writable: true, enumerable: true, configurable: true });
    },
    enumerable: true,
    configurable: true,
  });
}

function operations(methods: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  }
}

function classes(constructors: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(constructors)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  }
}
