export {
  Advice,
  AnyTasks,
  BlockingGenerator,
  BroadcastChannel,
  CallDefaults,
  CallOptions,
  CarriedStorage,
  CloseEvent,
  CloseEventInit,
  CloseOptions,
  ErrorClass,
  ErrorEvent,
  ErrorEventInit,
  Explanation,
  ExplanationData,
  ExplanationEntry,
  ExplanationTotals,
  Exposed,
  Fate,
  FeatureName,
  ForeignPort,
  HeddleError,
  HeddleErrorCode,
  ListenOptions,
  LostAspect,
  MapArguments,
  MapInputs,
  MapOptions,
  MapProgress,
  MapResults,
  MessageChannel,
  MessagePath,
  MessagePort,
  Pool,
  PoolOptions,
  PoolSize,
  PoolStats,
  PortKind,
  PortStats,
  PromisedStream,
  Proxied,
  Remote,
  RemoteObject,
  RemoteStream,
  ResourceLimits,
  RunOptions,
  SHARE_ENV,
  SentPath,
  SpawnOptions,
  StandardIssue,
  StandardSchema,
  StreamWindow,
  SyncRemote,
  TaskCalls,
  TaskInput,
  TaskName,
  TaskParameters,
  TaskResult,
  TaskSchemas,
  ThreadFigures,
  TimeHistogram,
  TimeSummary,
  TransferArgument,
  ValidationError,
  Worker,
  WorkerEventMap,
  WorkerEvents,
  WorkerOptions,
  WorkerReport,
  WorkerStats,
  WorkerValueMap,
  WrapSyncOptions,
  buffered,
  call,
  carry,
  currentSignal,
  explain,
  expose,
  getEnvironmentData,
  isInternalThread,
  isMainThread,
  isMarkedAsUntransferable,
  locks,
  markAsUncloneable,
  markAsUntransferable,
  move,
  moveMessagePortToContext,
  parentPort,
  postMessageToThread,
  proxy,
  receiveMessageOnPort,
  registerErrorClass,
  release,
  resourceLimits,
  setEnvironmentData,
  spawn,
  supports,
  terminate,
  threadId,
  threadName,
  transfer,
  workerData,
  workerOf,
  wrap,
  wrapSync,
};

declare interface Advice {
  readonly action: 'move' | 'slice' | 'list' | 'include' | 'omit' | 'plain';
  readonly path: string;
  readonly bytes: number;
  readonly text: string;
}

declare type AnyClass = abstract new (...parameters: any[]) => unknown;

declare type AnyFunction = (...parameters: any[]) => unknown;

declare type AnyFunction = (...parameters: any[]) => unknown;

declare type AnyTasks = Record<string, (...parameters: any[]) => any>;

declare type Argument<T> = unknown extends T
  ? T
  : T extends Map<infer Key, infer Value>
    ? Map<Argument<Key>, Argument<Value>>
    : T extends Set<infer Item>
      ? Set<Argument<Item>>
      : T extends ReadonlyMap<infer Key, infer Value>
        ? ReadonlyMap<Argument<Key>, Argument<Value>>
        : T extends ReadonlySet<infer Item>
          ? ReadonlySet<Argument<Item>>
          : T extends Stays | AnyClass
            ? never
            : T extends Leaf
              ? T
              : IsProxied<T> extends true
                ? T
                : T extends AnyFunction
                  ? Callback<T>
                  : T extends Iterable<infer Item>
                    ? Iterated<T, Item>
                    : {
                        [Key in keyof T]: Argument<T[Key]>;
                      };

declare type Arguments<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Argument<T[Key]>>;
};

declare interface BlockingGenerator<T, TReturn = unknown, TNext = unknown> extends IterableIterator<T, TReturn, TNext>, Disposable {
  next(value?: TNext): IteratorResult<T, TReturn>;
  return(value?: TReturn): IteratorResult<T, TReturn>;
  throw(error?: unknown): IteratorResult<T, TReturn>;
  [Symbol.iterator](): BlockingGenerator<T, TReturn, TNext>;
}

declare const BroadcastChannel: typeof threads.BroadcastChannel;

