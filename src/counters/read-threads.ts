import type { CounterMemory } from './counter-memory.ts';
import type { PortEnd } from './read-ports.ts';
import * as layout from './layout.ts';

export type ThreadState = 'starting' | 'loading' | 'running' | 'ended';
const STATES: readonly (ThreadState | undefined)[] = [undefined, 'starting', 'loading', 'running', 'ended'];

/** What a thread measures of itself while somebody watches; all zero when nobody ever did. */
export interface ThreadFigures {
  /** When they were taken, in milliseconds since the epoch: a thread that is blocked takes none. 0 for never. */
  readonly at: number;
  /** Between 0 and 1: how busy the event loop was of late. */
  readonly utilization: number;
  /** How late a timer came, in milliseconds. */
  readonly delay: number;
  /** In bytes. */
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly external: number;
  /** Tasks that were begun while somebody watched. */
  readonly tasks: number;
}

/** A thread as a reader of all of them sees it. Times are milliseconds since the epoch. */
export interface ThreadStats extends ThreadFigures {
  /** A number that no other thread of the process has had. */
  readonly number: number;
  readonly threadId: number;
  readonly name: string;
  readonly script: string;
  /** The number of the thread that started it; 0 for the first one. */
  readonly parent: number;
  readonly state: ThreadState;
  readonly started: number;
  readonly ended: number | undefined;
  readonly exitCode: number | undefined;
  /** The task that it runs just now, or ran last, and since when it has been in a handler; undefined when it is in none. */
  readonly task: string;
  readonly busySince: number | undefined;
}

/** Messages and bytes of all ports of a thread, since its start. */
export interface Traffic {
  sent: number;
  received: number;
  /** Of `sent`, those that the runtime's own postMessage carried. */
  native: number;
  copied: number;
  moved: number;
  shared: number;
}

/** @param ports - the ends that are open now */
export function trafficOf(counters: CounterMemory, slot: number, ports: readonly PortEnd[]): Traffic {
  const closed = counters.thread(slot);
  const traffic: Traffic = {
    sent: closed[layout.CLOSED_SENT]!,
    received: closed[layout.CLOSED_RECEIVED]!,
    native: closed[layout.CLOSED_NATIVE]!,
    copied: closed[layout.CLOSED_COPIED]!,
    moved: closed[layout.CLOSED_MOVED]!,
    shared: closed[layout.CLOSED_SHARED]!,
  };
  for (const { thread, sent, received, paths, bytes } of ports) {
    if (thread !== slot) continue;
    traffic.sent += sent;
    traffic.received += received;
    traffic.native += sent - (paths.ring ?? 0) - (paths.frame ?? 0);
    traffic.copied += bytes.copied;
    traffic.moved += bytes.moved;
    traffic.shared += bytes.shared;
  }
  return traffic;
}

/** One with its slot, which ports name. */
export type ThreadInSlot = ThreadStats & { readonly slot: number };

export function readFigures(figures: Float64Array): ThreadFigures {
  return {
    at: figures[layout.BEAT]!,
    utilization: figures[layout.UTILIZATION]!,
    delay: figures[layout.DELAY]!,
    heapUsed: figures[layout.HEAP_USED]!,
    heapTotal: figures[layout.HEAP_TOTAL]!,
    external: figures[layout.EXTERNAL]!,
    tasks: figures[layout.TASKS]!,
  };
}

/** The threads that run, and those that ended and whose place nobody needed since. */
export function readThreads(counters: CounterMemory): ThreadInSlot[] {
  const threads: ThreadInSlot[] = [];
  for (let slot = 0; slot < counters.threadStates.length; slot += 1) {
    // Pairs with the stores in describeThread(), bury() and ThreadRecord.is(): who the thread is was written before.
    const state = STATES[Atomics.load(counters.threadStates, slot)];
    if (!state) continue;
    const figures = counters.thread(slot);
    const parent = figures[layout.PARENT]!;
    const isGone = state === 'ended';
    threads.push({
      ...readFigures(figures),
      slot,
      number: figures[layout.THREAD_NUMBER]!,
      threadId: figures[layout.THREAD_ID]!,
      name: counters.readText(figures.byteOffset + layout.NAME_AT, layout.NAME_BYTES),
      script: counters.readText(figures.byteOffset + layout.SCRIPT_AT, layout.SCRIPT_BYTES),
      parent: parent < 0 ? 0 : counters.thread(parent)[layout.THREAD_NUMBER]!,
      state,
      started: figures[layout.STARTED]!,
      ended: isGone ? figures[layout.ENDED]! : undefined,
      exitCode: isGone ? figures[layout.EXIT_CODE]! : undefined,
      task: counters.readText(figures.byteOffset + layout.TASK_AT, layout.TASK_BYTES),
      busySince: !isGone && figures[layout.BUSY_SINCE]! > 0 ? figures[layout.BUSY_SINCE]! : undefined,
    });
  }
  return threads;
}
