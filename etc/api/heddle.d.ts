// --- src/index.ts
export { HeddleError } from './core/heddle-error.ts';
export type { HeddleErrorCode } from './core/error-codes.ts';
export { CloseEvent, type CloseEventInit } from './core/events/close-event.ts';
export { ErrorEvent, type ErrorEventInit } from './core/events/error-event.ts';
export type { ListenOptions } from './core/events/listeners.ts';
export type {
  Advice,
  Explanation,
  ExplanationData,
  ExplanationEntry,
  ExplanationTotals,
  MessagePath,
} from './clone/explain/explanation.ts';
export type { Fate, LostAspect } from './clone/explain/fate.ts';
export { registerErrorClass, type ErrorClass } from './clone/error-classes.ts';
export { explain } from './port/explain.ts';
export { markAsUncloneable } from './port/mark-as-uncloneable.ts';
export { MessageChannel } from './port/message-channel.ts';
export { MessagePort } from './port/message-port.ts';
export { receiveMessageOnPort } from './port/receive-message-on-port.ts';
export type { TransferArgument } from './port/transfer-list.ts';
export type { ResourceLimits } from './worker/host/resource-limits.ts';
export { Worker } from './worker/host/worker.ts';
export type { WorkerEventMap, WorkerEvents, WorkerValueMap } from './worker/host/worker-events.ts';
export type { WorkerOptions } from './worker/host/worker-options.ts';
export declare const BroadcastChannel: typeof threads.BroadcastChannel;
export declare const SHARE_ENV: typeof threads.SHARE_ENV;
export declare const getEnvironmentData: typeof threads.getEnvironmentData;
export declare const isInternalThread: typeof threads.isInternalThread;
export declare const isMainThread: typeof threads.isMainThread;
export declare const isMarkedAsUntransferable: typeof threads.isMarkedAsUntransferable;
export declare const locks: typeof threads.locks;
export declare const markAsUntransferable: typeof threads.markAsUntransferable;
export declare const moveMessagePortToContext: typeof threads.moveMessagePortToContext;
export declare const parentPort: typeof threads.parentPort;
export declare const postMessageToThread: typeof threads.postMessageToThread;
export declare const resourceLimits: typeof threads.resourceLimits;
export declare const setEnvironmentData: typeof threads.setEnvironmentData;
export declare const threadId: typeof threads.threadId;
export declare const threadName: typeof threads.threadName;
export declare const workerData: typeof threads.workerData;

// --- src/clone/error-classes.ts
export type ErrorClass = abstract new (...parameters: never[]) => Error;
export declare function registerErrorClass(errorClass: ErrorClass): void;
export declare function builtInClass(name: string): ErrorClass;
export declare function classesOf(error: object): {
  base: string;
  classes: string[];
};
export declare function errorClassFor(base: string, classes: readonly string[], name: string | undefined): ErrorClass;

// --- src/clone/explain/explanation.ts
export interface ExplanationEntry {
  readonly path: string;
  readonly fate: Fate;
  readonly aspect: LostAspect | undefined;
  readonly what: string;
  readonly note: string;
  readonly bytes: number;
  readonly hidden: number;
  readonly exact: boolean;
}
export interface ExplanationTotals {
  readonly values: number;
  readonly copied: number;
  readonly moved: number;
  readonly shared: number;
  readonly hidden: number;
  readonly lost: number;
  readonly refused: number;
}
export interface Advice {
  readonly action: 'move' | 'slice' | 'list' | 'include' | 'omit' | 'plain';
  readonly path: string;
  readonly bytes: number;
  readonly text: string;
}
export type MessagePath = 'ring' | 'native' | 'none';
export interface ExplanationData {
  readonly path: MessagePath;
  readonly reason: string;
  readonly totals: ExplanationTotals;
  readonly entries: readonly ExplanationEntry[];
  readonly advice: readonly Advice[];
}
export declare class Explanation implements ExplanationData {
  readonly path: MessagePath;
  readonly reason: string;
  readonly totals: ExplanationTotals;
  readonly entries: readonly ExplanationEntry[];
  readonly advice: readonly Advice[];
  toString(): string;
  table(): string;
  toJSON(): ExplanationData;
}