declare interface CallDefaults {
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
  readonly grace?: number | undefined;
}

declare interface CallOptions extends CallDefaults {
  readonly transfer?: readonly object[] | undefined;
}

declare type Callback<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? T
    : [Result] extends [void]
      ? (...parameters: ReceivedAll<Parameters>) => void | Promise<void>
      : unknown extends Result
        ? (...parameters: ReceivedAll<Parameters>) => Result
        : [Extract<Result, PromiseLike<unknown>>] extends [never]
          ? never
          : (...parameters: ReceivedAll<Parameters>) => Result | Awaited<Result>
  : never;

declare type Callback<E> =
  | ((this: unknown, event: E) => unknown)
  | {
      handleEvent(event: E): unknown;
    }
  | null;

declare interface CarriedStorage<Value> {
  getStore(): Value | undefined;
  run<Result>(value: Value, callback: () => Result): Result;
}

declare interface CloseEvent extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

declare const CloseEvent: CloseEventClass;

declare type CloseEventClass = {
  readonly name: string;
  new (type: string, init?: CloseEventInit): CloseEvent;
  prototype: CloseEvent;
};

declare interface CloseEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  wasClean?: boolean;
  code?: number;
  reason?: string;
}

declare interface CloseOptions {
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly grace?: number | undefined;
}

declare type ErrorClass = abstract new (...parameters: never[]) => Error;

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

declare class Explanation implements ExplanationData {
  readonly path: MessagePath;
  readonly reason: string;
  readonly totals: ExplanationTotals;
  readonly entries: readonly ExplanationEntry[];
  readonly advice: readonly Advice[];
  toString(): string;
  table(): string;
  toJSON(): ExplanationData;
}

declare interface ExplanationData {
  readonly path: MessagePath;
  readonly reason: string;
  readonly totals: ExplanationTotals;
  readonly entries: readonly ExplanationEntry[];
  readonly advice: readonly Advice[];
}

declare interface ExplanationEntry {
  readonly path: string;
  readonly fate: Fate;
  readonly aspect: LostAspect | undefined;
  readonly what: string;
  readonly note: string;
  readonly bytes: number;
  readonly hidden: number;
  readonly exact: boolean;
}

declare interface ExplanationTotals {
  readonly values: number;
  readonly copied: number;
  readonly moved: number;
  readonly shared: number;
  readonly hidden: number;
  readonly lost: number;
  readonly refused: number;
}

declare interface Exposed {
  stop(): void;
}

declare type Fate = 'copied' | 'moved' | 'shared' | 'lost' | 'refused';

declare type FeatureName =
  | 'threads'
  | 'sharedMemory'
  | 'blocking'
  | 'takeMessages'
  | 'asyncContext'
  | 'taskBoundary'
  | 'backgroundTimers'
  | 'resourceLimits'
  | 'environment'
  | 'sharedEnvironment'
  | 'argv'
  | 'execArgv'
  | 'standardStreams'
  | 'evalWorker'
  | 'trackUnmanagedFds'
  | 'exitCode'
  | 'dataScripts'
  | 'blobScripts'
  | 'remoteScripts'
  | 'typescript'
  | 'moduleHooks'
  | 'livePage'
  | 'diagnosticsChannels'
  | 'eventLoopUtilization'
  | 'heapSnapshot'
  | 'heapStatistics'
  | 'cpuUsage'
  | 'cpuProfile'
  | 'heapProfile'
  | 'environmentData'
  | 'broadcastChannel'
  | 'moveToContext'
  | 'markAsUntransferable'
  | 'isMarkedAsUntransferable'
  | 'markAsUncloneable'
  | 'postMessageToThread'
  | 'isInternalThread'
  | 'threadName'
  | 'locks'
  | 'cloneDOMException'
  | 'cloneFile';

declare interface ForeignPort {
  postMessage(message: unknown, transfer?: readonly object[]): void;
  addEventListener?(type: string, listener: (event: any) => void): void;
  removeEventListener?(type: string, listener: (event: any) => void): void;
  on?(type: string, listener: (value: any) => void): unknown;
  off?(type: string, listener: (value: any) => void): unknown;
  start?(): void;
  hasRef?(): boolean;
  unref?(): unknown;
}

