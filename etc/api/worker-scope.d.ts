export { PromiseRejectionEvent, WorkerLocation, WorkerScopeEventMap };

declare global {
  interface DedicatedWorkerGlobalScope extends EventTarget {
    onmessage: Handler<MessageEvent>;
    onmessageerror: Handler<MessageEvent>;
    onerror: OnError;
    onunhandledrejection: Handler<PromiseRejectionEvent>;
    onrejectionhandled: Handler<PromiseRejectionEvent>;
    addEventListener<K extends keyof WorkerScopeEventMap>(
      type: K,
      listener:
        | ((event: WorkerScopeEventMap[K]) => unknown)
        | {
            handleEvent(event: WorkerScopeEventMap[K]): unknown;
          }
        | null,
      options?: boolean | AddEventListenerOptions,
    ): void;
    addEventListener(
      type: string,
      listener: ((event: Event) => unknown) | EventListenerObject | null,
      options?: boolean | AddEventListenerOptions,
    ): void;
  }
  var DedicatedWorkerGlobalScope: {
    prototype: DedicatedWorkerGlobalScope;
    new (): DedicatedWorkerGlobalScope;
  };
  var self: DedicatedWorkerGlobalScope & typeof globalThis;
  var name: string;
  var location: WorkerLocation;
  let onmessage: Handler<MessageEvent>;
  let onmessageerror: Handler<MessageEvent>;
  let onerror: OnError;
  let onunhandledrejection: Handler<PromiseRejectionEvent>;
  let onrejectionhandled: Handler<PromiseRejectionEvent>;
  function postMessage(message: unknown, transfer?: TransferArgument): void;
  function close(): void;
  function importScripts(...urls: (string | URL)[]): void;
  function reportError(error: unknown): void;
  function addEventListener<K extends keyof WorkerScopeEventMap>(
    type: K,
    listener:
      | ((event: WorkerScopeEventMap[K]) => unknown)
      | {
          handleEvent(event: WorkerScopeEventMap[K]): unknown;
        }
      | null,
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

declare interface ErrorEvent extends Event {
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly error: unknown;
}

declare const ErrorEvent: ErrorEventClass;

declare type ErrorEventClass = {
  readonly name: string;
  new (type: string, init?: ErrorEventInit): ErrorEvent;
  prototype: ErrorEvent;
};

declare interface ErrorEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  message?: string;
  filename?: string;
  lineno?: number;
  colno?: number;
  error?: unknown;
}

declare type Handler<E> = ((this: unknown, event: E) => unknown) | null;

declare type OnError = ((message: string, filename: string, lineno: number, colno: number, error: unknown) => unknown) | null;

declare interface PromiseRejectionEvent extends Event {
  readonly promise: Promise<unknown>;
  readonly reason: unknown;
}

declare type TransferArgument =
  | Iterable<object>
  | {
      transfer?: Iterable<object>;
    }
  | null
  | undefined;

declare interface WorkerLocation {
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

declare interface WorkerScopeEventMap {
  message: MessageEvent;
  messageerror: MessageEvent;
  error: HeddleErrorEvent;
  unhandledrejection: PromiseRejectionEvent;
  rejectionhandled: PromiseRejectionEvent;
}