// --- src/clone/explain/fate.ts
export type Fate = 'copied' | 'moved' | 'shared' | 'lost' | 'refused';
export type LostAspect = 'prototype' | 'private' | 'accessor' | 'non-enumerable' | 'symbol' | 'property' | 'attributes';

// --- src/core/error-codes.ts
export type HeddleErrorCode =
  | 'HEDDLE_WORKER_NOT_FOUND'
  | 'HEDDLE_WORKER_UNREADABLE'
  | 'HEDDLE_WORKER_SCHEME'
  | 'HEDDLE_BLOB_NOT_FOUND'
  | 'HEDDLE_REMOTE_FORBIDDEN'
  | 'HEDDLE_REMOTE_FAILED'
  | 'HEDDLE_TRANSFORM_FAILED'
  | 'HEDDLE_TSCONFIG_INVALID'
  | 'HEDDLE_FRAME_CORRUPT';
export declare const ERROR_CODES: Readonly<
  Record<
    HeddleErrorCode,
    {
      readonly happened: string;
      readonly remedy: string;
    }
  >
>;

// --- src/core/events/close-event.ts
export interface CloseEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  wasClean?: boolean;
  code?: number;
  reason?: string;
}
export interface CloseEvent extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}
type CloseEventClass = {
  readonly name: string;
  new (type: string, init?: CloseEventInit): CloseEvent;
  prototype: CloseEvent;
};
export declare const CloseEvent: CloseEventClass;
export declare function closeEvent(code: number, reason: string): TrustedEvent & CloseEvent;

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

// --- src/core/events/foreign-event.ts
export declare class ForeignEvent {
  #private;
  readonly subject: Event;
  constructor(subject: Event, nodeArguments?: readonly unknown[]);
  get type(): string;
  static stopped(event: ForeignEvent): boolean;
  static nodeArguments(event: ForeignEvent): readonly unknown[];
  static begin(event: ForeignEvent, target: object): void;
  static end(event: ForeignEvent): void;
}

// --- src/core/events/listeners.ts
export type EventCallback =
  | ((this: unknown, event: never) => unknown)
  | {
      handleEvent(event: never): unknown;
    };
export type NodeCallback = (this: unknown, ...values: never[]) => unknown;
export interface ListenOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}
export declare class Listeners {
  #private;
  constructor(target: object, changed: (type: string) => void);
  count(type: string): number;
  types(): string[];
  callbacks(type: string): (EventCallback | NodeCallback)[];
  add(
    type: string,
    callback: EventCallback | NodeCallback,
    options?: ListenOptions & {
      node?: boolean;
      first?: boolean;
    },
  ): void;
  remove(
    type: string,
    callback: EventCallback | NodeCallback,
    options?: {
      capture?: boolean;
      node?: boolean;
    },
  ): void;
  removeAll(type?: string): void;
  callWith(type: string, value: unknown): boolean;
  dispatch(event: TrustedEvent | ForeignEvent): void;
}

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

// --- src/core/heddle-error.ts
export declare class HeddleError extends Error {
  readonly code: HeddleErrorCode;
  constructor(
    code: HeddleErrorCode,
    message: string,
    options?: {
      cause?: unknown;
    },
  );
  static is(value: unknown): value is HeddleError;
}

// --- src/port/explain.ts
export declare function explain(value: unknown, transfer?: TransferArgument): Explanation;

// --- src/port/mark-as-uncloneable.ts
type Mark = (object: unknown) => void;
export declare const markAsUncloneable: Mark | undefined;
export declare function seeMarks(): void;

// --- src/port/message-channel.ts
export declare class MessageChannel {
  #private;
  constructor();
  get port1(): MessagePort;
  get port2(): MessagePort;
}