declare type HandlerOf<K extends keyof WorkerEventMap> = ((this: Worker, event: WorkerEventMap[K]) => unknown) | null;

declare class HeddleError extends Error {
  readonly code: HeddleErrorCode;
  readonly worker?: {
    readonly name: string;
    readonly id: number;
  };
  readonly exitCode?: number;
  readonly task?: string;
  readonly stderr?: string;
  constructor(
    code: HeddleErrorCode,
    message: string,
    options?: {
      cause?: unknown;
    },
  );
  static is(value: unknown): value is HeddleError;
}

declare type HeddleErrorCode =
  | 'HEDDLE_WORKER_NOT_FOUND'
  | 'HEDDLE_WORKER_UNREADABLE'
  | 'HEDDLE_WORKER_SCHEME'
  | 'HEDDLE_BLOB_NOT_FOUND'
  | 'HEDDLE_REMOTE_FORBIDDEN'
  | 'HEDDLE_REMOTE_FAILED'
  | 'HEDDLE_TRANSFORM_FAILED'
  | 'HEDDLE_TSCONFIG_INVALID'
  | 'HEDDLE_REQUIRE_DISABLED'
  | 'HEDDLE_FRAME_CORRUPT'
  | 'HEDDLE_NO_SUCH_TASK'
  | 'HEDDLE_PORT_CLOSED'
  | 'HEDDLE_RELEASED'
  | 'HEDDLE_ALREADY_EXPOSED'
  | 'HEDDLE_CANNOT_BLOCK'
  | 'HEDDLE_DEADLOCK'
  | 'HEDDLE_INSPECT_FAILED'
  | 'HEDDLE_WORKER_DIED'
  | 'HEDDLE_LOAD_FAILED'
  | 'HEDDLE_QUEUE_FULL'
  | 'HEDDLE_POOL_CLOSED'
  | 'HEDDLE_NOT_DRAINED'
  | 'HEDDLE_INVALID_ARGUMENTS'
  | 'HEDDLE_INVALID_RESULT'
  | 'HEDDLE_UNSUPPORTED';

declare type IsAny<T> = 0 extends 1 & T ? true : false;

declare type IsProxied<T> = typeof PROXIED extends keyof T ? true : false;

declare type IsRemote<T> =
  IsAny<T> extends true
    ? true
    : T extends AnyFunction | AnyClass
      ? true
      : T extends Leaf | Stays | readonly unknown[]
        ? false
        : T extends object
          ? true
          : false;

declare type Iterated<T, Item> =
  Same<keyof T, typeof Symbol.iterator> extends true
    ? readonly Argument<Item>[] | ReadonlySet<Argument<Item>>
    : {
        [Key in keyof T]: Argument<T[Key]>;
      };

declare const KINDS: readonly ['channel', 'worker', 'calls'];

declare type Leaf =
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
  | AsyncIterable<any>
  | SyncIterator<any>
  | HostObject;

declare interface ListenOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}

declare type LostAspect = 'prototype' | 'private' | 'accessor' | 'non-enumerable' | 'symbol' | 'property' | 'attributes';

declare type MapArguments<Parameters> = Parameters extends readonly [unknown?, ...infer Rest]
  ? Rest extends readonly []
    ? [options?: MapOptions<[]>]
    : [] extends Rest
      ? [options?: MapOptions<Rest>]
      : [
          options: MapOptions<Rest> & {
            readonly rest: Rest;
          },
        ]
  : [options?: MapOptions];

declare type MapInputs<Input> = Iterable<Input> | AsyncIterable<Input> | ReadableStream<Input>;

declare interface MapOptions<Rest extends readonly unknown[] = readonly unknown[]> extends Omit<RunOptions, 'transfer'> {
  readonly ordered?: boolean;
  readonly concurrency?: number;
  readonly rest?: Rest;
  readonly onProgress?: (progress: MapProgress) => void;
}

declare interface MapProgress {
  readonly done: number;
  readonly total: number | undefined;
}

