import { allocateSlots, slotOf, WORDS } from './thread-slots.ts';

const OWNER = 0;
const PARENT = 1;
const LINKING = 2;
const STOPPED = 3;

/** How long a thread waits for the end that it was told of, in milliseconds; longer than anybody takes to bring it about. */
const PARKED_MILLISECONDS = 5_000;

/**
 * Which threads of this process must not be stopped at the moment, and which are over: shared memory that a parent gives to its workers.
 *
 * A thread that is stopped while the runtime links ES modules for a `require()` ends the whole process: Node 20 and 22 ask a module that was left half
 * linked for what only a linked one knows (`v8::Module::IsGraphAsync must be used on an instantiated module`). So a thread says before that it links,
 * and whoever wants to stop it, or one of those that started it, says so too and waits. Each writes first and looks then:
 * one of them sees the other.
 *
 * Who waits for a thread without an event loop looks here too: a thread that is stopped or out of memory says nothing at its end, but whoever stops it
 * has said so, or its parent says that it has ended.
 *
 * Four i32 for each thread, at its number modulo the number of slots, each 0 or 1 + the number of a thread:
 *
 *     OWNER     the thread that has the slot
 *     PARENT    the thread that started it
 *     LINKING   the thread itself while it links
 *     STOPPED   the thread itself from when somebody is about to stop it, or it has ended; the negative of it where it is about to end by itself
 */
export class StopGate {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer = allocateSlots()) {
    this.memory = memory;
    this.#words = new Int32Array(memory);
  }

  /** A thread, when it begins. */
  join(thread: number, parent: number): void {
    const at = slotOf(thread);
    Atomics.store(this.#words, at + PARENT, parent + 1);
    Atomics.store(this.#words, at + OWNER, thread + 1);
  }

  /** Whether a thread has begun: the runtime runs it. */
  hasJoined(thread: number): boolean {
    return Atomics.load(this.#words, slotOf(thread) + OWNER) === thread + 1;
  }

  /** A thread that is about to link; one that is being stopped waits here for its end. */
  enter(thread: number): void {
    Atomics.store(this.#words, slotOf(thread) + LINKING, thread + 1);
    if (this.#isStopped(thread)) this.leave(thread);
  }
  /** A thread that has linked; one that is being stopped waits here for its end. */
  leave(thread: number): void {
    this.#rest(thread);
    const at = slotOf(thread) + STOPPED;
    if (this.#isStopped(thread)) Atomics.wait(this.#words, at, Atomics.load(this.#words, at), PARKED_MILLISECONDS);
  }

  /** Says that `thread` is about to be stopped, and with it all that it started. */
  stop(thread: number): void {
    Atomics.store(this.#words, slotOf(thread) + STOPPED, thread + 1);
  }
  /** A thread is about to stop itself, perhaps in code that runs because it links: it does not do so at this moment. */
  stopSelf(thread: number): void {
    Atomics.store(this.#words, slotOf(thread) + STOPPED, -(thread + 1));
    this.#rest(thread);
  }
  /** A thread that links: `thread` itself, or one that it, or one of those that it started, has started. */
  linkingIn(thread: number): number | undefined {
    for (let at = 0; at < this.#words.length; at += WORDS) {
      const linking = Atomics.load(this.#words, at + LINKING) - 1;
      if (linking >= 0 && this.#lineOf(linking).includes(thread)) return linking;
    }
    return undefined;
  }
  /** Sleeps until `thread` links no more, for at most so many milliseconds. False when the time was over. */
  waitFor(thread: number, milliseconds: number): boolean {
    return Atomics.wait(this.#words, slotOf(thread) + LINKING, thread + 1, milliseconds) !== 'timed-out';
  }

  /** The thread has ended: neither it nor what it started links any more. */
  ended(thread: number): void {
    this.stop(thread);
    for (let linking = this.linkingIn(thread); linking !== undefined; linking = this.linkingIn(thread)) this.#rest(linking);
  }

  /** Whether nothing is to be expected of a thread any more, as far as anybody has said so: one that ends by itself still says what it has to say. */
  isOver(thread: number): boolean {
    return this.#lineOf(thread).some((one) => Atomics.load(this.#words, slotOf(one) + STOPPED) === one + 1);
  }

  #rest(thread: number): void {
    const at = slotOf(thread) + LINKING;
    Atomics.store(this.#words, at, 0);
    Atomics.notify(this.#words, at);
  }

  #isStopped(thread: number): boolean {
    return this.#lineOf(thread).some((one) => Math.abs(Atomics.load(this.#words, slotOf(one) + STOPPED)) === one + 1);
  }

  /** The thread, the one that started it, and so on. */
  #lineOf(thread: number): readonly number[] {
    const line: number[] = [];
    for (let next = thread; next >= 0 && !line.includes(next);) {
      line.push(next);
      const at = slotOf(next);
      next = Atomics.load(this.#words, at + OWNER) === next + 1 ? Atomics.load(this.#words, at + PARENT) - 1 : -1;
    }
    return line;
  }
}

// A registry: the gate of this process, which a thread makes for itself only when nobody has given it one.
let gate: StopGate | undefined;

export function stopGate(): StopGate {
  return (gate ??= new StopGate());
}

/** Takes over the gate of the thread that started this one. */
export function joinStopGate(memory: SharedArrayBuffer, thread: number, parentThread: number): StopGate {
  gate = new StopGate(memory);
  gate.join(thread, parentThread);
  return gate;
}
