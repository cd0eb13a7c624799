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
export { Pool } from './pool/pool.ts';
export type { CloseOptions } from './pool/close-options.ts';
export type { MapArguments, MapInputs, MapOptions, MapProgress } from './pool/map-options.ts';
export type { MapResults } from './pool/map-run.ts';
export type { PoolOptions, PoolSize, RunOptions } from './pool/pool-options.ts';
export type { PoolStats, TimeHistogram, TimeSummary, WorkerStats } from './pool/pool-stats.ts';
export type { StandardIssue, StandardSchema, TaskSchemas } from './pool/standard-schema.ts';
export type { ValidationError } from './pool/validate.ts';
export type { AnyTasks, TaskCalls, TaskInput, TaskName, TaskParameters, TaskResult } from './pool/task-types.ts';
export { carry, type CarriedStorage } from './rpc/carry.ts';
export { currentSignal } from './rpc/current-signal.ts';
export type { ResourceLimits } from './worker/host/resource-limits.ts';
export { spawn, type SpawnOptions, terminate, workerOf } from './pool/spawn.ts';
export { call } from './rpc/call.ts';
export type { CallDefaults, CallOptions } from './rpc/call-options.ts';
export { expose, type Exposed } from './rpc/expose.ts';
export type { ForeignPort } from './rpc/foreign-line.ts';
export { proxy } from './rpc/proxy.ts';
export { release } from './rpc/release.ts';
export type { PromisedStream, RemoteStream } from './rpc/remote-stream.ts';
export { buffered, type StreamWindow } from './rpc/stream-window.ts';
export type { Proxied, Remote, RemoteObject } from './rpc/types.ts';
export { move, transfer } from './rpc/transferred.ts';
export { wrap } from './rpc/wrap.ts';
export { wrapSync, type WrapSyncOptions } from './sync/wrap-sync.ts';
export type { BlockingGenerator } from './sync/blocking-iterator.ts';
export type { SyncRemote } from './sync/types.ts';
export { Worker } from './worker/host/worker.ts';
export type { PortStats } from './counters/read-ports.ts';
export type { PortKind, SentPath } from './counters/layout.ts';
export type { ThreadFigures } from './counters/read-threads.ts';
export type { WorkerReport } from './worker/host/worker-report.ts';
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
  | 'HEDDLE_INVALID_RESULT';
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
  callWith(type: string, value: unknown, id?: number, among?: object): boolean;
  dispatch(event: TrustedEvent | ForeignEvent, id?: number, among?: object): void;
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

// --- src/core/last-words.ts
export interface LastWords {
  readonly reason?: string;
  readonly error?: unknown;
  readonly stderr?: string;
}
export declare function leaveWords(why: LastWords): void;
export declare function leaveLines(read: () => string): void;
export declare function lastWords(): LastWords;

// --- src/counters/counter-memory.ts
export declare class CounterMemory {
  readonly memory: SharedArrayBuffer;
  readonly header: Int32Array<SharedArrayBuffer>;
  readonly threadStates: Int32Array<SharedArrayBuffer>;
  readonly portOwners: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  constructor(memory?: SharedArrayBuffer);
  thread(slot: number): Float64Array<SharedArrayBuffer>;
  port(slot: number): Float64Array<SharedArrayBuffer>;
  newNumber(): number;
  takePort(owner: number): number;
  freePort(slot: number): void;
  takeThread(): number;
  freePortsOf(thread: number): void;
  writeText(at: number, length: number, text: string): void;
  readText(at: number, length: number): string;
}

// --- src/counters/current-registry.ts
export interface Registry {
  readonly counters: CounterMemory;
  readonly thread: number;
}
export declare function currentRegistry(): Registry | undefined;
export declare function setCurrentRegistry(next: Registry): void;