declare interface MapResults<Result> extends AsyncIterableIterator<Result, undefined, undefined>, AsyncDisposable {
  toArray(): Promise<Result[]>;
  [Symbol.asyncIterator](): MapResults<Result>;
}

declare type Mark = (object: unknown) => void;

declare class MessageChannel {
  #private;
  constructor();
  get port1(): MessagePort;
  get port2(): MessagePort;
}

declare type MessagePath = 'ring' | 'native' | 'none';

declare interface MessagePort extends EventTarget {
  onmessage: ((this: MessagePort, event: MessageEvent) => unknown) | null;
  onmessageerror: ((this: MessagePort, event: MessageEvent) => unknown) | null;
  onclose: ((this: MessagePort, event: Event) => unknown) | null;
  postMessage(message: unknown, transfer?: TransferArgument): void;
  start(): void;
  close(): void;
  ref(): this;
  unref(): this;
  hasRef(): boolean;
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
    callback:
      | ((event: any) => void)
      | {
          handleEvent(event: any): void;
        }
      | null,
    options?: boolean | ListenOptions,
  ): void;
}

declare const MessagePort: {
  new (): MessagePort;
  prototype: MessagePort;
};

declare type NativeWorker = InstanceType<typeof natives.Worker>;

declare interface NodeMembers {
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

declare const PATHS: readonly [
  'ring',
  'frame',
  'plain',
  'option',
  'transfer',
  'uncloneable',
  'foreign',
  'proxy',
  'accessor',
  'memory',
  'deep',
  'room',
  'busy',
  'polluted',
];

declare const PROXIED: unique symbol;

declare class Pool<Tasks = AnyTasks> {
  #private;
  readonly call: TaskCalls<Tasks>;
  constructor(script: string | URL, options?: PoolOptions);
  run<Name extends TaskName<Tasks>>(name: Name, parameters: TaskParameters<Tasks, Name>, options?: RunOptions): TaskResult<Tasks, Name>;
  map<Name extends TaskName<Tasks>>(
    name: Name,
    inputs: MapInputs<TaskInput<Tasks, Name>>,
    ...[options]: MapArguments<TaskParameters<Tasks, Name>>
  ): MapResults<Awaited<TaskResult<Tasks, Name>>>;
  broadcast<Name extends TaskName<Tasks>>(name: Name, parameters: TaskParameters<Tasks, Name>): Promise<Awaited<TaskResult<Tasks, Name>>[]>;
  get ready(): Promise<void>;
  drain(): Promise<void>;
  close(options?: CloseOptions): Promise<void>;
  terminate(): Promise<void>;
  stats(): PoolStats;
  [Symbol.asyncDispose](): Promise<void>;
}

declare interface PoolOptions extends Omit<WorkerOptions, 'ref' | 'transferList' | 'eval' | 'stdin'> {
  readonly size?: number | PoolSize;
  readonly tasksPerWorker?: number;
  readonly idleTimeout?: number;
  readonly maxQueue?: number;
  readonly setup?: string;
  readonly setupTimeout?: number;
  readonly teardown?: string;
  readonly teardownTimeout?: number;
  readonly closeTimeout?: number;
  readonly maxTasksPerWorker?: number;
  readonly maxMemoryPerWorker?: number;
  readonly idempotent?: Readonly<Record<string, number>>;
  readonly schemas?: Readonly<Record<string, TaskSchemas>>;
}

declare interface PoolSize {
  readonly min?: number;
  readonly max?: number;
}

declare interface PoolStats {
  readonly workers: readonly WorkerStats[];
  readonly queued: number;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly rejected: number;
  readonly retried: number;
  readonly workersStarted: number;
  readonly workersDied: number;
  readonly workersRecycled: number;
  readonly waitTime: TimeSummary;
  readonly runTime: TimeSummary;
  readonly utilization: number;
}

declare type PortKind = (typeof KINDS)[number];

declare interface PortStats {
  readonly channel: number;
  readonly kind: layout.PortKind;
  readonly sent: number;
  readonly received: number;
  readonly queued: number | undefined;
  readonly backlog: number;
  readonly bytes: {
    readonly copied: number;
    readonly moved: number;
    readonly shared: number;
  };
  readonly paths: Readonly<Partial<Record<layout.SentPath, number>>>;
  readonly wakeUps: {
    readonly rung: number;
    readonly woken: number;
  };
  readonly handling: {
    readonly timed: number;
    readonly total: number;
  };
}

declare interface PromisedStream<T, Stream = RemoteStream<T>> extends Promise<Stream>, AsyncIterable<T> {}

declare type Proxied<T> = T & {
  readonly [PROXIED]?: T;
};

declare type Received<T, Lent extends boolean = false> = unknown extends T
  ? T
  : IsProxied<T> extends true
    ? T extends {
        readonly [PROXIED]?: infer Original;
      }
      ? RemoteObject<NonNullable<Original>>
      : never
    : T extends Map<infer Key, infer Value>
      ? Map<Received<Key, Lent>, Received<Value, Lent>>
      : T extends Set<infer Item>
        ? Set<Received<Item, Lent>>
        : T extends AnyFunction
          ? Lent extends true
            ? RemoteFunction<T>
            : never
          : T extends Stays | AnyClass
            ? never
            : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
              ? RemoteStream<Received<Item>, Received<Last>, Given>
              : T extends ReadableStream
                ? T
                : T extends AsyncIterable<infer Item> | SyncIterator<infer Item>
                  ? RemoteStream<Received<Item>>
                  : T extends Leaf
                    ? T
                    : T extends readonly unknown[]
                      ? {
                          [Key in keyof T]: Received<T[Key], Lent>;
                        }
                      : {
                          [
                            Key in keyof T as T[Key] extends AnyFunction ? (true extends Lent | IsProxied<T[Key]> ? Key : never) : Key
                          ]: Received<T[Key], Lent>;
                        };

declare type ReceivedAll<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Received<T[Key], true>>;
};

