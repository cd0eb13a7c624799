// --- src/register.ts
declare global {
  var Worker: typeof globalThis extends {
    onmessage: unknown;
    Worker: infer T;
  }
    ? T
    : typeof HeddleWorker;
}

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