// --- src/counters/layout.ts
export declare const THREADS = 1024;
export declare const PORTS = 8192;
export declare const EVENTS = 2048;
export declare const EVENT_BYTES = 1024;
export declare const WATCHERS = 0;
export declare const CHANNELS = 1;
export declare const NUMBERS = 2;
export declare const EVENTS_WRITTEN = 3;
export declare const UNCOUNTED = 4;
export declare const TRACERS = 5;
export declare const EPOCH_AT = 64;
export declare const THREAD_DOUBLES = 64;
export declare const NAME_AT: number;
export declare const NAME_BYTES = 64;
export declare const SCRIPT_AT: number;
export declare const SCRIPT_BYTES = 192;
export declare const TASK_AT: number;
export declare const TASK_BYTES = 64;
export declare const THREAD_ID = 0;
export declare const PARENT = 1;
export declare const STARTED = 2;
export declare const ENDED = 3;
export declare const EXIT_CODE = 4;
export declare const BEAT = 5;
export declare const UTILIZATION = 6;
export declare const DELAY = 7;
export declare const HEAP_USED = 8;
export declare const HEAP_TOTAL = 9;
export declare const EXTERNAL = 10;
export declare const BUSY_SINCE = 11;
export declare const TASKS = 12;
export declare const TERMINATE = 13;
export declare const THREAD_NUMBER = 14;
export declare const CLOSED_SENT = 15;
export declare const CLOSED_RECEIVED = 16;
export declare const CLOSED_NATIVE = 17;
export declare const CLOSED_COPIED = 18;
export declare const CLOSED_MOVED = 19;
export declare const CLOSED_SHARED = 20;
export declare const FREE = 0;
export declare const STARTING = 1;
export declare const LOADING = 2;
export declare const RUNNING = 3;
export declare const GONE = 4;
export declare const CLAIMED = 5;
export declare const PORT_DOUBLES = 32;
export declare const NUMBER = 0;
export declare const CHANNEL = 1;
export declare const KIND = 2;
export declare const OPENED = 3;
export declare const TAKEN = 4;
export declare const BACKLOG = 5;
export declare const TIMED = 6;
export declare const HANDLING = 7;
export declare const BELLS = 8;
export declare const WOKEN = 9;
export declare const COPIED = 10;
export declare const MOVED = 11;
export declare const SHARED = 12;
export declare const SENT = 13;
export declare const SIDE = 28;
export declare const PATHS: readonly [
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
export type SentPath = (typeof PATHS)[number];
export declare const KINDS: readonly ['channel', 'worker', 'calls'];
export type PortKind = (typeof KINDS)[number];
export declare const THREAD_STATES_AT: number;
export declare const PORT_OWNERS_AT: number;
export declare const THREADS_AT: number;
export declare const PORTS_AT: number;
export declare const EVENTS_AT: number;
export declare const TOTAL_BYTES: number;

// --- src/counters/port-counters.ts
export interface PortIdentity {
  readonly channel: number;
  readonly figures: readonly number[];
}
export declare const LARGE_COPY: number;
export declare class PortCounters {
  #private;
  figures: Float64Array;
  constructor(kind: layout.PortKind, channel: number, side?: 0 | 1, moved?: PortIdentity);
  get channel(): number;
  get kind(): layout.PortKind;
  get sent(): number;
  get received(): number;
  get identity(): PortIdentity;
  written(bytes: number): void;
  framed(bytes: number): void;
  posted(path: layout.SentPath, { copied, moved, shared, largest, at }: Weight): void;
  copiedMuch(message: unknown): void;
  rang(): void;
  woken(): void;
  taken(): void;
  deliver<T, R>(
    receiver: {
      message(received: T): R;
    },
    received: T,
  ): R;
  waiting(count: number): void;
  release(isClosed: boolean): void;
}

// --- src/counters/read-ports.ts
export interface PortStats {
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
export interface PortEnd extends Omit<PortStats, 'queued'> {
  readonly number: number;
  readonly thread: number;
  readonly opened: number;
}
export declare function readPorts(counters: CounterMemory): PortEnd[];
export declare function readPort(counters: CounterMemory, figures: Float64Array): PortStats;

// --- src/counters/read-threads.ts
export type ThreadState = 'starting' | 'loading' | 'running' | 'ended';
export interface ThreadFigures {
  readonly at: number;
  readonly utilization: number;
  readonly delay: number;
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly external: number;
  readonly tasks: number;
}
export interface ThreadStats extends ThreadFigures {
  readonly number: number;
  readonly threadId: number;
  readonly name: string;
  readonly script: string;
  readonly parent: number;
  readonly state: ThreadState;
  readonly started: number;
  readonly ended: number | undefined;
  readonly exitCode: number | undefined;
  readonly task: string;
  readonly busySince: number | undefined;
}
export interface Traffic {
  sent: number;
  received: number;
  native: number;
  copied: number;
  moved: number;
  shared: number;
}
export declare function trafficOf(counters: CounterMemory, slot: number, ports: readonly PortEnd[]): Traffic;
export type ThreadInSlot = ThreadStats & {
  readonly slot: number;
};
export declare function readFigures(figures: Float64Array): ThreadFigures;
export declare function readThreads(counters: CounterMemory): ThreadInSlot[];

// --- src/counters/registry.ts
export interface RegistryRecord {
  readonly memory: SharedArrayBuffer;
  readonly thread: number;
}
export declare function registry(): Registry;
export declare function newChannel(): number;
export declare function joinRegistry({ memory, thread }: RegistryRecord): void;
export declare function describeThread(
  counters: CounterMemory,
  thread: number,
  {
    parent,
    name,
    script,
  }: {
    parent: number;
    name: string;
    script: string;
  },
): void;

// --- src/counters/thread-record.ts
export declare class ThreadRecord {
  #private;
  readonly slot: number;
  figures: Float64Array;
  constructor(name: string, script: string);
  began(threadId: number): void;
  is(state: 'loading' | 'running'): void;
  get isUnwanted(): boolean;
  ended(exitCode: number): void;
}
export declare function terminateOnDemand(record: ThreadRecord, terminate: () => void): () => void;
export declare function requestTermination(counters: CounterMemory, slot: number): boolean;

// --- src/counters/weigh.ts
export interface Weight {
  copied: number;
  moved: number;
  shared: number;
  largest: number;
  readonly at: number;
}
export declare function weigh(message: unknown, transfer: readonly object[]): Weight;

// --- src/pool/cannot-load.ts
export interface FailedStart {
  readonly worker: {
    readonly name: string;
    readonly id: number;
  };
  readonly wasReady: boolean;
  readonly exitCode: number;
  readonly error: unknown;
  readonly stderr: string;
}
export declare function cannotLoad(task: string, { worker, wasReady, exitCode, error, stderr }: FailedStart): HeddleError;

// --- src/pool/close-options.ts
export interface CloseOptions {
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly grace?: number | undefined;
}
export interface CloseLimits {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly grace: number;
}
export declare function readCloseOptions(options: CloseOptions): CloseLimits;
export interface WayOut {
  readonly why: string;
  readonly cause?: unknown;
}
export declare function waitFor(
  end: Promise<void>,
  { timeout, signal }: Pick<CloseLimits, 'timeout' | 'signal'>,
): Promise<WayOut | undefined>;
export interface Unfinished {
  readonly running: Readonly<Record<string, number>>;
  readonly queued: Readonly<Record<string, number>>;
  readonly workers: readonly string[];
}
export declare function notDrained(pool: string, { why, cause }: WayOut, { running, queued, workers }: Unfinished): HeddleError;
export declare function countsOf(names: readonly string[]): Readonly<Record<string, number>>;

// --- src/pool/map-options.ts
export interface MapProgress {
  readonly done: number;
  readonly total: number | undefined;
}
export interface MapOptions<Rest extends readonly unknown[] = readonly unknown[]> extends Omit<RunOptions, 'transfer'> {
  readonly ordered?: boolean;
  readonly concurrency?: number;
  readonly rest?: Rest;
  readonly onProgress?: (progress: MapProgress) => void;
}
export type MapInputs<Input> = Iterable<Input> | AsyncIterable<Input> | ReadableStream<Input>;
export type MapArguments<Parameters> = Parameters extends readonly [unknown?, ...infer Rest]
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
export declare function checkMapOptions(options: MapOptions): void;
export declare function inputsOf<Input>(inputs: MapInputs<Input>): Iterator<Input> | AsyncIterator<Input>;
export declare function totalOf(inputs: unknown): number | undefined;

// --- src/pool/map-run.ts
export interface MapResults<Result> extends AsyncIterableIterator<Result, undefined, undefined>, AsyncDisposable {
  toArray(): Promise<Result[]>;
  [Symbol.asyncIterator](): MapResults<Result>;
}
export interface MapParts<Input, Result> {
  readonly inputs: Iterator<Input> | AsyncIterator<Input>;
  readonly ordered: boolean;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  run(input: Input, signal: AbortSignal): Promise<Result>;
  room(): Promise<void> | undefined;
  progress(done: number): void;
}
export declare class MapRun<Input, Result> implements MapResults<Result> {
  #private;
  constructor(parts: MapParts<Input, Result>);
  next(): Promise<IteratorResult<Result, undefined>>;
  return(): Promise<IteratorReturnResult<undefined>>;
  toArray(): Promise<Result[]>;
  [Symbol.asyncIterator](): this;
  [Symbol.asyncDispose](): Promise<void>;
}

// --- src/pool/patience.ts
export declare class Patience {
  #private;
  constructor({ signal, timeout }: CallOptions, watch: SignalWatch, cancel: (reason: unknown) => void, message: () => string);
  get left(): number;
  get isOver(): boolean;
  get reason(): unknown;
  begin(): void;
  end(): void;
}

// --- src/pool/pool-options.ts
export interface PoolSize {
  readonly min?: number;
  readonly max?: number;
}
export interface PoolOptions extends Omit<WorkerOptions, 'ref' | 'transferList' | 'eval' | 'stdin'> {
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
export interface RunOptions extends CallOptions {
  readonly priority?: number;
  readonly key?: string | number;
  readonly idempotent?: number;
}
export interface PoolSettings {
  readonly min: number;
  readonly max: number;
  readonly tasksPerWorker: number;
  readonly idleTimeout: number;
  readonly maxQueue: number;
  readonly setup: string | undefined;
  readonly setupTimeout: number;
  readonly closeTimeout: number;
  readonly teardown: string | undefined;
  readonly teardownTimeout: number;
  readonly maxTasksPerWorker: number;
  readonly maxMemoryPerWorker: number;
  readonly idempotent: Readonly<Record<string, number>>;
  readonly schemas: ReadonlyMap<string, TaskSchemas>;
  readonly worker: WorkerOptions;
}
export declare const MAP_OPTIONS: ReadonlySet<string>;
export declare function readPoolOptions(options: unknown): PoolSettings;
export declare function checkRunOptions(options: RunOptions, names?: ReadonlySet<string>): void;

// --- src/pool/pool-stats.ts
export interface TimeHistogram {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}
export interface TimeSummary {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly histogram: TimeHistogram;
}
export interface WorkerStats {
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
export interface PoolStats {
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

// --- src/pool/pool-task.ts
export declare class PoolTask extends PendingCall {
  #private;
  readonly kind: TaskKind;
  readonly parameters: readonly unknown[];
  readonly options: RunOptions | undefined;
  readonly priority: number;
  place: 'nowhere' | 'queue' | 'worker';
  slot: WorkerSlot | undefined;
  order: number;
  queuedAt: number;
  cost: number;
  isSteady: boolean;
  retriesLeft: number;
  patience: Patience | undefined;
  constructor(kind: TaskKind, parameters: readonly unknown[], options: RunOptions | undefined);
  comesBefore(other: PoolTask): boolean;
  get timeLimit(): number | undefined;
  get callOptions(): CallOptions | undefined;
  get canBeSentAgain(): boolean;
  reject(makeError: () => unknown): void;
}

// --- src/pool/pool.ts
export declare class Pool<Tasks = AnyTasks> {
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

// --- src/pool/signal-watch.ts
type Step = () => void;
export declare class SignalWatch {
  #private;
  add(signal: AbortSignal, step: Step): void;
  remove(signal: AbortSignal, step: Step): void;
}

// --- src/pool/slot-end.ts
export interface SlotEnd {
  readonly name: string;
  readonly id: number;
  readonly during: SlotState;
  readonly hasWorked: boolean;
  readonly isBarren: boolean;
  readonly code: number;
  readonly reason: string;
  readonly error: unknown;
  readonly stderr: string;
}
export declare function failedStart({ name, id, during, code, reason, error, stderr }: SlotEnd): FailedStart;

// --- src/pool/slot-owner.ts
export type SlotState = 'starting' | 'ready' | 'retiring' | 'ending' | 'ended';
export type TaskOutcome = 'completed' | 'failed' | 'cancelled' | 'rejected';
export interface SlotOwner {
  ready(slot: WorkerSlot): void;
  worked(slot: WorkerSlot): void;
  done(slot: WorkerSlot, outcome: TaskOutcome): void;
  waited(milliseconds: number): void;
  losing(slot: WorkerSlot, lost: readonly PoolTask[], end: SlotEnd): boolean;
  ended(slot: WorkerSlot, end: SlotEnd): void;
}

// --- src/pool/spawn.ts
export interface SpawnOptions extends WorkerOptions, CallDefaults {}
export declare function spawn<Api>(script: string | URL, options?: SpawnOptions): Remote<Api>;
export declare function workerOf(remote: AsyncDisposable): Worker | undefined;
export declare function terminate(tasks: AsyncDisposable): Promise<void>;

// --- src/pool/standard-schema.ts
export interface StandardIssue {
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
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  };
}
export type StandardResult<Output> =
  | {
      readonly value: Output;
      readonly issues?: undefined;
    }
  | {
      readonly issues: readonly StandardIssue[];
    };
export interface TaskSchemas {
  readonly args?: StandardSchema;
  readonly result?: StandardSchema;
}

// --- src/pool/task-kind.ts
export declare class TaskKind {
  readonly name: string;
  readonly retries: number;
  readonly schemas: TaskSchemas | undefined;
  cost: number;
  givesStreams: boolean;
  constructor(name: string, { idempotent, schemas }: Pick<PoolSettings, 'idempotent' | 'schemas'>);
  get isTiny(): boolean;
  get isSteady(): boolean;
  ranFor(milliseconds: number): void;
}

// --- src/pool/task-types.ts
export type TaskName<Tasks> = {
  [Name in keyof Tasks & string]: Tasks[Name] extends AnyFunction
    ? Name
    : Tasks[Name] extends AnyClass | readonly unknown[]
      ? never
      : Tasks[Name] extends object
        ? `${Name}.${TaskName<Tasks[Name]>}`
        : never;
}[keyof Tasks & string];
type TaskFunction<Tasks, Name extends string> = Name extends keyof Tasks
  ? Extract<Tasks[Name], AnyFunction>
  : Name extends `${infer First}.${infer Rest}`
    ? First extends keyof Tasks
      ? TaskFunction<Tasks[First], Rest>
      : never
    : never;
export type TaskParameters<Tasks, Name extends string> = Arguments<Parameters<TaskFunction<Tasks, Name>>>;
export type TaskInput<Tasks, Name extends string> =
  TaskParameters<Tasks, Name> extends readonly [(infer Input)?, ...unknown[]] ? Input : never;
export type TaskResult<Tasks, Name extends string> = RemoteResult<ReturnType<TaskFunction<Tasks, Name>>>;
export type TaskCalls<Tasks> = RemoteMembers<{
  [Name in keyof Tasks as Tasks[Name] extends AnyClass ? never : Name]: Tasks[Name];
}>;
export type AnyTasks = Record<string, (...parameters: any[]) => any>;

// --- src/pool/times.ts
export declare class Times {
  #private;
  add(milliseconds: number): void;
  addZero(): void;
  addAll(others: Times): void;
  summary(): TimeSummary;
}

// --- src/pool/validate.ts
export interface ValidationError extends HeddleError {
  readonly code: 'HEDDLE_INVALID_ARGUMENTS' | 'HEDDLE_INVALID_RESULT';
  readonly issues: readonly StandardIssue[];
}
export declare function validate(schema: StandardSchema, value: unknown, task: string, part: 'arguments' | 'result'): Promise<unknown>;
export declare function readSchemas(schemas: unknown): ReadonlyMap<string, TaskSchemas>;

// --- src/pool/worker-slot.ts
export declare function nameOf({ worker }: PoolSettings, position: number): string;
export declare class WorkerSlot {
  #private;
  readonly position: number;
  readonly name: string;
  readonly startedAt: number;
  inFlight: number;
  sent: number;
  completed: number;
  failed: number;
  answers: number;
  busy: number;
  readonly runTime: Times;
  constructor(script: string | URL, position: number, settings: PoolSettings, owner: SlotOwner);
  get state(): SlotState;
  get threadId(): number;
  get ahead(): number;
  get working(): number;
  get spare(): PoolTask | undefined;
  get takesSpare(): boolean;
  get memory(): number;
  get places(): number;
  busyUntil(now: number): number;
  get isWorn(): boolean;
  get isFree(): boolean;
  takesAhead({ isTiny, cost }: TaskKind): boolean;
  send(task: PoolTask): void;
  takeBack(task: PoolTask): boolean;
  takeBackIfStuck(): PoolTask[];
  idleLooks(): number;
  call(name: string, parameters: readonly unknown[]): Promise<unknown>;
  callWhenReady(name: string, parameters: readonly unknown[]): Promise<unknown>;
  holdUntilReady(): void;
  retire(): void;
  terminate(): void;
  cancel(makeError: (task: string) => Error): void;
  streaming(): PoolTask[];
  tasks(): PoolTask[];
  withdraw(task: PoolTask): void;
  hasBegun(task: PoolTask): boolean;
}

// --- src/port/channel-link.ts
export type Side = 0 | 1;
export interface LinkState {
  readonly memory: SharedArrayBuffer;
  readonly side: Side;
}
export declare function isChannelMemory(memory: unknown): boolean;
export declare class ChannelLink implements Peer {
  #private;
  readonly memory: SharedArrayBuffer;
  readonly side: Side;
  constructor({ memory, side }: LinkState);
  static pair(arePinned: readonly [boolean, boolean]): readonly [ChannelLink, ChannelLink];
  get isHeddle(): boolean;
  get isHere(): boolean;
  get isRinged(): boolean;
  arrive(): void;
  received(): void;
  startRing(): boolean;
  pin(): boolean;
  depart(): LinkState;
  leaveHeddle(): boolean;
  comeBack(): void;
}

// --- src/port/create-transport.ts
export type TransportChoice = 'auto' | 'native';
export declare function defaultTransport(): TransportChoice;
export declare function setDefaultTransport(next: TransportChoice): void;
export declare function createTransport(port: object, state: TransportState, channel?: number, side?: 0 | 1): Transport;
export declare function createWorkerTransport(
  port: object,
  choice: TransportChoice,
  kind?: PortKind,
  channel?: number,
  side?: 0 | 1,
): Transport;

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

// --- src/port/peer.ts
export type PeerState =
  | LinkState
  | {
      readonly readsRings: boolean;
    };
export interface Peer {
  readonly isHeddle: boolean;
  readonly isHere: boolean;
  readonly isRinged: boolean;
  received(): void;
  startRing(): boolean;
  pin(): boolean;
  depart(): PeerState | undefined;
  leaveHeddle(): boolean;
  comeBack(): void;
}
export declare const UNKNOWN_PEER: Peer;
export declare class KnownPeer implements Peer {
  readonly isHeddle = true;
  readonly isHere = false;
  readonly isRinged: boolean;
  constructor(readsRings: boolean);
  received(): void;
  startRing(): boolean;
  pin(): boolean;
  depart(): PeerState;
  leaveHeddle(): boolean;
  comeBack(): void;
}

// --- src/port/port-envelope.ts
declare const KIND = 'ports';
export interface Luggage {
  readonly backlog: readonly Received[];
  readonly state: TransportState;
}
export declare const NOTHING: Luggage;
type Envelope = readonly [tag: string, kind: typeof KIND, luggage: readonly Luggage[], message: unknown, ports: readonly object[]];
export declare function envelopeOf(luggage: readonly Luggage[], message: unknown, ports: readonly object[]): Envelope;
export declare function unpackPorts({ data, ports }: Received): {
  data: unknown;
  ports: readonly {
    port: object;
    luggage: Luggage;
  }[];
};
export declare function checkEnvelope(received: Received): Received;

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
  readonly peer: PeerState;
  readonly sending: SendingState | undefined;
  readonly receiving: ReceivingState | undefined;
  readonly identity: PortIdentity;
}

// --- src/port/thread-end.ts
export interface ThreadName {
  readonly name: string;
  readonly id: number;
}
export interface ThreadEnd extends ThreadName {
  readonly code: number;
  readonly reason: string;
  readonly error: unknown;
  readonly loading: boolean;
}
export declare function describeThread({ name, id }: ThreadName): string;

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
  readonly counters: PortCounters;
  send(message: unknown, transfer: readonly object[]): void;
  trySend(list: readonly unknown[]): number;
  peer: Peer;
  readonly isBare: boolean;
  attach(receiver: Receiver): void;
  start(): void;
  stop(): void;
  receive(): Received | undefined;
  keepAlive(yes: boolean): void;
  close(): void;
  disconnect(): void;
  retire(): void;
  handOver(): {
    state: TransportState;
    taken: readonly Received[];
  };
}
export type TransportState = RingTransportState | undefined;

// --- src/port/will.ts
export interface Legacy extends LastWords {
  readonly isLoaded: boolean;
  readonly exitCode: number | undefined;
  readonly stderr: string;
}
export declare class Will {
  #private;
  readonly memory: SharedArrayBuffer;
  isTerminated: boolean;
  hasStopped: () => boolean;
  constructor(memory?: SharedArrayBuffer);
  loaded(): void;
  keepLines(text: string): void;
  leave(code: number, { reason, error }: LastWords): void;
  read(): Legacy;
}

// --- src/rpc/call-board.ts
export declare class CallBoard {
  #private;
  readonly memory: SharedArrayBuffer;
  constructor(memory?: SharedArrayBuffer);
  join(): void;
  open(id: number): void;
  withdraw(id: number): void;
  takeBack(id: number): boolean;
  begin(id: number, now: number): boolean;
  finish(id: number, now: number): void;
  usesMemory(bytes: number): void;
  get memoryUsed(): number;
  hasBegun(id: number): boolean;
  begunAt(id: number): number;
  ranFor(id: number): number;
}

// --- src/rpc/call-options.ts
export interface CallDefaults {
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
  readonly grace?: number | undefined;
}
export interface CallOptions extends CallDefaults {
  readonly transfer?: readonly object[] | undefined;
}
export declare const DEFAULT_GRACE = 500;
export declare function checkCallOptions(options: CallOptions, what?: string): void;
export declare function withDefaults(options: CallOptions | undefined, defaults: CallDefaults | undefined): CallOptions | undefined;
export declare function defaultsIn({ signal, timeout, grace }: CallDefaults): CallDefaults | undefined;

// --- src/rpc/call-table.ts
export interface CallOrigin {
  readonly defaults: CallDefaults | undefined;
  readonly isLent: boolean;
}
export declare class PendingCall {
  id: number;
  readonly task: string;
  readonly promise: Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly origin: CallOrigin | undefined;
  readonly madeAt: Stack | undefined;
  cleanUp: (() => void)[] | undefined;
  isMoved: boolean;
  packer: Packer | undefined;
  cancellation: Cancellation | undefined;
  readonly context: Record<string, unknown> | undefined;
  constructor(task: string, origin?: CallOrigin, madeAt?: Stack);
  get timeLimit(): number | undefined;
  succeed(value: unknown): void;
  refuse(record: ErrorRecord): void;
  stick(): void;
  fail(makeError: () => unknown): void;
}
export declare function ignoreUnlessAwaited(promise: Promise<unknown>): void;
export declare class CallTable {
  #private;
  constructor(base: number);
  get size(): number;
  add(call: PendingCall): void;
  close(id: number): PendingCall | undefined;
  keep(id: number): PendingCall['cleanUp'];
  takeBack(call: PendingCall): void;
  closeAll(): PendingCall[];
  toArray(): PendingCall[];
}

// --- src/rpc/call.ts
export declare function call<Parameters extends readonly unknown[], Result>(
  remoteFunction: (...parameters: Parameters) => Result,
  parameters: Parameters,
  options?: CallOptions,
): Result;

// --- src/rpc/cancellation.ts
export declare function isCancellable({ signal, timeout }: CallOptions): boolean;
export interface CancellationSteps {
  timedOut(): unknown;
  cancelled(reason: unknown): void;
  overdue(reason: unknown): void;
}
export interface CancelledStream {
  abort(reason: unknown): void;
  limitEnding(grace: number, overdue: () => void): void;
}
export declare class Cancellation {
  #private;
  readonly sent: SentSignal;
  constructor(signals: SentSignals, { signal, timeout, grace }: CallOptions, steps: CancellationSteps);
  goOn(streams: readonly CancelledStream[], overdue: () => void): void;
  cancel(reason: unknown): void;
  end(): void;
}

// --- src/rpc/carry.ts
export interface CarriedStorage<Value> {
  getStore(): Value | undefined;
  run<Result>(value: Value, callback: () => Result): Result;
}
export declare function carry<Value>(name: string, storage: CarriedStorage<Value>): void;
export declare function takeContext(): Record<string, unknown> | undefined;
export declare function runInContext<T>(context: Readonly<Record<string, unknown>>, run: () => T): T;

// --- src/rpc/connection-parts.ts
export interface KnownThread extends ThreadName {
  readonly will?: Will | undefined;
}
export interface ConnectionParts {
  readonly root?: object;
  readonly kinds: readonly SpecialKind[];
  readonly peer: string;
  overdue?(call: PendingCall): void;
  closed?(): void;
  lastLines?(): string;
  answered?(call: PendingCall, failed: boolean, streams: readonly StreamReader[]): void;
  thread?(): KnownThread | undefined;
}

// --- src/rpc/connection.ts
type Place = readonly [handle: number | undefined, path: string];
export declare class Connection implements LineReceiver {
  #private;
  readonly peer: string;
  readonly handles: Handles;
  readonly remotes: Remotes;
  readonly served: ServedCalls;
  readonly sentSignals: SentSignals;
  readonly followedSignals: FollowedSignals;
  readonly streams: Streams;
  readonly nested: NestedConnections;
  readonly thread: () => KnownThread | undefined;
  constructor(line: Line, { root, kinds, peer, overdue, closed, lastLines, answered, thread }: ConnectionParts);
  get line(): Line;
  get pending(): number;
  call(path: string, parameters: readonly unknown[], options?: CallOptions, origin?: CallOrigin): Promise<unknown>;
  place(call: PendingCall, parameters: readonly unknown[], options?: CallOptions): void;
  supervise(limit: number): CallBoard;
  pendingCalls(): PendingCall[];
  takeBack(call: PendingCall): boolean;
  withdraw(call: PendingCall): void;
  placeAt([handle, path]: Place, call: PendingCall, kind: CallKind, parameters: readonly unknown[], options?: CallOptions): void;
  abandon(origin: CallOrigin, makeError: (task: string) => Error): void;
  keepAlive(yes: boolean): void;
  release(handle: number, count: number, isLeak: boolean): void;
  get isEnded(): boolean;
  end(makeError: (task: string) => Error): void;
  close(makeError: (task: string) => Error): void;
  message(message: Message): void;
  unreadable(error: unknown): void;
  closed(end?: ThreadEnd): void;
}

// --- src/rpc/crossing.ts
export interface Crossing {
  readonly connection: Connection;
  readonly way: 'out' | 'in';
  readonly part: 'arguments' | 'result';
  readonly task: string;
  readonly madeAt?: Stack | undefined;
  readonly defaults?: CallDefaults | undefined;
  readonly transfer: object[];
  untilAnswered(step: () => void): void;
  readonly within?: Within | undefined;
}
export type Within = <T>(run: () => T) => T;

// --- src/rpc/current-signal.ts
export declare function currentSignal(): AbortSignal | undefined;
export declare function runWithSignal<T>(signal: AbortSignal, run: () => T): T;

// --- src/rpc/expose.ts
export interface Exposed {
  stop(): void;
}
export declare function expose(api: object, port?: ForeignPort | null): Exposed;

// --- src/rpc/followed-signal.ts
export declare class FollowedSignal {
  #private;
  readonly number: number;
  readonly signal: AbortSignal;
  uses: number;
  constructor(number: number, flags: Int32Array | undefined, flag: number);
  get raised(): boolean;
  earlyReason(): DOMException;
  abort(reason: unknown): void;
  static whoseReason(error: unknown): FollowedSignal | undefined;
  detach(): void;
}

// --- src/rpc/followed-signals.ts
export declare class FollowedSignals {
  #private;
  get size(): number;
  addPage(page: number, memory: SharedArrayBuffer): void;
  use(number: number): FollowedSignal;
  release(followed: FollowedSignal): void;
  abort(number: number, reason: unknown): void;
  numberOf(error: unknown): number | undefined;
  abortAll(makeReason: () => unknown): void;
}

// --- src/rpc/foreign-line.ts
export interface ForeignPort {
  postMessage(message: unknown, transfer?: readonly object[]): void;
  addEventListener?(type: string, listener: (event: any) => void): void;
  removeEventListener?(type: string, listener: (event: any) => void): void;
  on?(type: string, listener: (value: any) => void): unknown;
  off?(type: string, listener: (value: any) => void): unknown;
  start?(): void;
  hasRef?(): boolean;
  unref?(): unknown;
}
export declare class ForeignLine implements Line {
  #private;
  readonly kind = 'foreign';
  readonly sharesMemory: boolean;
  constructor(port: ForeignPort);
  trySend(): number;
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  attach(receiver: LineReceiver): void;
  hold(yes: boolean): void;
  close(): void;
}

// --- src/rpc/handles.ts
type AnyFunction = (...parameters: unknown[]) => unknown;
export interface Handed {
  readonly object: object;
  readonly callable: AnyFunction | undefined;
  count: number;
}
export declare class Handles {
  #private;
  constructor(base: number);
  get size(): number;
  get(handle: number): Handed | undefined;
  give(object: object, callable: AnyFunction | undefined): number;
  lend(object: object, callable: AnyFunction | undefined): number;
  release(handle: number, count?: number): object | undefined;
  clear(): void;
}

// --- src/rpc/iterator-ends.ts
export interface IteratorEnd {
  onEnd(step: () => void): void;
  end(): void;
}
export declare class IteratorEnds {
  #private;
  get(number: number): IteratorEnd | undefined;
  add(number: number): IteratorEnd;
  endAll(): void;
}

// --- src/rpc/iterator-kind.ts
export type StepName = 'next' | 'return' | 'throw';
export declare class IteratorLease {
  #private;
  readonly connection: Connection;
  readonly handle: number;
  readonly task: string;
  isDone: boolean;
  constructor(connection: Connection, handle: number, task: string);
  finish(): void;
  leave(): void;
  ask(name: StepName, value?: unknown): Promise<unknown>;
}
export declare function iteratorKind(face: (lease: IteratorLease) => object): SpecialKind;
export declare const ANSWER_KINDS: readonly SpecialKind[];

// --- src/rpc/line.ts
export interface LineReceiver {
  message(message: Message): void;
  unreadable(error: unknown): void;
  closed(end?: ThreadEnd): void;
}
export interface Line {
  readonly kind: 'own' | 'shared' | 'foreign';
  readonly sharesMemory: boolean;
  trySend(message: Message): number;
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  attach(receiver: LineReceiver): void;
  hold(yes: boolean): void;
  readonly isBlocked?: boolean;
  close(): void;
}

// --- src/rpc/messages.ts
export declare const CALL = 0;
export declare const NEW = 1;
export type CallKind = typeof CALL | typeof NEW;
export declare const RETURN = 2;
export declare const THROW = 3;
export declare const CANCEL = 4;
export declare const RELEASE = 5;
export declare const STREAM = 6;
export declare const FLAGS = 7;
export declare const BOARD = 8;
export declare const OPEN = 9;
export declare const NESTED = 10;
export declare const STUCK = 12;
export declare const LAST = 11;
export declare const GREETING = 13;
export declare const ITEM = 0;
export declare const END = 1;
export declare const FAIL = 2;
export declare const ANSWER = 3;
export declare const FULL = 4;
export declare const PULL = 5;
export declare const NEXT = 6;
export declare const FINISH = 7;
export declare const STOP = 8;
export declare const RAISE = 9;
export declare const HURRY = 10;
export declare const HEARD = 11;
export type StreamMessage =
  | readonly [kind: typeof STREAM, stream: number, what: typeof ITEM | typeof END, value: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof STREAM, stream: number, what: typeof FAIL, error: ErrorRecord]
  | readonly [
      kind: typeof STREAM,
      stream: number,
      what: typeof ANSWER,
      value: unknown,
      specials: readonly Special[] | undefined,
      is: typeof ITEM | typeof END | typeof FAIL,
    ]
  | readonly [kind: typeof STREAM, stream: number, what: typeof FULL | typeof HURRY | typeof HEARD]
  | readonly [kind: typeof STREAM, stream: number, what: typeof PULL, items: number]
  | readonly [kind: typeof STREAM, stream: number, what: typeof NEXT | typeof FINISH, value: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof STREAM, stream: number, what: typeof STOP, reason: ErrorRecord | undefined]
  | readonly [kind: typeof STREAM, stream: number, what: typeof RAISE, error: ErrorRecord];
export type Target = string | number | readonly [handle: number, path: string];
export type Special = readonly [placeholder: object, kind: SpecialName, data: unknown];
export type SpecialName = 'function' | 'object' | 'home' | 'signal' | 'stream' | 'iterator' | 'error';
export interface Extras {
  readonly specials: readonly Special[];
  readonly signal?: number | undefined;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}
export type Message =
  | readonly [kind: CallKind, id: number, target: Target, extras: Extras | undefined, ...parameters: unknown[]]
  | readonly [kind: typeof RETURN, id: number, result: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof THROW, id: number, error: ErrorRecord, signal?: number]
  | readonly [kind: typeof CANCEL, signal: number, reason: ErrorRecord]
  | readonly [kind: typeof RELEASE, handle: number, count: number, isLeak: boolean]
  | StreamMessage
  | readonly [kind: typeof FLAGS, page: number, memory: SharedArrayBuffer]
  | readonly [kind: typeof BOARD, memory: SharedArrayBuffer, limit: number]
  | readonly [
      kind: typeof OPEN,
      channel: number,
      port: object,
      tag: string | undefined,
      state: SharedArrayBuffer,
      table: SharedArrayBuffer,
      thread: number,
    ]
  | readonly [kind: typeof NESTED, channel: number, ...message: unknown[]]
  | readonly [kind: typeof STUCK, id: number]
  | readonly [kind: typeof LAST, reason: string, error: ErrorRecord | undefined, stderr: string | undefined];

// --- src/rpc/nested-connections.ts
export declare class NestedConnections {
  #private;
  constructor(connect: (line: Line) => Connection);
  open(message: Extract<Message, readonly [typeof OPEN, ...unknown[]]>): void;
  add(channel: number, connection: Connection): void;
  message([, channel, ...message]: Extract<Message, readonly [typeof NESTED, ...unknown[]]>): void;
  start(root: object): void;
  stop(root: object): void;
  close(makeError: (task: string) => Error): void;
}

// --- src/rpc/origin.ts
type Dispose = () => void | Promise<void>;
interface OriginParts {
  readonly handle?: number;
  readonly name?: string;
  readonly defaults?: CallDefaults | undefined;
  readonly isLent?: boolean;
  readonly dispose: Dispose;
}
export declare class Origin {
  #private;
  readonly connection: Connection;
  readonly handle: number | undefined;
  readonly defaults: CallDefaults | undefined;
  readonly isLent: boolean;
  constructor(connection: Connection, { handle, name, defaults, isLent, dispose }: OriginParts);
  call(path: string, parameters: readonly unknown[], ownOptions?: CallOptions): Promise<unknown>;
  construct(path: string, parameters: readonly unknown[], madeAt: Stack): Promise<unknown>;
  taskOf(path: string): string;
  check(path: string): void;
  close(makeError: (task: string) => Error): void;
  end(makeError: (task: string) => Error): void;
  dispose(): Promise<void>;
}
export declare function wrappingEnded(task: string): Error;

// --- src/rpc/proxy.ts
type AnyFunction = (...parameters: unknown[]) => unknown;
export interface Kept {
  readonly madeAt: Stack | undefined;
  readonly callable: AnyFunction | undefined;
}
export declare function proxy<T extends object>(value: T): Proxied<T>;
export declare function keep(value: object): void;
export declare function keptAs(value: object): Kept | undefined;
export declare function inThisContext(value: AnyFunction): AnyFunction;

// --- src/rpc/release.ts
export declare function release(remote: object): void;

// --- src/rpc/remote-stream.ts
export interface RemoteStream<T, TReturn = unknown, TNext = unknown> extends AsyncIterable<T, TReturn, TNext> {
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  return(value?: TReturn): Promise<IteratorResult<T, TReturn>>;
  throw(error?: unknown): Promise<IteratorResult<T, TReturn>>;
  [Symbol.asyncIterator](): AsyncIterator<T, TReturn, TNext>;
  [Symbol.asyncDispose](): Promise<void>;
}
export interface PromisedStream<T, Stream = RemoteStream<T>> extends Promise<Stream>, AsyncIterable<T> {}
export declare function remoteStreamOf(reader: StreamReader): RemoteStream<unknown>;

// --- src/rpc/remotes.ts
interface Lease {
  readonly connection: Connection;
  readonly handle: number;
  readonly name: string;
  readonly madeAt: Stack | undefined;
  readonly remote: WeakRef<object>;
  readonly origin: WeakRef<Origin>;
  count: number;
  isReleased: boolean;
}
export declare class Remotes {
  #private;
  constructor(connection: Connection);
  get size(): number;
  receive(handle: number, name: string, madeAt: Stack | undefined, defaults: CallDefaults | undefined): object;
  giveBack(lease: Lease, isLeak: boolean): void;
}

// --- src/rpc/report-leak.ts
export interface Stack {
  readonly stack?: string;
}
export declare function reportLeak(what: string, madeAt: Stack, end?: string, remedy?: string): void;

// --- src/rpc/sent-signals.ts
export declare const FLAGS_PER_PAGE = 1024;
export declare const TIMED_OUT = 2;
export declare const FLAGS_AT_MOST: number;
export declare class SentSignal {
  #private;
  readonly number: number;
  readonly origin: AbortSignal | undefined;
  uses: number;
  readonly followers: Set<(reason: unknown) => void>;
  constructor(number: number, flags: Int32Array | undefined, post: (message: Message) => void, origin: AbortSignal | undefined);
  get abortion():
    | {
        readonly reason: unknown;
      }
    | undefined;
  abort(reason: unknown): void;
  leave(): void;
}
export declare class SentSignals {
  #private;
  constructor(post: (message: Message) => void, sharesMemory: boolean);
  get size(): number;
  get(number: number): SentSignal | undefined;
  use(origin?: AbortSignal): SentSignal;
  release(sent: SentSignal): void;
  clear(): void;
}

// --- src/rpc/served-calls.ts
type CallMessage = Extract<Message, readonly [CallKind, ...unknown[]]>;
interface ServedParts {
  readonly line: Line;
  readonly kinds: readonly SpecialKind[];
  readonly targets: Targets;
  post(message: Message): void;
}
export declare class ServedCalls {
  #private;
  constructor(connection: Connection, { line, kinds, targets, post }: ServedParts);
  start(root: object): boolean;
  stop(root: object): boolean;
  member(handle: number | undefined, path: string): unknown;
  enter(message: CallMessage): void;
  end(): void;
  supervise(memory: SharedArrayBuffer, limit: number): void;
}

// --- src/rpc/specials.ts
export interface SpecialKind {
  readonly name: SpecialName;
  is(value: object, crossing: Crossing): boolean;
  pack(value: object, crossing: Crossing): unknown;
  takeBack?(data: unknown, crossing: Crossing): void;
  unpack(data: unknown, crossing: Crossing): unknown;
}
export declare class Packer {
  #private;
  readonly specials: Special[];
  constructor(kinds: readonly SpecialKind[], crossing: Crossing, root?: string);
  pack(value: unknown): unknown;
  takeBack(): void;
}
export declare class Unpacker {
  #private;
  constructor(kinds: readonly SpecialKind[], specials: readonly Special[], crossing: Crossing);
  unpack(value: unknown): unknown;
}

// --- src/rpc/stream-reader.ts
type Result = IteratorResult<unknown>;
export declare class StreamReader implements CancelledStream {
  #private;
  readsAhead: boolean;
  readonly task: string;
  origin: CallOrigin | undefined;
  constructor(streams: Streams, number: number, task: string, window: number);
  onEnd(step: () => void): void;
  limitEnding(grace: number, overdue: () => void): void;
  onStuck(step: () => void): void;
  heard(): void;
  next(value: unknown, holder: object): Promise<Result>;
  finish(value: unknown, holder: object): Promise<Result>;
  stop(reason: unknown, holder: object): Promise<Result>;
  raise(error: unknown, holder: object): Promise<Result>;
  abandon(): void;
  item(value: unknown): void;
  full(): void;
  ended(
    last:
      | {
          readonly value: unknown;
        }
      | {
          readonly makeError: () => unknown;
        },
  ): void;
  answered(is: typeof ITEM | typeof END | typeof FAIL, value: unknown, makeError: () => unknown): void;
  abort(reason: unknown): void;
  get isRead(): boolean;
  broken(makeError: () => unknown): void;
}

// --- src/rpc/stream-source.ts
export interface SourceIterator {
  next(value?: unknown): unknown;
  return?(value?: unknown): unknown;
  throw?(error: unknown): unknown;
}
export declare class StreamSource {
  #private;
  readonly task: string;
  constructor(streams: Streams, number: number, task: string, iterator: SourceIterator, window: Required<StreamWindow>);
  onEnd(step: () => void): void;
  pulled(items: number): void;
  asked(value: unknown): void;
  raised(error: unknown): void;
  finish(value: unknown): void;
  hurry(): void;
  drop(reason: unknown): void;
  takeBack(): SourceIterator;
}

// --- src/rpc/stream-window.ts
export interface StreamWindow {
  readonly items?: number;
  readonly bytes?: number;
}
export declare const DEFAULT_WINDOW: Required<StreamWindow>;
export declare function buffered<T extends object>(source: T, window: StreamWindow): T;
export declare function windowOf(source: object): Required<StreamWindow>;

// --- src/rpc/streams.ts
export interface StreamLink {
  readonly connection: Connection;
  readonly line: Line;
  readonly kinds: readonly SpecialKind[];
  hold(): void;
  letGo(): void;
}
export declare class Streams {
  #private;
  readonly givenIterators: IteratorEnds;
  readonly gotIterators: IteratorEnds;
  constructor(base: number, link: StreamLink);
  get peer(): string;
  get size(): number;
  get areRead(): boolean;
  get areWaiting(): boolean;
  add(iterator: SourceIterator, task: string, window: Required<StreamWindow>): number;
  takeBack(number: number): SourceIterator | undefined;
  drop(number: number): void;
  read(number: number, task: string, window: number, make: (reader: StreamReader) => object): object;
  afterSources(specials: readonly Special[], steps: readonly (() => void)[]): void;
  afterReaders(specials: readonly Special[], steps: readonly (() => void)[]): readonly StreamReader[];
  message(message: StreamMessage): void;
  abandon(origin: CallOrigin, makeError: (task: string) => Error): void;
  end(makeError: (task: string) => Error): void;
  post(message: StreamMessage): void;
  send(
    number: number,
    what: typeof ITEM | typeof END | typeof NEXT | typeof FINISH | typeof ANSWER,
    value: unknown,
    task: string,
    is?: typeof ITEM | typeof END,
  ): number;
  hold(): void;
  letGo(): void;
  forgetSource(number: number): void;
  forgetReader(number: number): void;
}
export declare function afterAll(
  ends: readonly {
    onEnd(step: () => void): void;
  }[],
  steps: readonly (() => void)[],
): void;

// --- src/rpc/targets.ts
export declare class KnownPaths {
  #private;
  constructor(teaches: boolean);
  targetOf(path: string): number | string;
  sent(target: Target): void;
}
export interface Callee {
  readonly task: string;
  readonly holder: object | undefined;
  readonly call: (...parameters: unknown[]) => unknown;
}
interface Place {
  readonly path: string;
  readonly holder: Record<string, unknown>;
  readonly name: string;
  found?: Callee;
}
export declare class Targets {
  #private;
  root: object | undefined;
  constructor(root: object | undefined, learns: boolean, handleOf: (handle: number) => Handed | undefined);
  learn(target: Target): Place | undefined;
  find(target: Target, kind: number): Callee;
  member(handle: number | undefined, path: string): unknown;
}

// --- src/rpc/transferred.ts
export declare function transfer<T extends object>(value: T, list: Iterable<object>): T;
export declare function move<T>(value: T): T;
export declare function buffersMovedWith(values: readonly unknown[]): readonly object[] | undefined;
export declare function areMoved(values: readonly unknown[]): boolean;
export declare function takeTransferList(value: object): readonly object[];

// --- src/rpc/types.ts
export type AnyFunction = (...parameters: any[]) => unknown;
export type AnyClass = abstract new (...parameters: any[]) => unknown;
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
  | AsyncIterable<any>
  | SyncIterator<any>
  | HostObject;
type SyncIterator<Item> = Iterable<Item> & {
  next(...given: any[]): IteratorResult<Item>;
};
type Stays = symbol | WeakMap<any, any> | WeakSet<any> | WeakRef<any> | Promise<any>;
declare const PROXIED: unique symbol;
export type Proxied<T> = T & {
  readonly [PROXIED]?: T;
};
type IsProxied<T> = typeof PROXIED extends keyof T ? true : false;
type Tidy<T, Mapped> = (<U>() => U extends T ? 1 : 2) extends <U>() => U extends Mapped ? 1 : 2 ? T : Mapped;
type Argument<T> = unknown extends T
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
type Iterated<T, Item> =
  Same<keyof T, typeof Symbol.iterator> extends true
    ? readonly Argument<Item>[] | ReadonlySet<Argument<Item>>
    : {
        [Key in keyof T]: Argument<T[Key]>;
      };
type Callback<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
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
export type Received<T, Lent extends boolean = false> = unknown extends T
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
type ReceivedAll<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Received<T[Key], true>>;
};
export type RemoteResult<T> = unknown extends T
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
export type Arguments<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Argument<T[Key]>>;
};
type RemoteFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? (...parameters: Arguments<Parameters>) => Promise<any>
    : Same<(...parameters: Parameters) => Result, (...parameters: Arguments<Parameters>) => RemoteResult<Result>> extends true
      ? T
      : (...parameters: Arguments<Parameters>) => RemoteResult<Result>
  : never;
type RemoteClass<T extends AnyClass> = T extends new (...parameters: infer Parameters) => infer Instance
  ? new (...parameters: Arguments<Parameters>) => Promise<RemoteObject<Instance>>
  : unknown;
export type RemoteMembers<T> = {
  readonly [Key in Exclude<keyof T, 'prototype' | symbol> as IsRemote<T[Key]> extends true ? Key : never]: RemoteValue<T[Key]>;
};
export type IsRemote<T> =
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
    : T extends AnyClass
      ? RemoteClass<T> & (T extends AnyFunction ? RemoteFunction<T> : unknown) & RemoteMembers<T>
      : T extends AnyFunction
        ? keyof T extends never
          ? RemoteFunction<T>
          : RemoteFunction<T> & RemoteMembers<T>
        : RemoteMembers<T>;
export type RemoteObject<T> = RemoteValue<T> & AsyncDisposable;
export type Remote<Api> = RemoteObject<Api>;

// --- src/rpc/wrap.ts
export declare function wrap<Api>(port: ForeignPort, options?: CallDefaults): Remote<Api>;

// --- src/sync/blocked-call.ts
export type Outcome =
  | {
      readonly kind: 'returned';
      readonly value: unknown;
    }
  | {
      readonly kind: 'threw';
      readonly record: ErrorRecord;
    }
  | {
      readonly kind: 'failed';
      readonly error: unknown;
    };
export declare class BlockedCall extends PendingCall {
  outcome: Outcome | undefined;
  succeed(value: unknown): void;
  refuse(record: ErrorRecord): void;
  fail(makeError: () => unknown): void;
}

// --- src/sync/blocking-iterator.ts
export interface BlockingGenerator<T, TReturn = unknown, TNext = unknown> extends IterableIterator<T, TReturn, TNext>, Disposable {
  next(value?: TNext): IteratorResult<T, TReturn>;
  return(value?: TReturn): IteratorResult<T, TReturn>;
  throw(error?: unknown): IteratorResult<T, TReturn>;
  [Symbol.iterator](): BlockingGenerator<T, TReturn, TNext>;
}
type Ask = (name: StepName, value: unknown) => Outcome;
export declare class BlockingIterator implements BlockingGenerator<unknown> {
  #private;
  constructor(lease: IteratorLease, ask: Ask);
  next(value?: unknown): IteratorResult<unknown>;
  return(value?: unknown): IteratorResult<unknown>;
  throw(error?: unknown): IteratorResult<unknown>;
  [Symbol.iterator](): this;
  [Symbol.dispose](): void;
}

// --- src/sync/types.ts
type AnyFunction = (...parameters: any[]) => unknown;
type SyncFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? (...parameters: Arguments<Parameters>) => SyncResult<Awaited<Result>>
  : never;
type SyncResult<T> = unknown extends T
  ? T
  : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
    ? BlockingGenerator<Received<Item>, Received<Last>, Given>
    : Received<T>;
type SyncMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: SyncRemote<T[Key]>;
};
export type SyncRemote<Api> = (Api extends AnyFunction ? SyncFunction<Api> : unknown) & SyncMembers<Api>;

