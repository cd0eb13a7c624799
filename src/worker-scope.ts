/**
 * Types for the worker side: `import type {} from 'heddle/worker-scope'` makes `self`, `onmessage`, `postMessage` and the rest of a
 * worker's global scope known to TypeScript without the DOM library.
 *
 * @module
 */
import type { ErrorEvent as HeddleErrorEvent } from './core/events/error-event.ts';
import type { TransferArgument } from './port/transfer-list.ts';

type Handler<E> = ((this: unknown, event: E) => unknown) | null;

/** https://html.spec.whatwg.org/multipage/workers.html#worker-locations */
export interface WorkerLocation {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  toString(): string;
}

/** https://html.spec.whatwg.org/multipage/webappapis.html#promiserejectionevent */
export interface PromiseRejectionEvent extends Event {
  readonly promise: Promise<unknown>;
  readonly reason: unknown;
}

/** The events of a worker's global object. */
export interface WorkerScopeEventMap {
  message: MessageEvent;
  messageerror: MessageEvent;
  error: HeddleErrorEvent;
  unhandledrejection: PromiseRejectionEvent;
  rejectionhandled: PromiseRejectionEvent;
}

/** Returning true keeps the worker alive. */
type OnError = ((message: string, filename: string, lineno: number, colno: number, error: unknown) => unknown) | null;

declare global {
  interface DedicatedWorkerGlobalScope extends EventTarget {
    onmessage: Handler<MessageEvent>;
    onmessageerror: Handler<MessageEvent>;
    onerror: OnError;
    onunhandledrejection: Handler<PromiseRejectionEvent>;
    onrejectionhandled: Handler<PromiseRejectionEvent>;
    addEventListener<K extends keyof WorkerScopeEventMap>(
      type: K,
      listener: ((event: WorkerScopeEventMap[K]) => unknown) | { handleEvent(event: WorkerScopeEventMap[K]): unknown } | null,
      options?: boolean | AddEventListenerOptions,
    ): void;
    addEventListener(
      type: string,
      listener: ((event: Event) => unknown) | EventListenerObject | null,
      options?: boolean | AddEventListenerOptions,
    ): void;
  }
  var DedicatedWorkerGlobalScope: { prototype: DedicatedWorkerGlobalScope; new (): DedicatedWorkerGlobalScope };
  var self: DedicatedWorkerGlobalScope & typeof globalThis;
  /** The name given to `new Worker()`. */
  var name: string;
  var location: WorkerLocation;
  // Not `var`: @types/node takes a property `onmessage` of `globalThis` for a sign of the DOM library, and withdraws its own types.
  let onmessage: Handler<MessageEvent>;
  let onmessageerror: Handler<MessageEvent>;
  let onerror: OnError;
  let onunhandledrejection: Handler<PromiseRejectionEvent>;
  let onrejectionhandled: Handler<PromiseRejectionEvent>;
  /** Sends a copy of `message` to the parent; what is listed in `transfer` is moved. @throws DataCloneError with the `path` of the culprit */
  function postMessage(message: unknown, transfer?: TransferArgument): void;
  /** Ends the worker after the current task. */
  function close(): void;
  /** Fetches scripts and runs them in the global scope, in order; throws in a module. */
  function importScripts(...urls: (string | URL)[]): void;
  /** Reports an error as one that nobody caught. */
  function reportError(error: unknown): void;
  function addEventListener<K extends keyof WorkerScopeEventMap>(
    type: K,
    listener: ((event: WorkerScopeEventMap[K]) => unknown) | { handleEvent(event: WorkerScopeEventMap[K]): unknown } | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  function addEventListener(
    type: string,
    listener: ((event: any) => unknown) | EventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  function removeEventListener(
    type: string,
    listener: ((event: any) => unknown) | EventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
  function dispatchEvent(event: Event): boolean;
}