declare type Remote<Api> = RemoteObject<Api>;

declare type RemoteClass<T extends AnyClass> = T extends new (...parameters: infer Parameters) => infer Instance
  ? new (...parameters: Arguments<Parameters>) => Promise<RemoteObject<Instance>>
  : unknown;

declare type RemoteFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? (...parameters: Arguments<Parameters>) => Promise<any>
    : Same<(...parameters: Parameters) => Result, (...parameters: Arguments<Parameters>) => RemoteResult<Result>> extends true
      ? T
      : (...parameters: Arguments<Parameters>) => RemoteResult<Result>
  : never;

declare type RemoteMembers<T> = {
  readonly [Key in Exclude<keyof T, 'prototype' | symbol> as IsRemote<T[Key]> extends true ? Key : never]: RemoteValue<T[Key]>;
};

declare type RemoteObject<T> = RemoteValue<T> & AsyncDisposable;

declare type RemoteResult<T> = unknown extends T
  ? Promise<T>
  : [Awaited<T>] extends [never]
    ? Promise<never>
    : [Awaited<T>] extends [ReadableStream<infer Item>]
      ? PromisedStream<Tidy<Item, Received<Item>>, ReadableStream<Tidy<Item, Received<Item>>>>
      : [Awaited<T>] extends [AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>]
        ? PromisedStream<Tidy<Item, Received<Item>>, RemoteStream<Tidy<Item, Received<Item>>, Tidy<Last, Received<Last>>, Given>>
        : [Awaited<T>] extends [AsyncIterable<infer Item> | SyncIterator<infer Item>]
          ? PromisedStream<Tidy<Item, Received<Item>>>
          : Promise<Tidy<Awaited<T>, Received<Awaited<T>>>>;

declare interface RemoteStream<T, TReturn = unknown, TNext = unknown> extends AsyncIterable<T, TReturn, TNext> {
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  return(value?: TReturn): Promise<IteratorResult<T, TReturn>>;
  throw(error?: unknown): Promise<IteratorResult<T, TReturn>>;
  [Symbol.asyncIterator](): AsyncIterator<T, TReturn, TNext>;
  [Symbol.asyncDispose](): Promise<void>;
}