// --- src/sync/wrap-sync.ts
export interface WrapSyncOptions {
  readonly timeout?: number | undefined;
}
export declare function wrapSync<Api>(target: ForeignPort | AsyncDisposable, options?: WrapSyncOptions): SyncRemote<Api>;

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
export declare const WORKER_OPTIONS: readonly string[];
export declare function readOptions(options: unknown): WorkerOptions;

// --- src/worker/host/worker-report.ts
export interface WorkerReport {
  readonly messages: PortStats;
  readonly utilization: number;
  readonly watched: ThreadFigures | undefined;
}
export declare function workerReport(thread: NativeWorker, record: ThreadRecord, transport: Transport): WorkerReport;

// --- src/worker/host/worker-thread.ts
export type NativeWorker = InstanceType<typeof natives.Worker>;
type NativePort = InstanceType<typeof natives.MessagePort>;
export interface StartedThread {
  readonly thread: NativeWorker;
  readonly transport: Transport;
  readonly control: NativePort;
  readonly record: ThreadRecord;
  readonly will: Will;
}
export declare function startThread(specifier: unknown, options: WorkerOptions, taskPort: TaskPort | undefined): StartedThread;

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
  stats(): WorkerReport;
  get name(): string;
  get threadId(): number;
  [Symbol.asyncDispose](): Promise<void>;
}
export interface Worker extends NodeMembers {}

