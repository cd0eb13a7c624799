import { thisThread } from '#platform';
import { TABLE_BYTES, ThreadSlots } from './thread-slots.ts';

// Words of the wait-for graph.
const SENT = 0;
const WAITER = 1;
const SEEN = 2;
const TARGET = 3;
// Words of the termination guard; 4 and 5 are those of ThreadSlots.
const LINKING = 6;
const STOPPED = 7;

/** How long a thread sleeps that was told of its end, in milliseconds: longer than its end takes. */
const PARKED_MILLISECONDS = 5_000;

/**
 * Which thread of this process sleeps until which other one answers. Words of a thread's slot:
 *
 *     SENT      counts what was sent to the thread while it may sleep; what it sleeps on
 *     WAITER    1 + the number of the thread that wrote the slot
 *     SEEN      what SENT was before the thread found nothing to do
 *     TARGET    1 + the number of the thread that it waits for; 0 while it does not sleep
 *
 * A thread is blocked while SEEN equals SENT: whoever sends it something ends that by the same store, so that nobody takes a thread for blocked that
 * is about to wake up. Threads that share a slot, which happens where more than 1024 live at the same time, wake each other for nothing, and a graph does
 * not show that one of them is blocked.
 */
export class WaitForGraph {
  readonly #words: Int32Array;
  readonly #slots: ThreadSlots;

  constructor(words: Int32Array) {
    this.#words = words;
    this.#slots = new ThreadSlots(words);
  }

