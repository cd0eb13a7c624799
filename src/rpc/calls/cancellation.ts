import { clock, type Timer } from '#platform';
import { type CallOptions, DEFAULT_GRACE } from './call-options.ts';
import type { SentSignal, SentSignals } from './sent-signals.ts';

/** Whether a call with these options can be cancelled. */
export function isCancellable({ signal, timeout }: CallOptions): boolean {
  return signal !== undefined || (timeout !== undefined && timeout !== Infinity);
}

/** Each is called at most once. */
export interface CancellationSteps {
  /** Makes the reason of a call whose time is over. */
  timedOut(): unknown;
  /** The task's signal has been aborted. */
  cancelled(reason: unknown): void;
  /** The time of grace is over. */
  overdue(reason: unknown): void;
}

/** A stream that a call gave. */
export interface CancelledStream {
  /** The program wants no more of it. */
  abort(reason: unknown): void;
  /** From when the program wants no more, its source has so many milliseconds to end; `overdue` is called if it has not. */
  limitEnding(grace: number, overdue: () => void): void;
}

/**
 * The ways in which a call ends before its time: first the task's signal is aborted, and when it has not answered after the time of grace, nobody
 * waits for it any more.
 */
export class Cancellation {
  /** The signal that the task has for its call. */
  readonly sent: SentSignal;
  readonly #signals: SentSignals;
  readonly #followed: SentSignal | undefined;
  #grace: number;
  #steps: Omit<CancellationSteps, 'timedOut'>;
  #timer: Timer | undefined;
  #cancelled = false;

  constructor(signals: SentSignals, { signal, timeout, grace = DEFAULT_GRACE }: CallOptions, steps: CancellationSteps) {
    this.#signals = signals;
    this.#grace = grace;
    this.#steps = steps;
    const timed = timeout !== undefined && timeout !== Infinity;
    // A time-out is that of one call, so this needs a signal of its own, which then follows the one of the program.
    this.#followed = signal && signals.use(signal);
    this.sent = timed || !this.#followed ? signals.use() : this.#followed;
    this.#followed?.followers.add(this.#cancel);
    if (timed) this.#timer = clock.setTimeout(() => this.#cancel(steps.timedOut()), timeout);
  }

  /**
   * The call has been answered with streams: the program's signal ends them, all at once, and no time is set for them. Each has the time of grace to
   * react once it is to end.
   */
  goOn(streams: readonly CancelledStream[], overdue: () => void): void {
    clock.clearTimeout(this.#timer);
    for (const stream of streams) stream.limitEnding(this.#grace, overdue);
    const cancelled = (reason: unknown): void => {
      for (const stream of streams) stream.abort(reason);
    };
    this.#grace = Infinity;
    this.#steps = { cancelled, overdue() {} };
    // It was answered all the same.
    if (this.#cancelled) cancelled(this.sent.abortion!.reason);
  }
  /** Ends it before its time, as the program's signal would. */
  cancel(reason: unknown): void {
    this.#cancel(reason);
  }
  /** The call has been answered, or nobody waits for it. */
  end(): void {
    clock.clearTimeout(this.#timer);
    this.#followed?.followers.delete(this.#cancel);
    if (this.#followed) this.#signals.release(this.#followed);
    if (this.sent !== this.#followed) this.#signals.release(this.sent);
  }

  readonly #cancel = (reason: unknown): void => {
    if (this.#cancelled) return;
    this.#cancelled = true;
    clock.clearTimeout(this.#timer);
    this.sent.abort(reason);
    if (this.#grace !== Infinity) this.#timer = clock.setTimeout(() => this.#steps.overdue(reason), this.#grace);
    this.#steps.cancelled(reason);
  };
}
