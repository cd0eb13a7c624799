import { clock, type Timer } from '#platform';
import { timedOut } from '../rpc/calls/call-errors.ts';
import type { CallOptions } from '../rpc/calls/call-options.ts';

/** What may end the waiting of a task: its signal, and its time. Once it is sent to a worker, the connection looks after both. */
export class QueueDeadline {
  readonly #signal: AbortSignal | undefined;
  /** By the clock of `performance.now()`; Infinity without a time. */
  readonly #until: number;
  readonly #watch: SignalWatch;
  readonly #cancel: (reason: unknown) => void;
  readonly #message: () => string;
  #timer: Timer | undefined;

  /**
   * @param cancel - takes the task from the queue
   * @param message - what is said when the time is over
   */
  constructor({ signal, timeout = Infinity }: CallOptions, watch: SignalWatch, cancel: (reason: unknown) => void, message: () => string) {
    this.#signal = signal;
    this.#until = clock.now() + timeout;
    this.#watch = watch;
    this.#cancel = cancel;
    this.#message = message;
  }

  /** What is left of the time, in milliseconds. */
  get left(): number {
    return Math.max(0, this.#until - clock.now());
  }
  /** Whether it has come to an end. */
  get isOver(): boolean {
    return this.#signal?.aborted === true || this.left === 0;
  }

  /** Why it has. */
  get reason(): unknown {
    return this.#signal?.aborted ? this.#signal.reason : timedOut(this.#message());
  }

  /** The task waits in the queue. */
  begin(): void {
    if (this.#signal) this.#watch.add(this.#signal, this.#aborted);
    if (this.#until !== Infinity) this.#timer = clock.setTimeout(this.#timedOut, Math.ceil(this.left));
  }
  /** It is sent, or settled. */
  end(): void {
    if (this.#signal) this.#watch.remove(this.#signal, this.#aborted);
    clock.clearTimeout(this.#timer);
  }

  readonly #aborted = (): void => this.#cancel(this.#signal!.reason);
  readonly #timedOut = (): void => this.#cancel(timedOut(this.#message()));
}

type Step = () => void;

/** Listens to each signal once, however many tasks wait with it: the runtime warns of a leak after ten listeners. */
export class SignalWatch {
  readonly #steps = new Map<AbortSignal, Set<Step>>();

  add(signal: AbortSignal, step: Step): void {
    const steps = this.#steps.get(signal);
    if (steps) return void steps.add(step);
    this.#steps.set(signal, new Set([step]));
    signal.addEventListener('abort', this.#aborted);
  }

  remove(signal: AbortSignal, step: Step): void {
    const steps = this.#steps.get(signal);
    if (!steps?.delete(step) || steps.size > 0) return;
    this.#steps.delete(signal);
    signal.removeEventListener('abort', this.#aborted);
  }

  readonly #aborted = ({ target }: Event): void => {
    const signal = target as AbortSignal;
    for (const step of this.#steps.get(signal) ?? []) step();
  };
}
