// --- src/index.ts
export { HeddleError } from './core/heddle-error.ts';
export type { HeddleErrorCode } from './core/error-codes.ts';
export { CloseEvent, type CloseEventInit } from './core/events/close-event.ts';
export { ErrorEvent, type ErrorEventInit } from './core/events/error-event.ts';
export type { ListenOptions } from './core/events/listeners.ts';
export { registerErrorClass, type ErrorClass } from './clone/error-classes.ts';
export { markAsUncloneable } from './port/mark-as-uncloneable.ts';
export { MessageChannel } from './port/message-channel.ts';
export { MessagePort } from './port/message-port.ts';
export { receiveMessageOnPort } from './port/receive-message-on-port.ts';
export type { TransferArgument } from './port/transfer-list.ts';
export type { ResourceLimits } from './worker/host/resource-limits.ts';
export { spawn, workerOf } from './pool/spawn.ts';
export { call } from './rpc/call.ts';
export type { CallOptions } from './rpc/call-options.ts';
export { expose, type Exposed } from './rpc/expose.ts';
export type { ForeignPort } from './rpc/foreign-line.ts';
export type { RemoteStream } from './rpc/remote-stream.ts';
export type { Proxied, Remote, RemoteObject } from './rpc/types.ts';
export { wrap } from './rpc/wrap.ts';
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

// --- src/clone/error-record.ts
export type ErrorCell =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | {
      readonly node: number;
    };
export interface ErrorProperty {
  readonly key: string;
  readonly symbol: boolean;
  readonly enumerable: boolean;
  readonly value: ErrorCell;
}
export interface ErrorNode {
  readonly kind: 'error';
  readonly base: string;
  readonly classes: readonly string[];
  readonly name: string;
  readonly message: string;
  readonly nameOfPrototype: string | undefined;
  readonly properties: ErrorProperty[];
  readonly inherited: ErrorProperty[];
}
export type ErrorRecordNode =
  | ErrorNode
  | {
      readonly kind: 'array';
      readonly length: number;
      readonly keys: string[];
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'object';
      readonly keys: string[];
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'map';
      readonly keys: ErrorCell[];
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'set';
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'leaf';
      readonly value: unknown;
    };
export interface ErrorRecord {
  readonly thrown: ErrorCell;
  readonly nodes: readonly ErrorRecordNode[];
}

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
  | 'HEDDLE_FRAME_CORRUPT'
  | 'HEDDLE_NO_SUCH_TASK'
  | 'HEDDLE_PORT_CLOSED'
  | 'HEDDLE_RELEASED'
  | 'HEDDLE_ALREADY_EXPOSED'
  | 'HEDDLE_WORKER_DIED';
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