declare type RemoteValue<T> =
  IsAny<T> extends true
    ? any
    : T extends AnyClass
      ? RemoteClass<T> & (T extends AnyFunction ? RemoteFunction<T> : unknown) & RemoteMembers<T>
      : T extends AnyFunction
        ? keyof T extends never
          ? RemoteFunction<T>
          : RemoteFunction<T> & RemoteMembers<T>
        : RemoteMembers<T>;

declare interface ResourceLimits {
  maxOldGenerationSizeMb?: number;
  maxYoungGenerationSizeMb?: number;
  codeRangeSizeMb?: number;
  stackSizeMb?: number;
}

declare interface RunOptions extends CallOptions {
  readonly priority?: number;
  readonly key?: string | number;
  readonly idempotent?: number;
}

declare const SHARE_ENV: typeof threads.SHARE_ENV;

declare type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

declare type SentPath = (typeof PATHS)[number];

declare type SlotState = 'starting' | 'ready' | 'retiring' | 'ending' | 'ended';

declare interface SpawnOptions extends WorkerOptions, CallDefaults {}

declare interface StandardIssue {
  readonly message: string;
  readonly path?:
    | readonly (
        | PropertyKey
        | {
            readonly key: PropertyKey;
          }
      )[]
    | undefined;
}

declare type StandardResult<Output> =
  | {
      readonly value: Output;
      readonly issues?: undefined;
    }
  | {
      readonly issues: readonly StandardIssue[];
    };

declare interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  };
}

declare type Stays = symbol | WeakMap<any, any> | WeakSet<any> | WeakRef<any> | Promise<any>;

declare interface StreamWindow {
  readonly items?: number;
  readonly bytes?: number;
}

declare type SyncFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? (...parameters: Arguments<Parameters>) => SyncResult<Awaited<Result>>
  : never;

declare type SyncIterator<Item> = Iterable<Item> & {
  next(...given: any[]): IteratorResult<Item>;
};

declare type SyncMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: SyncRemote<T[Key]>;
};

declare type SyncRemote<Api> = (Api extends AnyFunction ? SyncFunction<Api> : unknown) & SyncMembers<Api>;

declare type SyncResult<T> = unknown extends T
  ? T
  : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
    ? BlockingGenerator<Received<Item>, Received<Last>, Given>
    : Received<T>;

declare type TaskCalls<Tasks> = RemoteMembers<{
  [Name in keyof Tasks as Tasks[Name] extends AnyClass ? never : Name]: Tasks[Name];
}>;

declare type TaskFunction<Tasks, Name extends string> = Name extends keyof Tasks
  ? Extract<Tasks[Name], AnyFunction>
  : Name extends `${infer First}.${infer Rest}`
    ? First extends keyof Tasks
      ? TaskFunction<Tasks[First], Rest>
      : never
    : never;

declare type TaskInput<Tasks, Name extends string> =
  TaskParameters<Tasks, Name> extends readonly [(infer Input)?, ...unknown[]] ? Input : never;

declare type TaskName<Tasks> = {
  [Name in keyof Tasks & string]: Tasks[Name] extends AnyFunction
    ? Name
    : Tasks[Name] extends AnyClass | readonly unknown[]
      ? never
      : Tasks[Name] extends object
        ? `${Name}.${TaskName<Tasks[Name]>}`
        : never;
}[keyof Tasks & string];

declare type TaskParameters<Tasks, Name extends string> = Arguments<Parameters<TaskFunction<Tasks, Name>>>;

declare type TaskResult<Tasks, Name extends string> = RemoteResult<ReturnType<TaskFunction<Tasks, Name>>>;

declare interface TaskSchemas {
  readonly args?: StandardSchema;
  readonly result?: StandardSchema;
}

declare interface ThreadFigures {
  readonly at: number;
  readonly utilization: number;
  readonly delay: number;
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly external: number;
  readonly tasks: number;
}

declare type Tidy<T, Mapped> = (<U>() => U extends T ? 1 : 2) extends <U>() => U extends Mapped ? 1 : 2 ? T : Mapped;

