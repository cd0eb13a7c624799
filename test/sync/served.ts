import { test } from 'node:test';
import threads from 'node:worker_threads';
import {
  MessageChannel,
  type Remote,
  spawn,
  type SyncRemote,
  Worker,
  workerOf,
  wrap,
  wrapSync,
  type WrapSyncOptions,
} from '../../src/index.ts';
import { TRANSPORTS, type Transport } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';

/** What test/fixtures/sync/tasks.mjs exports. */
export interface Tasks {
  default(name: string): string;
  add(a: number, b: number): number;
  addLater(a: number, b: number): Promise<number>;
  echo(value: any): any;
  text(length: number): string;
  bytes(length: number): Uint8Array;
  lengthOf(value: string | Uint8Array): number;
  images: { scale: number; formats: { list(): Promise<string[]> }; resize(width: number): number };
  fail(): Promise<never>;
  throwText(): never;
  uncloneable(): any;
  after<T>(gate: SharedArrayBuffer, value: T): Promise<T>;
  never(): Promise<void>;
  exit(code: number): void;
  write(text: string): void;
  exitWith(text: string, code: number): void;
  exitLater(code: number): Promise<void>;
  crash(): Promise<void>;
  stop(): Promise<void>;
  exhaust(): void;
  note(entry: unknown): void;
  takeLog(): unknown[];
  each(count: number, callback: (index: number) => number | Promise<number>): Promise<number>;
  tell(callback: (what: string) => unknown): string;
  keep(callback: (value: number) => number | Promise<number>): void;
  useKept(value: number): Promise<number>;
  watch(): Promise<void>;
  seenSignal(): string;
  moved(length: number): Uint8Array;
  count(to: number): Generator<number, string, string>;
  countLater(to: number): AsyncGenerator<number>;
  failing(): AsyncGenerator<number>;
  endless(): Generator<string, string, string>;
  unsendable(): Generator<() => void>;
  slow(gate: SharedArrayBuffer): Generator<number>;
  mapped(callback: (item: number) => number | Promise<number>): AsyncGenerator<number>;
  rows(): { rows: Generator<number> };
  finished(): number;
  sum(items: any): Promise<number>;
  first(items: any): Promise<number>;
  Counter: new () => { next(): number };
}

export interface Served {
  /** What `wrapSync()` takes. */
  readonly target: Parameters<typeof wrapSync>[0];
  /** The worker's own messages. */
  post(message: unknown): void;
  end(): Promise<unknown>;
}

/** Enough to load, and soon exhausted. */
const limits = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 };

/** All that calls can be made to from a thread that blocks. */
export const LINES: Readonly<Record<string, (transport: Transport, resourceLimits?: typeof limits) => Served>> = {
  'own line of a worker'(transport, resourceLimits) {
    const target = spawn<Tasks>(fixture('sync/tasks.mjs'), { transport, name: 'tasks', ...(resourceLimits && { resourceLimits }) });
    workerOf(target)!.addEventListener('error', () => {});
    return { target, post: () => {}, end: () => Promise.resolve(target[Symbol.asyncDispose]()) };
  },
  'worker that exposes'(transport, resourceLimits) {
    const worker = new Worker(fixture('sync/serving.mjs'), { transport, name: 'tasks', ...(resourceLimits && { resourceLimits }) });
    worker.addEventListener('error', () => {});
    return { target: worker, post: (message) => worker.postMessage(message), end: () => worker.terminate() };
  },
  'channel to a worker'(transport, resourceLimits) {
    const { port1, port2 } = new MessageChannel();
    const options = { transport, workerData: { port: port2 }, transferList: [port2], ...(resourceLimits && { resourceLimits }) };
    const worker = new Worker(fixture('sync/serving.mjs'), options);
    worker.addEventListener('error', () => {});
    return {
      target: port1,
      post: (message) => worker.postMessage(message),
      async end() {
        port1.close();
        await worker.terminate();
      },
    };
  },
  'worker of the runtime'(_transport, resourceLimits) {
    const worker = new threads.Worker(fixture('sync/serving.mjs'), resourceLimits && { resourceLimits });
    worker.on('error', () => {});
    return { target: worker, post: (message) => worker.postMessage(message), end: () => worker.terminate() };
  },
  'channel of the runtime'(_transport, resourceLimits) {
    const { port1, port2 } = new threads.MessageChannel();
    const options = { workerData: { port: port2 }, transferList: [port2], ...(resourceLimits && { resourceLimits }) };
    const worker = new threads.Worker(fixture('sync/serving.mjs'), options);
    worker.on('error', () => {});
    return {
      target: port1,
      post: (message) => worker.postMessage(message),
      async end() {
        port1.close();
        await worker.terminate();
      },
    };
  },
};

/** Lines that the option `transport` makes a difference to. */
const OF_HEDDLE = 3;

/** A thread that blocks for ever could not even fail: no call of a test waits longer than this. */
export const LONGEST = 8_000;

export interface ServedTasks extends Served {
  /** Whether heddle started the thread. */
  readonly isOfHeddle: boolean;
  readonly tasks: SyncRemote<Tasks>;
  /** The same functions, not blocking. */
  readonly calls: Remote<Tasks>;
  wrap(options: WrapSyncOptions): SyncRemote<Tasks>;
}

/** Runs one test over every line and transport. */
export function overLines(name: string, check: (served: ServedTasks) => Promise<void> | void, hasLimits = false): void {
  for (const [index, kind] of Object.keys(LINES).entries())
    for (const transport of index < OF_HEDDLE ? TRANSPORTS : (['native'] as const))
      test(`${name}: ${kind}, ${transport}`, async () => {
        const served = LINES[kind]!(transport, hasLimits ? limits : undefined);
        try {
          await check({
            ...served,
            isOfHeddle: index < OF_HEDDLE,
            tasks: wrapSync<Tasks>(served.target, { timeout: LONGEST }),
            calls: kind === 'own line of a worker' ? (served.target as Remote<Tasks>) : wrap<Tasks>(served.target as never),
            wrap: (options) => wrapSync<Tasks>(served.target, options),
          });
        } finally {
          await served.end();
        }
      });
}
