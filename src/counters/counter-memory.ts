import * as layout from './layout.ts';
import { clock } from '#platform';

// To make one costs more than to use it.
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Views of the memory in which the threads of a process count. */
export class CounterMemory {
  readonly memory: SharedArrayBuffer;
  readonly header: Int32Array<SharedArrayBuffer>;
  readonly threadStates: Int32Array<SharedArrayBuffer>;
  /** For each end of a port 0, or the slot of its thread and one. */
  readonly portOwners: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;

  /** @param memory - of another thread, whose notion of the time this thread takes over */
  constructor(memory?: SharedArrayBuffer) {
    this.memory = memory ?? new SharedArrayBuffer(layout.TOTAL_BYTES);
    const epoch = new Float64Array(this.memory, layout.EPOCH_AT, 1);
    if (memory) clock.epoch = epoch[0]!;
    else epoch[0] = clock.epoch;
    this.header = new Int32Array(this.memory, 0, 16);
    this.threadStates = new Int32Array(this.memory, layout.THREAD_STATES_AT, layout.THREADS);
    this.portOwners = new Int32Array(this.memory, layout.PORT_OWNERS_AT, layout.PORTS);
    this.bytes = new Uint8Array(this.memory);
  }

  thread(slot: number): Float64Array<SharedArrayBuffer> {
    return new Float64Array(this.memory, layout.THREADS_AT + 8 * layout.THREAD_DOUBLES * slot, layout.THREAD_DOUBLES);
  }
  port(slot: number): Float64Array<SharedArrayBuffer> {
    return new Float64Array(this.memory, layout.PORTS_AT + 8 * layout.PORT_DOUBLES * slot, layout.PORT_DOUBLES);
  }

  /** A number that no other end or thread has. */
  newNumber(): number {
    // Pairs with itself in other threads: no two get one number.
    return Atomics.add(this.header, layout.NUMBERS, 1) + 1;
  }

  /** @returns -1 when all are taken */
  takePort(owner: number): number {
    return takeSlot(this.portOwners, owner + 1, layout.FREE);
  }
  freePort(slot: number): void {
    // Pairs with the exchange in takeSlot(): whoever takes the slot next comes after all that its owner wrote.
    Atomics.store(this.portOwners, slot, layout.FREE);
  }

  /**
   * Takes a slot that was never used or, of those whose threads are gone, the one longest. Readers see it once `describeThread()` has said whose it is.
   *
   * @returns -1 when all are taken
   */
  takeThread(): number {
    const free = takeSlot(this.threadStates, layout.CLAIMED, layout.FREE);
    if (free >= 0) return free;
    const ended = (slot: number): number => this.thread(slot)[layout.ENDED]!;
    // Pairs with the store of GONE in bury(): when the thread ended was written before.
    const gone = [...this.threadStates.keys()].filter((slot) => Atomics.load(this.threadStates, slot) === layout.GONE);
    gone.sort((a, b) => ended(a) - ended(b));
    // Pairs with itself in other threads: one of them gets the slot.
    return gone.find((slot) => Atomics.compareExchange(this.threadStates, slot, layout.GONE, layout.CLAIMED) === layout.GONE) ?? -1;
  }

  /** The thread runs no more: what it counted is no port of anybody. */
  freePortsOf(thread: number): void {
    const { portOwners } = this;
    for (let slot = 0; slot < portOwners.length; slot += 1)
      // Pair with the exchange in takeSlot(). No other thread changes a slot of this one between them: its owner is over.
      if (Atomics.load(portOwners, slot) === thread + 1) Atomics.store(portOwners, slot, layout.FREE);
  }

  writeText(at: number, length: number, text: string): void {
    // Takes no shared memory, and cuts off between characters.
    const room = new Uint8Array(length - 1);
    const { written } = encoder.encodeInto(text, room);
    this.bytes.set(room.subarray(0, written), at);
    this.bytes[at + written] = 0;
  }
  readText(at: number, length: number): string {
    const end = this.bytes.indexOf(0, at);
    // A copy: the decoder takes no shared memory.
    return decoder.decode(this.bytes.slice(at, end >= at && end < at + length ? end : at + length));
  }
}

function takeSlot(states: Int32Array, state: number, free: number): number {
  for (let slot = 0; slot < states.length; slot += 1)
    // Pairs with itself in other threads, of which one gets the slot, and with the store that has freed it.
    if (states[slot] === free && Atomics.compareExchange(states, slot, free, state) === free) return slot;
  return -1;
}

/** Where this thread counts. */
export interface Registry {
  readonly counters: CounterMemory;
  /** The slot of this thread; -1 when there was none left. */
  readonly thread: number;
}

// A registry: the memory of this process, as far as it consists of threads of heddle.
let current: Registry | undefined;

export function currentRegistry(): Registry | undefined {
  return current;
}

export function setCurrentRegistry(next: Registry): void {
  current = next;
}
