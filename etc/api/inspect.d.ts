// --- src/inspect.ts
export { instrument } from './inspect/instrument.ts';
export { trace, type Trace } from './inspect/start-trace.ts';
export { metricsText, watch } from './inspect/metrics.ts';
export { inspect, type Inspection, type InspectOptions } from './inspect/start-server.ts';

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

// --- src/inspect/instrument.ts
export declare function instrument(): Promise<() => void>;

// --- src/inspect/metrics.ts
export interface Metric {
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly unit: '' | 'bytes' | 'seconds';
  readonly help: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly of: (thread: ThreadInSlot, traffic: Traffic) => number;
}
export declare const METRICS: readonly Metric[];
export declare function readMetrics(): {
  metric: Metric;
  labels: Readonly<Record<string, string>>;
  value: number;
}[];
export declare function metricsText(): string;
export declare function watch(): () => void;

// --- src/inspect/start-server.ts
export interface InspectOptions {
  port?: number;
}
export interface Inspection {
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export declare function inspect({ port }?: InspectOptions): Promise<Inspection>;

// --- src/inspect/start-trace.ts
export interface Trace {
  readonly file: string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export declare function trace(file: string): Promise<Trace>;
