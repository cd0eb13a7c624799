// --- src/worker-scope.ts
type Handler<E> = ((this: unknown, event: E) => unknown) | null;
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
export interface PromiseRejectionEvent extends Event {
  readonly promise: Promise<unknown>;
  readonly reason: unknown;
}
export interface WorkerScopeEventMap {
  message: MessageEvent;
  messageerror: MessageEvent;
  error: HeddleErrorEvent;
  unhandledrejection: PromiseRejectionEvent;
  rejectionhandled: PromiseRejectionEvent;
}
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

// --- src/core/events/error-event.ts
export interface ErrorEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  message?: string;
  filename?: string;
  lineno?: number;
  colno?: number;
  error?: unknown;
}
export interface ErrorEvent extends Event {
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly error: unknown;
}
type ErrorEventClass = {
  readonly name: string;
  new (type: string, init?: ErrorEventInit): ErrorEvent;
  prototype: ErrorEvent;
};
export declare const ErrorEvent: ErrorEventClass;
export declare function errorEvent(init: Required<Omit<ErrorEventInit, 'bubbles' | 'cancelable' | 'composed'>>): TrustedEvent & ErrorEvent;

// --- src/core/events/trusted-event.ts
export declare class TrustedEvent {
  #private;
  constructor(type: string, nodeArguments: readonly unknown[], cancelable?: boolean);
  static begin(event: TrustedEvent, target: object): void;
  static end(event: TrustedEvent): void;
  static stopped(event: TrustedEvent): boolean;
  static distrust(event: object): void;
  static nodeArguments(event: TrustedEvent): readonly unknown[];
  get type(): string;
  get isTrusted(): boolean;
  get target(): object | null;
  get srcElement(): object | null;
  get currentTarget(): object | null;
  get eventPhase(): number;
  get bubbles(): boolean;
  get composed(): boolean;
  get cancelable(): boolean;
  get defaultPrevented(): boolean;
  get returnValue(): boolean;
  set returnValue(value: boolean);
  get cancelBubble(): boolean;
  set cancelBubble(value: boolean);
  get timeStamp(): number;
  composedPath(): object[];
  stopPropagation(): void;
  stopImmediatePropagation(): void;
  preventDefault(): void;
  initEvent(): void;
  protected inspected(): string[];
}

// --- src/port/transfer-list.ts
export type TransferArgument =
  | Iterable<object>
  | {
      transfer?: Iterable<object>;
    }
  | null
  | undefined;
export declare function transferList(argument: unknown): readonly object[];