// --- src/port/message-port.ts
export interface MessagePort extends EventTarget {
  onmessage: ((this: MessagePort, event: MessageEvent) => unknown) | null;
  onmessageerror: ((this: MessagePort, event: MessageEvent) => unknown) | null;
  onclose: ((this: MessagePort, event: Event) => unknown) | null;
  postMessage(message: unknown, transfer?: TransferArgument): void;
  start(): void;
  close(): void;
  ref(): this;
  unref(): this;
  hasRef(): boolean;
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
    callback:
      | ((event: any) => void)
      | {
          handleEvent(event: any): void;
        }
      | null,
    options?: boolean | ListenOptions,
  ): void;
}
export declare const MessagePort: {
  new (): MessagePort;
  prototype: MessagePort;
};
export declare function adopt(native: object, transport?: Transport): MessagePort;
export declare function adoptMoved(native: object, { backlog, state }: Luggage): MessagePort;
export declare function joinPort(port: MessagePort, target: object): Listeners;
export declare function unpackMessage(received: Received): {
  data: unknown;
  ports: readonly MessagePort[];
};
export declare function deliver(received: Received, audiences: readonly Listeners[]): void;

// --- src/port/moved-ports.ts
export interface Luggage {
  readonly backlog: readonly Received[];
  readonly state: TransportState;
}
export declare function luggageOf(ports: readonly object[]): {
  luggage: readonly Luggage[];
  waiting: readonly object[];
};
export declare function packPorts(
  message: unknown,
  transfer: readonly object[],
  ports: readonly object[],
): {
  message: unknown;
  transfer: readonly object[];
};
export declare function unpackPorts({ data, ports }: Received): {
  data: unknown;
  ports: readonly {
    port: object;
    luggage: Luggage;
  }[];
};

// --- src/port/receive-message-on-port.ts
export declare function receiveMessageOnPort(port: object):
  | {
      message: any;
    }
  | undefined;