// --- src/pool/spawn.ts
export declare function spawn<Api>(script: string | URL, options?: WorkerOptions): Remote<Api>;
export declare function workerOf(remote: AsyncDisposable): Worker | undefined;

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
  message(received: Received): boolean | void;
  closed(): void;
}
export interface Transport {
  send(message: unknown, transfer: readonly object[]): void;
  trySend(list: readonly unknown[]): boolean;
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

// --- src/rpc/call-options.ts
export interface CallOptions {
  readonly transfer?: readonly object[];
}

// --- src/rpc/call.ts
export declare function call<Parameters extends readonly unknown[], Result>(
  remoteFunction: (...parameters: Parameters) => Result,
  parameters: Parameters,
  options?: CallOptions,
): Result;

// --- src/rpc/expose.ts
export interface Exposed {
  stop(): void;
}
export declare function expose(api: object, port?: ForeignPort | null): Exposed;

// --- src/rpc/foreign-line.ts
export interface ForeignPort {
  postMessage(message: unknown, transfer?: readonly object[]): void;
  addEventListener?(type: string, listener: (event: any) => void): void;
  removeEventListener?(type: string, listener: (event: any) => void): void;
  on?(type: string, listener: (value: any) => void): unknown;
  off?(type: string, listener: (value: any) => void): unknown;
  start?(): void;
  ref?(): unknown;
  unref?(): unknown;
}
export declare class ForeignLine implements Line {
  #private;
  readonly kind = 'foreign';
  constructor(port: ForeignPort);
  trySend(): boolean;
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  attach(receiver: LineReceiver): void;
  hold(yes: boolean): void;
  close(): void;
}

// --- src/rpc/line.ts
export interface LineReceiver {
  message(message: Message): void;
  unreadable(error: unknown): void;
  closed(): void;
}
export interface Line {
  readonly kind: 'own' | 'shared' | 'foreign';
  trySend(message: Message): boolean;
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  attach(receiver: LineReceiver): void;
  hold(yes: boolean): void;
  close(): void;
}

// --- src/rpc/messages.ts
export declare const CALL = 0;
export declare const NEW = 1;
export declare const RETURN = 2;
export declare const THROW = 3;
export declare const CANCEL = 4;
export declare const RELEASE = 5;
export declare const STREAM = 6;
export declare const BOARD = 7;
export type Target = string | number | readonly [handle: number, path: string];
export type Special = readonly [placeholder: object, kind: SpecialName, data: unknown];
export type SpecialName = 'function' | 'object' | 'signal' | 'stream' | 'error';
export interface Extras {
  readonly specials: readonly Special[];
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}
export type Message =
  | readonly [kind: typeof CALL | typeof NEW, id: number, target: Target, extras: Extras | undefined, ...parameters: unknown[]]
  | readonly [kind: typeof RETURN, id: number, result: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof THROW, id: number, error: ErrorRecord]
  | readonly [kind: typeof CANCEL, id: number, reason: ErrorRecord]
  | readonly [kind: typeof RELEASE, handle: number]
  | readonly [kind: typeof STREAM, stream: number, ...rest: unknown[]]
  | readonly [kind: typeof BOARD, memory: SharedArrayBuffer, limit: number];

// --- src/rpc/remote-stream.ts
export interface RemoteStream<T> extends Promise<AsyncIterableIterator<T> & AsyncDisposable>, AsyncIterable<T> {}

// --- src/rpc/types.ts
type AnyFunction = (...parameters: any[]) => unknown;
type AnyClass = abstract new (...parameters: any[]) => unknown;
type IsAny<T> = 0 extends 1 & T ? true : false;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Leaf =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | void
  | Date
  | RegExp
  | Error
  | ArrayBuffer
  | SharedArrayBuffer
  | ArrayBufferView
  | AbortSignal
  | Blob
  | MessagePort
  | ReadableStream
  | WritableStream
  | TransformStream
  | AsyncGenerator<any, any>
  | Generator<any, any>;
type Stays = symbol | WeakMap<any, any> | WeakSet<any> | WeakRef<any> | Promise<any>;
declare const PROXIED: unique symbol;
export type Proxied<T> = T & {
  readonly [PROXIED]?: T;
};
type IsProxied<T> = typeof PROXIED extends keyof T ? true : false;
export type Argument<T> = IsAny<T> extends true ? T : Same<T, GivenArgument<T>> extends true ? T : GivenArgument<T>;
type GivenArgument<T> = unknown extends T
  ? T
  : T extends Stays
    ? never
    : T extends Leaf
      ? T
      : IsProxied<T> extends true
        ? T
        : T extends AnyClass
          ? never
          : T extends AnyFunction
            ? Callback<T>
            : T extends ReadonlyMap<infer Key, infer Value>
              ? Rebuilt<T, Map<Argument<Key>, Argument<Value>>>
              : T extends ReadonlySet<infer Item>
                ? Rebuilt<T, Set<Argument<Item>>>
                : {
                    [Key in keyof T]: Argument<T[Key]>;
                  };
type Rebuilt<T, Copy> = [T] extends [Copy] ? T : Copy;
type Callback<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? T
    : [Result] extends [void]
      ? (...parameters: Parameters) => void | Promise<void>
      : [Extract<Result, PromiseLike<unknown>>] extends [never]
        ? unknown extends Result
          ? T
          : never
        : (...parameters: Parameters) => Result | Awaited<Result>
  : never;
export type Received<T> = IsAny<T> extends true ? T : Same<T, GivenResult<T>> extends true ? T : GivenResult<T>;
type GivenResult<T> = unknown extends T
  ? T
  : T extends Stays
    ? never
    : IsProxied<T> extends true
      ? T extends {
          readonly [PROXIED]?: infer Original;
        }
        ? RemoteObject<NonNullable<Original>>
        : never
      : T extends Leaf
        ? T
        : T extends AnyFunction | AnyClass
          ? never
          : T extends ReadonlyMap<infer Key, infer Value>
            ? Rebuilt<T, Map<Received<Key>, Received<Value>>>
            : T extends ReadonlySet<infer Item>
              ? Rebuilt<T, Set<Received<Item>>>
              : T extends readonly unknown[]
                ? {
                    [Key in keyof T]: Received<T[Key]>;
                  }
                : {
                    [Key in keyof T as T[Key] extends AnyFunction ? (IsProxied<T[Key]> extends true ? Key : never) : Key]: Received<T[Key]>;
                  };
export type RemoteResult<T> =
  IsAny<T> extends true
    ? Promise<any>
    : [T] extends [never]
      ? Promise<never>
      : [Awaited<T>] extends [AsyncGenerator<infer Item, any> | Generator<infer Item, any> | ReadableStream<infer Item>]
        ? RemoteStream<Received<Item>>
        : Promise<Received<Awaited<T>>>;
type Arguments<T extends readonly unknown[]> = {
  [Key in keyof T]: Argument<T[Key]>;
};
type RemoteFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? Same<(...parameters: Parameters) => Result, (...parameters: Arguments<Parameters>) => RemoteResult<Result>> extends true
    ? T
    : (...parameters: Arguments<Parameters>) => RemoteResult<Result>
  : never;
type RemoteClass<T extends AnyClass> = T extends new (...parameters: infer Parameters) => infer Instance
  ? new (...parameters: Arguments<Parameters>) => Promise<RemoteObject<Instance>>
  : unknown;
type RemoteMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: RemoteValue<T[Key]>;
};
type IsRemote<T> =
  IsAny<T> extends true
    ? true
    : T extends AnyFunction | AnyClass
      ? true
      : T extends Leaf | Stays | readonly unknown[]
        ? false
        : T extends object
          ? true
          : false;
type RemoteValue<T> =
  IsAny<T> extends true
    ? any
    : (T extends AnyFunction ? RemoteFunction<T> : unknown) & (T extends AnyClass ? RemoteClass<T> : unknown) & RemoteMembers<T>;
export type RemoteObject<T> = RemoteValue<T> & AsyncDisposable;
export type Remote<Api> = RemoteObject<Api>;

// --- src/rpc/wrap.ts
export declare function wrap<Api>(port: ForeignPort): Remote<Api>;

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
  taskPort: object | undefined,
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
