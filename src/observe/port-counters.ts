import { clock } from '#platform';
import { diagnostics } from './diagnostics.ts';
import { logEvent } from './event-log.ts';
import { largestBuffer, type Weight } from '../counters/weigh.ts';
import * as layout from '../counters/layout.ts';
import { registry } from './registry.ts';
import { timing } from '../counters/timing.ts';
import { programLines } from '../core/own-frames.ts';
import { warn, warningsAreOn } from './warn.ts';

/** What goes along when a port is moved to another thread: both of its lives are one. */
export interface PortIdentity {
  readonly channel: number;
  readonly figures: readonly number[];
}

const PATH_AT = Object.fromEntries(layout.PATHS.map((path, index) => [path, layout.SENT + index])) as Record<layout.SentPath, number>;
// What every message touches, as constants of this module: the engine takes them for numbers.
const RING = PATH_AT.ring;
const FRAME = PATH_AT.frame;
const { COPIED, TAKEN } = layout;

/** To copy a buffer of so many bytes takes longer than to send a message. */
export const LARGE_COPY: number = 1 << 20;

function warnOfCopy(bytes: number, after: (...parameters: never[]) => void): void {
  const holder: { stack?: string } = {};
  const { stackTraceLimit } = Error;
  // A call passes through more of heddle than the runtime tells by itself.
  Error.stackTraceLimit = 50;
  Error.captureStackTrace(holder, after);
  Error.stackTraceLimit = stackTraceLimit;
  const place = programLines(holder.stack ?? '', 1);
  warn(
    'HEDDLE_LARGE_COPY',
    place,
    `A message copies a buffer of ${(bytes / 2 ** 20).toFixed(1)} MB${place ? ` ${place}` : ''}`,
    'Move it, when it is not needed any more: postMessage(message, [buffer]). Or share it: a SharedArrayBuffer is never copied.',
  );
}

const sentOf = (figures: Float64Array): number =>
  figures.subarray(layout.SENT, layout.SENT + layout.PATHS.length).reduce((sum, count) => sum + count, 0);

/** @param other - 1 for messages that came from the other end */
function directionOf(figures: Float64Array, other: 0 | 1): { channel: number; from: number } {
  return { channel: figures[layout.CHANNEL]!, from: figures[layout.SIDE]! ^ other };
}

// Messages arrive in the order in which they were sent, so the nth of one end is the nth of the other.
function traceSent(figures: Float64Array, path: layout.SentPath, time: number): void {
  const at = clock.sinceEpoch(time);
  logEvent({ type: 'sent', ...directionOf(figures, 0), nth: sentOf(figures), at, path });
}

function traceHandled(figures: Float64Array, begun: number, took: number): void {
  const tasks = timing.begun;
  timing.begun = [];
  logEvent({ type: 'handled', ...directionOf(figures, 1), nth: figures[TAKEN]!, at: clock.sinceEpoch(begun), took, tasks });
}

function addToClosed(figures: Float64Array, thread: Float64Array): void {
  const sent = sentOf(figures);
  thread[layout.CLOSED_SENT]! += sent;
  thread[layout.CLOSED_NATIVE]! += sent - figures[RING]! - figures[FRAME]!;
  thread[layout.CLOSED_RECEIVED]! += figures[TAKEN]!;
  thread[layout.CLOSED_COPIED]! += figures[COPIED]!;
  thread[layout.CLOSED_MOVED]! += figures[layout.MOVED]!;
  thread[layout.CLOSED_SHARED]! += figures[layout.SHARED]!;
}

/**
 * What one end of a port counts, in shared memory. Only the thread that has the end writes here, so a count is a plain addition: that and
 * nothing else happens for each message while nobody watches.
 */
export class PortCounters {
  /** `SENT + n` and so on of layout.ts; read by `readPort()`. */
  figures: Float64Array;
  #slot: number;

