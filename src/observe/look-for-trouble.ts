import { clock } from '#platform';
import type { CounterMemory } from '../counters/counter-memory.ts';
import { type PortEnd, readPorts } from '../counters/read-ports.ts';
import { readThreads, type ThreadInSlot } from '../counters/read-threads.ts';
import { atEachBeat, BEAT_MILLISECONDS } from './beat.ts';
import { warn } from './warn.ts';

/** Looks once a second. */
const BEATS = 1000 / BEAT_MILLISECONDS;
/** Messages are said to have no handler when nothing was taken at so many looks. */
const UNTAKEN = 3;
/** A thread is said to be blocked after so many milliseconds. */
const BLOCKED = 2000;

interface Seen {
  queued: number;
  received: number;
  queue: GrowingQueue;
  untaken: number;
}

/** Looks at all threads and ports of the process while somebody watches. One thread does it: the one that made the memory. */
export function lookForTrouble(counters: CounterMemory): void {
  let beats = 0;
  let seen = new Map<number, Seen>();
  atEachBeat(() => {
    beats += 1;
    if (beats % BEATS !== 0) return;
    const threads = new Map(readThreads(counters).map((thread) => [thread.slot, thread]));
    for (const thread of threads.values()) lookAtThread(thread);
    const ends = readPorts(counters);
    const peers = new Map(ends.map((end) => [end.channel, [] as PortEnd[]]));
    for (const end of ends) peers.get(end.channel)!.push(end);
    const next = new Map<number, Seen>();
    for (const end of ends) {
      const peer = peers.get(end.channel)!.find(({ number }) => number !== end.number);
      const receiver = threads.get(end.thread);
      // What a thread that is blocked does not take is not the fault of the port.
      if (peer && receiver && !isBlocked(receiver)) next.set(end.number, lookAtEnd(end, peer, receiver, seen.get(end.number)));
    }
    seen = next;
  });
}

function isBlocked({ at, state }: ThreadInSlot): boolean {
  return state !== 'ended' && at > 0 && clock.sinceEpoch() - at > BLOCKED;
}

function lookAtThread(thread: ThreadInSlot): void {
  if (!isBlocked(thread)) return;
  const task = thread.task && thread.busySince !== undefined ? `, in ${thread.task}` : '';
  warn(
    'HEDDLE_BLOCKED',
    `${thread.number} ${thread.task}`,
    `${describe(thread)} has not come to its event loop for ${((clock.sinceEpoch() - thread.at) / 1000).toFixed(1)} s${task}`,
    'Messages, timers and cancellation wait for it. Give the work to another worker, or do it in parts.',
  );
}

function lookAtEnd(end: PortEnd, peer: PortEnd, receiver: ThreadInSlot, before: Seen | undefined): Seen {
  const queued = Math.max(0, peer.sent - end.received) + end.backlog;
  const { received } = end;
  const queue = before?.queue ?? new GrowingQueue();
  const untaken = before && queued > 0 && queued >= before.queued && received === before.received ? before.untaken + 1 : 0;
  const place = `${receiver.script} ${end.kind}`;
  const where = `${end.kind === 'worker' ? 'the port between a worker and its parent' : 'a port'} in ${describe(receiver)}`;
  if (queue.look(queued))
    warn(
      'HEDDLE_QUEUE_GROWS',
      place,
      `The queue of ${where} has grown for ${GROWN} s, to ${queued} messages`,
      'It is filled faster than it is read, and takes memory until that ends. Send less, wait for answers, or use a pool with `maxQueue`.',
    );
  if (untaken === UNTAKEN)
    warn(
      'HEDDLE_NO_HANDLER',
      place,
      `${queued} messages wait at ${where}, and nothing takes them`,
      'Set `onmessage` or add a listener of `message`; a port that is not needed is to be closed.',
    );
  return { queued, received, queue, untaken };
}

function describe({ name, threadId }: ThreadInSlot): string {
  return name === 'main' && threadId === 0 ? 'the main thread' : `worker ${name ? `"${name}" ` : ''}(thread ${threadId})`;
}

/** A queue is said to grow when it has grown at so many looks, one after the other, a second apart, to more than so many entries. */
export const GROWN = 5;
const LONG = 1000;

/** Finds out whether a queue only grows. */
export class GrowingQueue {
  #length = Infinity;
  #grown = 0;

  /** @returns whether it has grown for `GROWN` looks just now */
  look(length: number): boolean {
    this.#grown = length > this.#length && length > LONG ? this.#grown + 1 : 0;
    this.#length = length;
    return this.#grown === GROWN;
  }
}