// --- src/port/ring-transport-state.ts
export interface SendingState {
  readonly memory: SharedArrayBuffer;
  readonly order: number;
}
export interface ReceivingState {
  readonly memory: SharedArrayBuffer;
  readonly taken: number;
  readonly shapes: readonly (readonly string[])[];
}
export interface RingTransportState {
  readonly peerIsHeddle: boolean;
  readonly sending: SendingState | undefined;
  readonly receiving: ReceivingState | undefined;
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

// --- src/port/transport.ts
export interface Received {
  readonly data: unknown;
  readonly ports: readonly object[];
  readonly failure?: unknown;
}
export interface Receiver {
  message(received: Received): void;
  closed(): void;
}
export interface Transport {
  send(message: unknown, transfer: readonly object[]): void;
  readonly leadsToHeddle: boolean;
  meetHeddle(): void;
  attach(receiver: Receiver): void;
  start(): void;
  stop(): void;
  receive(): Received | undefined;
  keepAlive(yes: boolean): void;
  close(): void;
  retire(): void;
  handOver(): {
    state: TransportState;
    taken: readonly Received[];
  };
}
export type TransportState = RingTransportState | undefined;

// --- src/worker/host/node-members.ts
export interface NodeMembers {
  readonly stdin: NativeWorker['stdin'];
  readonly stdout: NativeWorker['stdout'];
  readonly stderr: NativeWorker['stderr'];
  readonly resourceLimits: NativeWorker['resourceLimits'];
  readonly performance: NativeWorker['performance'];
  readonly threadName: string | null;
  getHeapSnapshot: NativeWorker['getHeapSnapshot'];
  getHeapStatistics: NativeWorker['getHeapStatistics'];
  cpuUsage: NativeWorker['cpuUsage'];
  startCpuProfile: NativeWorker['startCpuProfile'];
  startHeapProfile: NativeWorker['startHeapProfile'];
}
export declare function registerThread(worker: object, thread: NativeWorker): void;
export declare function defineNodeMembers(prototype: object, native: object): void;

// --- src/worker/host/resource-limits.ts
export interface ResourceLimits {
  maxOldGenerationSizeMb?: number;
  maxYoungGenerationSizeMb?: number;
  codeRangeSizeMb?: number;
  stackSizeMb?: number;
}
export declare const smolLimits: ResourceLimits;

// --- src/worker/host/worker-events.ts
type Callback<E> =
  | ((this: unknown, event: E) => unknown)
  | {
      handleEvent(event: E): unknown;
    }
  | null;
export interface WorkerEventMap {
  open: Event;
  message: MessageEvent;
  messageerror: MessageEvent;
  error: ErrorEvent;
  close: CloseEvent;
  online: Event;
  exit: Event;
}
export interface WorkerValueMap {
  open: [];
  message: [data: any];
  messageerror: [error: Error];
  error: [error: any];
  close: [code: number];
  online: [];
  exit: [code: number];
}
export interface WorkerEvents extends EventTarget {
  addEventListener<K extends keyof WorkerEventMap>(type: K, callback: Callback<WorkerEventMap[K]>, options?: boolean | ListenOptions): void;
  addEventListener(type: string, callback: Callback<Event>, options?: boolean | ListenOptions): void;
  removeEventListener<K extends keyof WorkerEventMap>(
    type: K,
    callback: Callback<WorkerEventMap[K]>,
    options?:
      | boolean
      | {
          capture?: boolean;
        },
  ): void;
  removeEventListener(
    type: string,
    callback: Callback<Event>,
    options?:
      | boolean
      | {
          capture?: boolean;
        },
  ): void;
  on<K extends keyof WorkerValueMap>(type: K, callback: (...values: WorkerValueMap[K]) => void): this;
  on(type: string, callback: (...values: any[]) => void): this;
  once<K extends keyof WorkerValueMap>(type: K, callback: (...values: WorkerValueMap[K]) => void): this;
  once(type: string, callback: (...values: any[]) => void): this;
  addListener<K extends keyof WorkerValueMap>(type: K, callback: (...values: WorkerValueMap[K]) => void): this;
  addListener(type: string, callback: (...values: any[]) => void): this;
  prependListener(type: string, callback: (...values: any[]) => void): this;
  prependOnceListener(type: string, callback: (...values: any[]) => void): this;
  off(type: string, callback: (...values: any[]) => void): this;
  removeListener(type: string, callback: (...values: any[]) => void): this;
  removeAllListeners(type?: string): this;
  emit(type: string, ...values: unknown[]): boolean;
  listenerCount(type: string): number;
  listeners(type: string): Function[];
  eventNames(): string[];
}

// --- src/worker/host/worker-options.ts
export interface WorkerOptions {
  name?: string;
  type?: 'classic' | 'module';
  credentials?: 'omit' | 'same-origin' | 'include';
  ref?: boolean;
  smol?: boolean;
  preload?: string | URL | readonly (string | URL)[];
  env?: Record<string, string | undefined> | typeof threads.SHARE_ENV;
  argv?: readonly unknown[];
  execArgv?: readonly string[];
  workerData?: unknown;
  data?: unknown;
  transferList?: readonly object[];
  resourceLimits?: ResourceLimits;
  stdin?: boolean;
  stdout?: boolean;
  stderr?: boolean;
  eval?: boolean;
  trackUnmanagedFds?: boolean;
  transport?: 'auto' | 'native';
  allowRemote?: readonly string[];
}
export declare function readOptions(options: unknown): WorkerOptions;

// --- src/worker/host/worker-thread.ts
export type NativeWorker = InstanceType<typeof natives.Worker>;
export declare function startThread(
  specifier: unknown,
  options: WorkerOptions,
): {
  thread: NativeWorker;
  transport: Transport;
};

// --- src/worker/host/worker.ts
type HandlerOf<K extends keyof WorkerEventMap> = ((this: Worker, event: WorkerEventMap[K]) => unknown) | null;
declare const WorkerTarget: {
  new (): WorkerEvents;
  prototype: WorkerEvents;
};
export declare class Worker extends WorkerTarget {
  #private;
  onmessage: HandlerOf<'message'>;
  onmessageerror: HandlerOf<'messageerror'>;
  onerror: HandlerOf<'error'>;
  onopen: HandlerOf<'open'>;
  onclose: HandlerOf<'close'>;
  constructor(script: string | URL, options?: WorkerOptions);
  postMessage(message: unknown, transfer?: TransferArgument): void;
  terminate(): Promise<number>;
  ref(): void;
  unref(): void;
  get name(): string;
  get threadId(): number;
  [Symbol.asyncDispose](): Promise<void>;
}
export interface Worker extends NodeMembers {}