// --- src/worker/messages.ts
export type Script =
  | {
      readonly kind: 'file' | 'data' | 'remote';
      readonly url: string;
    }
  | {
      readonly kind: 'blob';
      readonly url: string;
      readonly blob: Blob;
    }
  | {
      readonly kind: 'eval';
      readonly url: string;
      readonly source: string;
    };
export type ScriptType = 'classic' | 'module' | undefined;
export interface TaskPort {
  readonly port: object;
  readonly channel: number;
}
export interface BirthRecord {
  readonly script: Script;
  readonly type: ScriptType;
  readonly name: string;
  readonly preload: readonly Script[];
  readonly allowRemote: readonly string[];
  readonly port: object;
  readonly control: object;
  readonly reportsFiles: boolean;
  readonly controlTag: string;
  readonly taskPort: TaskPort | undefined;
  readonly counters: RegistryRecord;
  readonly channel: number;
  readonly replacesNodeWorker: boolean;
  readonly transport: TransportChoice;
  readonly waits: SharedArrayBuffer;
  readonly stops: SharedArrayBuffer;
  readonly will: SharedArrayBuffer;
  readonly parentThread: number;
  readonly dataPorts: readonly {
    readonly port: object;
    readonly luggage: Luggage;
  }[];
}
export interface Birth {
  readonly heddle: BirthRecord;
  readonly workerData: unknown;
}
export interface ErrorReport {
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly error: ErrorRecord;
}
export type FromWorker =
  | {
      readonly type: 'open';
    }
  | {
      readonly type: 'error';
      readonly report: ErrorReport;
    }
  | {
      readonly type: 'ending';
      readonly reason: string;
    }
  | {
      readonly type: 'loads';
      readonly file: string;
    };