declare interface TimeHistogram {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

declare interface TimeSummary {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly histogram: TimeHistogram;
}

declare type TransferArgument =
  | Iterable<object>
  | {
      transfer?: Iterable<object>;
    }
  | null
  | undefined;

declare interface ValidationError extends HeddleError {
  readonly code: 'HEDDLE_INVALID_ARGUMENTS' | 'HEDDLE_INVALID_RESULT';
  readonly issues: readonly StandardIssue[];
}

declare class Worker extends WorkerTarget {
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
  stats(): WorkerReport;
  get name(): string;
  get threadId(): number;
  [Symbol.asyncDispose](): Promise<void>;
}

declare interface Worker extends NodeMembers {}

declare interface WorkerEventMap {
  open: Event;
  message: MessageEvent;
  messageerror: MessageEvent;
  error: ErrorEvent;
  close: CloseEvent;
  online: Event;
  exit: Event;
}

declare interface WorkerEvents extends EventTarget {
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

declare interface WorkerOptions {
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

declare interface WorkerReport {
  readonly messages: PortStats;
  readonly utilization: number;
  readonly watched: ThreadFigures | undefined;
}

declare interface WorkerStats {
  readonly name: string;
  readonly threadId: number;
  readonly state: SlotState;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  readonly memory: number;
  readonly age: number;
  readonly utilization: number;
  readonly runTime: TimeSummary;
}

declare const WorkerTarget: {
  new (): WorkerEvents;
  prototype: WorkerEvents;
};

declare interface WorkerValueMap {
  open: [];
  message: [data: any];
  messageerror: [error: Error];
  error: [error: any];
  close: [code: number];
  online: [];
  exit: [code: number];
}

declare interface WrapSyncOptions {
  readonly timeout?: number | undefined;
}

declare function buffered<T extends object>(source: T, window: StreamWindow): T;

declare function call<Parameters extends readonly unknown[], Result>(
  remoteFunction: (...parameters: Parameters) => Result,
  parameters: Parameters,
  options?: CallOptions,
): Result;

declare function carry<Value>(name: string, storage: CarriedStorage<Value>): void;

declare function currentSignal(): AbortSignal | undefined;

declare function explain(value: unknown, transfer?: TransferArgument): Explanation;

declare function expose(api: object, port?: ForeignPort | null): Exposed;

declare const getEnvironmentData: typeof threads.getEnvironmentData;

declare const isInternalThread: typeof threads.isInternalThread;

declare const isMainThread: typeof threads.isMainThread;

declare const isMarkedAsUntransferable: typeof threads.isMarkedAsUntransferable;

declare const locks: typeof threads.locks;

declare const markAsUncloneable: Mark | undefined;

declare const markAsUntransferable: typeof threads.markAsUntransferable;

declare function move<T>(value: T): T;

declare const moveMessagePortToContext: typeof threads.moveMessagePortToContext;

declare const parentPort: typeof threads.parentPort;

declare const postMessageToThread: typeof threads.postMessageToThread;

declare function proxy<T extends object>(value: T): Proxied<T>;

declare function receiveMessageOnPort(port: object):
  | {
      message: any;
    }
  | undefined;

declare function registerErrorClass(errorClass: ErrorClass): void;

declare function release(remote: object): void;

declare const resourceLimits: typeof threads.resourceLimits;

declare const setEnvironmentData: typeof threads.setEnvironmentData;

declare function spawn<Api>(script: string | URL, options?: SpawnOptions): Remote<Api>;

declare function supports(name: FeatureName): boolean;

declare function terminate(tasks: AsyncDisposable): Promise<void>;

declare const threadId: typeof threads.threadId;

declare const threadName: typeof threads.threadName;

declare function transfer<T extends object>(value: T, list: Iterable<object>): T;

declare function validate(schema: StandardSchema, value: unknown, task: string, part: 'arguments' | 'result'): Promise<unknown>;

declare const workerData: typeof threads.workerData;

declare function workerOf(remote: AsyncDisposable): Worker | undefined;

declare function wrap<Api>(port: ForeignPort, options?: CallDefaults): Remote<Api>;

declare function wrapSync<Api>(target: ForeignPort | AsyncDisposable, options?: WrapSyncOptions): SyncRemote<Api>;
