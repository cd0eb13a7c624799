import { after, describe, test } from 'node:test';
import threads from 'node:worker_threads';
import { expose, MessageChannel, type Remote, spawn, Worker, wrap } from '../../src/index.ts';
import { setDefaultTransport } from '../../src/port/create-transport.ts';
import { TRANSPORTS, type Transport } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { withDeadline } from '../support/with-deadline.ts';

/** What test/fixtures/rpc/tasks.mjs exports. */
export interface Tasks {
  default(name: string): string;
  add(a: number, b: number): number;
  addLater(a: number, b: number): Promise<number>;
  echo(value: any): any;
  describe(value: any): { type: string; tag: string };
  images: { scale: number; resize(width: number): number; formats: { list(): string[] } };
  name(): string;
  length(list: unknown[]): number;
  apply(...parameters: unknown[]): unknown[];
  version: string;
  fail(error: any): never;
  never(): Promise<void>;
  uncloneable(): any;
  each<T, R>(items: T[], visit: (item: T) => R | Promise<R>): Promise<R[]>;
  keep(value: any): void;
  callKept(...parameters: any[]): any;
  callKeptMember(name: string, ...parameters: any[]): any;
  isKept(value: any): boolean;
  giveKept(): any;
  forget(): void;
  inside(value: any): Promise<unknown[]>;
  Counter: typeof Counter;
  counters: { Counter: typeof Counter; readCounter(counter: any): number; isCounter(value: any): boolean };
  sizeOf(value: any): Promise<number>;
  bytes(length: number): Promise<{ array: Uint8Array }>;
  readError(error: Error): object;
  makeError(): { list: any[] };
}

declare class Counter {
  constructor(start?: number);
  add(step: number): number;
  rename(name: string): { name: string };
  another(): Counter;
  static from(text: string): number;
}

interface Served {
  readonly tasks: Remote<Tasks>;
  end(): PromiseLike<unknown> | void;
}

/** All ways that calls take to a thread or port that serves the tasks. */
const LINES: Readonly<Record<string, (transport: Transport) => Promise<Served> | Served>> = {
  'own line of a worker'(transport) {
    const tasks = spawn<Tasks>(fixture('rpc/tasks.mjs'), { transport });
    return { tasks, end: () => tasks[Symbol.asyncDispose]() };
  },
  'worker that exposes'(transport) {
    const worker = new Worker(fixture('rpc/exposing.mjs'), { transport });
    return { tasks: wrap<Tasks>(worker), end: () => worker.terminate() };
  },
  async 'channel in a thread'() {
    const { port1, port2 } = new MessageChannel();
    await exposeTasks(port2);
    return { tasks: wrap<Tasks>(port1), end: () => port1.close() };
  },
  'worker of the runtime'() {
    const worker = new threads.Worker(fixture('rpc/exposing.mjs'));
    return { tasks: wrap<Tasks>(worker), end: () => worker.terminate() };
  },
  async 'channel of the runtime'() {
    const { port1, port2 } = new threads.MessageChannel();
    await exposeTasks(port2);
    return { tasks: wrap<Tasks>(port1), end: () => port1.close() };
  },
  async 'objects with message events'() {
    const [near, far] = messageTargets();
    await exposeTasks(far);
    return { tasks: wrap<Tasks>(near), end() {} };
  },
};

/** Lines that the option `transport` makes a difference to. */
const OF_HEDDLE = 3;

async function exposeTasks(port: object): Promise<void> {
  expose((await import(fixture('rpc/tasks.mjs').href)) as object, port as never);
}

interface MessageTarget extends EventTarget {
  postMessage(message: unknown, transfer?: readonly object[]): void;
}

/** Two objects that know no more than to post clones to each other, as a window or a service worker does. */
export function messageTargets(): readonly [MessageTarget, MessageTarget] {
  const make = (other: () => EventTarget): MessageTarget =>
    Object.assign(new EventTarget(), {
      postMessage(message: unknown, transfer: readonly object[] = []) {
        const data = structuredClone(message, { transfer: transfer as never });
        setImmediate(() => other().dispatchEvent(new MessageEvent('message', { data })));
      },
    });
  const near: MessageTarget = make(() => far);
  const far: MessageTarget = make(() => near);
  return [near, far];
}

const served = new Map<string, Served>();

/** Runs one test of calls over every line and transport: what holds for one must hold for all. */
export function overLines(name: string, check: (tasks: Remote<Tasks>) => Promise<void>): void {
  describe(name, () => {
    for (const [index, kind] of Object.keys(LINES).entries())
      for (const transport of index < OF_HEDDLE ? TRANSPORTS : (['native'] as const))
        test(`${kind}, ${transport}`, async () => {
          const { tasks } = served.get(`${kind}, ${transport}`)!;
          await withDeadline(check(tasks), `the end of "${name}"`, 8_000);
        });
  });
}

// Running before any test, so that no test is blamed for them.
for (const [index, kind] of Object.keys(LINES).entries())
  for (const transport of index < OF_HEDDLE ? TRANSPORTS : (['native'] as const)) {
    // Channels have no options.
    setDefaultTransport(transport);
    const line = await LINES[kind]!(transport);
    await line.tasks.add(0, 0);
    served.set(`${kind}, ${transport}`, line);
  }
after(async () => {
  await Promise.all([...served.values()].map(async (line) => line.end()));
});