  /** What to pass to `sleep()` and `block()`, seen before the thread looks for something to do. */
  sent(thread: number): number {
    // Pairs with the add in wake(): what was sent before that add is found by a look after this load.
    return Atomics.load(this.#words, this.#slots.of(thread) + SENT);
  }

  /** Wakes `thread`. Its caller has sent something, which the thread can find from now on. */
  wake(thread: number): void {
    this.#wake(this.#slots.of(thread));
  }

  /** Wakes every thread that waits, because a thread is over for which it, or what it waits for, may wait. */
  wakeAll(): void {
    // Pairs with the store of TARGET in block(), after which a thread looks once more.
    for (const at of ThreadSlots.all()) if (Atomics.load(this.#words, at + TARGET) !== 0) this.#wake(at);
  }

  /** Sleeps until something has been sent since `seen`, or for `milliseconds`. False when the time was over. */
  sleep(thread: number, seen: number, milliseconds: number): boolean {
    // Pairs with the add and the notify in wake(): an add that came before makes this return at once.
    return Atomics.wait(this.#words, this.#slots.of(thread) + SENT, seen, milliseconds) !== 'timed-out';
  }

  /** Says that `thread` is about to sleep until `target` sends it something. Each of two threads says so first and looks for `cycle()` then: one of them sees the other. */
  block(thread: number, target: number, seen: number): void {
    const at = this.#slots.of(thread);
    this.unblock(thread);
    // Both before TARGET, whose load in #targetOf() makes them readable.
    Atomics.store(this.#words, at + WAITER, thread + 1);
    Atomics.store(this.#words, at + SEEN, seen);
    // Pairs with the loads of TARGET in #targetOf() and wakeAll().
    Atomics.store(this.#words, at + TARGET, target + 1);
  }
  unblock(thread: number): void {
    // Pairs with the second load of TARGET in #targetOf(), which then throws away the words that it has read between.
    Atomics.store(this.#words, this.#slots.of(thread) + TARGET, 0);
  }

  /** The threads that wait for each other in a circle with `thread`, beginning with it; undefined when there is none. */
  cycle(thread: number): readonly number[] | undefined {
    const threads: number[] = [];
    for (let next: number | undefined = thread; next !== thread || threads.length === 0; next = this.#targetOf(next)) {
      // A circle further on is for those in it to see.
      if (next === undefined || threads.includes(next)) return undefined;
      threads.push(next);
    }
    // The last thread may have answered one that was looked at before, and gone to sleep then. Since it was looked at it has slept, because this thread,
    // which it waits for, answers nobody meanwhile: whoever waits for it at a second look waits on, and so does whoever waits for that one.
    return threads.every((one, place) => this.#targetOf(one) === (threads[place + 1] ?? thread)) ? threads : undefined;
  }

  #wake(at: number): void {
    // Pairs with the load in sent() and the comparison in sleep().
    Atomics.add(this.#words, at + SENT, 1);
    // Pairs with the wait in sleep().
    Atomics.notify(this.#words, at + SENT);
  }

  #targetOf(thread: number): number | undefined {
    const words = this.#words;
    const at = this.#slots.of(thread);
    // Pairs with the stores of TARGET in block() and unblock().
    const target = Atomics.load(words, at + TARGET);
    // Pairs with the store of WAITER in block().
    if (target === 0 || Atomics.load(words, at + WAITER) !== thread + 1) return undefined;
    // Pair with the store of SEEN in block() and the add of SENT in wake().
    const isBlocked = Atomics.load(words, at + SEEN) === Atomics.load(words, at + SENT);
    // Pairs with unblock(): TARGET is unchanged only if what was read in between belongs to one sleep.
    return isBlocked && Atomics.load(words, at + TARGET) === target ? target - 1 : undefined;
  }
}

/**
 * Which threads of this process must not be stopped at the moment, and which are over.
 *
 * A thread that is stopped while the runtime links ES modules for a `require()` ends the whole process: Node 20 and 22 ask a module that was left half
 * linked for what only a linked one knows (`v8::Module::IsGraphAsync must be used on an instantiated module`). So a thread says before that it links,
 * and whoever wants to stop it, or one of those that started it, says so too and waits. Each writes first and looks then:
 * one of them sees the other.
 *
 * A thread without an event loop that waits for another one looks here too: a thread that is stopped or out of memory says nothing at its end, but
 * whoever stops it has said so, or its parent says that it has ended.
 *
 * Words of a thread's slot, each 0 or 1 + the number of a thread:
 *
 *     LINKING   the thread itself while it links
 *     STOPPED   the thread itself from when another one is about to stop it, or it has ended; the negative of it where it is about to end by itself
 */
export class TerminationGuard {
  readonly #words: Int32Array;
  readonly #slots: ThreadSlots;

  constructor(words: Int32Array) {
    this.#words = words;
    this.#slots = new ThreadSlots(words);
  }

  /** A thread, when it begins. */
  join(thread: number, parent: number): void {
    this.#slots.join(thread, parent);
  }

  /** Whether a thread has begun: the runtime runs it. */
  hasJoined(thread: number): boolean {
    return this.#slots.find(thread) !== undefined;
  }

  /** A thread that is about to link; one that is being stopped waits here for its end. */
  enter(thread: number): void {
    // Pairs with the load of LINKING in linkingIn(), after a store of STOPPED: this thread sees STOPPED, or that one sees LINKING.
    Atomics.store(this.#words, this.#slots.of(thread) + LINKING, thread + 1);
    if (this.#isStopped(thread)) this.leave(thread);
  }
  /** A thread that has linked; one that is being stopped waits here for its end. */
  leave(thread: number): void {
    this.#rest(this.#slots.of(thread));
    const at = this.#slots.of(thread) + STOPPED;
    // Nothing notifies: the thread sleeps until it is stopped, or the time is over.
    if (this.#isStopped(thread)) Atomics.wait(this.#words, at, Atomics.load(this.#words, at), PARKED_MILLISECONDS);
  }

  /** Says that `thread` is about to be stopped, and with it all that it started. */
  stop(thread: number): void {
    // Pairs with the loads of STOPPED in #isStopped() and isOver().
    Atomics.store(this.#words, this.#slots.of(thread) + STOPPED, thread + 1);
  }
  /** A thread is about to stop itself, perhaps in code that runs because it links: it does not do so at this moment. */
  stopSelf(thread: number): void {
    // Pairs with the load of STOPPED in #isStopped(), by threads that this one has started.
    Atomics.store(this.#words, this.#slots.of(thread) + STOPPED, -(thread + 1));
    this.#rest(this.#slots.of(thread));
  }
  /** A thread that links: `thread` itself, or one that it, or one of those that it started, has started. */
  linkingIn(thread: number): number | undefined {
    const [first] = this.#linkingIn(thread);
    return first?.linking;
  }
  /** Sleeps until `thread` links no more, for at most so many milliseconds. False when the time was over. */
  waitFor(thread: number, milliseconds: number): boolean {
    // Pairs with the store and the notify in #rest().
    return Atomics.wait(this.#words, this.#slots.of(thread) + LINKING, thread + 1, milliseconds) !== 'timed-out';
  }

  /** The thread has ended: neither it nor what it started links any more. */
  ended(thread: number): void {
    this.stop(thread);
    for (const { at } of this.#linkingIn(thread)) this.#rest(at);
    // Those that it has started have ended with it, and nobody is left to say so.
    for (const living of this.#slots.living()) if (this.#slots.line(living).includes(thread)) this.#slots.leave(living);
  }

  /** Whether nothing is to be expected of a thread any more, as far as a thread has said so: one that ends by itself still says what it has to say. */
  isOver(thread: number): boolean {
    // Pairs with the store in stop(), not with that of stopSelf().
    return this.#slots.line(thread).some((one) => this.#stoppedWords(one).includes(one + 1));
  }

  /** The threads that link, and their slots: `thread` itself, and those that it, or one of those that it started, has started. */
  *#linkingIn(thread: number): Generator<{ readonly at: number; readonly linking: number }> {
    for (const at of ThreadSlots.all()) {
      // Pairs with the store of LINKING in enter(), after which that thread looks at STOPPED.
      const linking = Atomics.load(this.#words, at + LINKING) - 1;
      if (linking >= 0 && this.#slots.line(linking).includes(thread)) yield { at, linking };
    }
  }

  #rest(at: number): void {
    // Pairs with the load in #linkingIn() and the comparison in waitFor().
    Atomics.store(this.#words, at + LINKING, 0);
    // Pairs with the wait in waitFor().
    Atomics.notify(this.#words, at + LINKING);
  }

  #isStopped(thread: number): boolean {
    // Pairs with the stores in stop() and stopSelf(), after which their threads look at LINKING.
    return this.#slots.line(thread).some((one) =>
      this.#stoppedWords(one)
        .map(Math.abs)
        .includes(one + 1),
    );
  }

  /** STOPPED of the thread; who stopped it before it had its slot wrote where it begins to look for one. */
  #stoppedWords(thread: number): readonly number[] {
    // Pair with the stores in stop() and stopSelf().
    return [this.#slots.of(thread), ThreadSlots.home(thread)].map((at) => Atomics.load(this.#words, at + STOPPED));
  }
}

/** What the threads of a process know of each other without their event loops: shared memory that a parent gives to its workers. */
export class ThreadTable {
  readonly memory: SharedArrayBuffer;
  readonly waits: WaitForGraph;
  readonly guard: TerminationGuard;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(TABLE_BYTES)) {
    this.memory = memory;
    const words = new Int32Array(memory);
    this.waits = new WaitForGraph(words);
    this.guard = new TerminationGuard(words);
  }
}

/** The parent of a thread that heddle has not started. */
const NOBODY = -1;

// Registries: the table of this process, which a thread makes for itself only when its parent has given it none, and the number of that parent.
let table: ThreadTable | undefined;
let parent: number | undefined;

export function threadTable(): ThreadTable {
  if (table) return table;
  table = new ThreadTable();
  table.guard.join(thisThread.id, NOBODY);
  return table;
}

/** The number of the thread that started this one, where heddle did. */
export function parentThread(): number | undefined {
  return parent;
}

/** Takes over the table of the thread that started this one, and enters this one. */
export function joinProcess(memory: SharedArrayBuffer, thread: number, parentThread: number): ThreadTable {
  table = new ThreadTable(memory);
  table.guard.join(thread, parentThread);
  parent = parentThread;
  return table;
}
