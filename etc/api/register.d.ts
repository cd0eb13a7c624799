// --- src/register.ts
declare global {
  var Worker: typeof globalThis extends {
    onmessage: unknown;
    Worker: infer T;
  }
    ? T
    : typeof HeddleWorker;
}

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