  constructor(kind: layout.PortKind, channel: number, side: 0 | 1 = 0, moved?: PortIdentity) {
    const { counters, thread } = registry();
    this.#slot = thread < 0 ? -1 : counters.takePort(thread);
    if (this.#slot < 0) {
      this.figures = new Float64Array(layout.PORT_DOUBLES);
      // Pairs with the load in readState().
      Atomics.add(counters.header, layout.UNCOUNTED, 1);
    } else this.figures = counters.port(this.#slot);
    const { figures } = this;
    figures.fill(0);
    figures[layout.SIDE] = side;
    if (moved) figures.set(moved.figures);
    figures[layout.CHANNEL] = channel;
    figures[layout.KIND] = layout.KINDS.indexOf(kind);
    figures[layout.OPENED] = clock.sinceEpoch();
    // Last: a reader takes the figures for those of another port until the number changes.
    figures[layout.NUMBER] = counters.newNumber();
  }

  get channel(): number {
    return this.figures[layout.CHANNEL]!;
  }
  get kind(): layout.PortKind {
    return layout.KINDS[this.figures[layout.KIND]!]!;
  }
  get sent(): number {
    return sentOf(this.figures);
  }
  get received(): number {
    return this.figures[TAKEN]!;
  }
  get identity(): PortIdentity {
    return { channel: this.channel, figures: [...this.figures] };
  }

  /** A message was written into the ring, in so many bytes. */
  written(bytes: number): void {
    const { figures } = this;
    figures[RING]! += 1;
    if (timing.traced) traceSent(figures, 'ring', clock.now());
    figures[COPIED]! += bytes;
  }
  /** An encoded message was moved to the other side, because the ring had no room for it. */
  framed(bytes: number): void {
    const { figures } = this;
    figures[FRAME]! += 1;
    if (timing.traced) traceSent(figures, 'frame', clock.now());
    figures[COPIED]! += bytes;
  }
  /** A message went by the runtime's own means. @param weight - from `weigh()` before it went, because moved buffers are empty afterwards */
  posted(path: layout.SentPath, { copied, moved, shared, largest, at }: Weight): void {
    const { figures } = this;
    figures[PATH_AT[path]]! += 1;
    if (timing.traced) traceSent(figures, path, at);
    figures[COPIED]! += copied;
    figures[layout.MOVED]! += moved;
    figures[layout.SHARED]! += shared;
    if (largest >= LARGE_COPY && (timing.watched || warningsAreOn())) warnOfCopy(largest, this.posted);
    if (diagnostics.portNative.isWanted) diagnostics.portNative.publish({ channel: this.channel, reason: path });
  }
  /** A message of `LARGE_COPY` bytes or more was encoded: what of it are buffers need not have been. */
  copiedMuch(message: unknown): void {
    if (!timing.watched && !warningsAreOn()) return;
    const largest = largestBuffer(message, []);
    if (largest >= LARGE_COPY) warnOfCopy(largest, this.copiedMuch);
  }
  /** The reader slept, and was woken from here. */
  rang(): void {
    this.figures[layout.BELLS]! += 1;
  }
  /** The event loop brought something to this end. */
  woken(): void {
    this.figures[layout.WOKEN]! += 1;
  }
  /** A message was taken without being delivered. */
  taken(): void {
    this.figures[TAKEN]! += 1;
  }

  /** Delivers a message, which is counted, and timed while somebody watches. */
  deliver<T, R>(receiver: { message(received: T): R }, received: T): R {
    this.figures[TAKEN]! += 1;
    return timing.left === 0 ? receiver.message(received) : this.#time(receiver, received);
  }

  #time<T, R>(receiver: { message(received: T): R }, received: T): R {
    const { figures } = this;
    timing.left -= 1;
    const begun = clock.now();
    timing.enter(begun);
    try {
      return receiver.message(received);
    } finally {
      timing.leave();
      figures[layout.TIMED]! += 1;
      const took = clock.now() - begun;
      figures[layout.HANDLING]! += took;
      if (timing.traced) traceHandled(figures, begun, took);
    }
  }

  /** How many messages wait here for a handler. */
  waiting(count: number): void {
    this.figures[layout.BACKLOG] = count;
  }

  /** The end is closed, or goes on in another thread, with its figures: its slot is somebody else's from now on. */
  release(isClosed: boolean): void {
    if (this.#slot < 0) return;
    const { counters, thread } = registry();
    this.figures = this.figures.slice();
    counters.freePort(this.#slot);
    this.#slot = -1;
    if (isClosed) addToClosed(this.figures, counters.thread(thread));
  }
}
