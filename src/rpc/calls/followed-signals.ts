import { FLAGS_AT_MOST, FLAGS_PER_PAGE, TIMED_OUT } from './sent-signals.ts';

/** The signals of the other side that calls of this side have been given. */
export class FollowedSignals {
  readonly #pages: Int32Array[] = [];
  /** By their flags. */
  readonly #signals = new Map<number, FollowedSignal>();
  /** Aborted before the call that has it was begun with, by their flags: a call may have to wait. */
  readonly #early = new Map<number, { readonly number: number; readonly reason: unknown }>();

  get size(): number {
    return this.#signals.size;
  }
  addPage(page: number, memory: SharedArrayBuffer): void {
    this.#pages[page] = new Int32Array(memory);
  }

  /** Begins another use: calls that are given the same signal see the same object. */
  use(number: number): FollowedSignal {
    const flag = number % FLAGS_AT_MOST;
    let followed = this.#signals.get(flag);
    if (followed?.number !== number) {
      followed?.detach();
      followed = new FollowedSignal(number, this.#pages[Math.floor(flag / FLAGS_PER_PAGE)], flag % FLAGS_PER_PAGE);
      this.#signals.set(flag, followed);
      const early = this.#early.get(flag);
      if (early?.number === number) followed.abort(early.reason);
      this.#early.delete(flag);
    }
    followed.uses += 1;
    return followed;
  }
  /** Must come before anything else runs that may let the other side know: it may then use the flag for another signal. */
  release(followed: FollowedSignal): void {
    followed.uses -= 1;
    if (followed.uses > 0) return;
    followed.detach();
    const flag = followed.number % FLAGS_AT_MOST;
    if (this.#signals.get(flag) === followed) this.#signals.delete(flag);
  }
  abort(number: number, reason: unknown): void {
    const flag = number % FLAGS_AT_MOST;
    const followed = this.#signals.get(flag);
    if (followed?.number === number) followed.abort(reason);
    else this.#early.set(flag, { number, reason });
  }
  /** The number of the signal that `error` is the reason of, if there is one. */
  numberOf(error: unknown): number | undefined {
    const followed = FollowedSignal.whoseReason(error);
    return followed && this.#signals.get(followed.number % FLAGS_AT_MOST) === followed ? followed.number : undefined;
  }
  /** The other side is gone, and whoever works for it need not go on. */
  abortAll(makeReason: () => unknown): void {
    const left = [...this.#signals.values()];
    this.#signals.clear();
    for (const followed of left) {
      followed.detach();
      followed.abort(makeReason());
    }
  }
}

/** Stands in for a class whose constructor returns the object that it is given: private members can then be added to a signal that exists. */
const Given: new (signal: AbortSignal) => AbortSignal = class {
  constructor(signal: AbortSignal) {
    return signal;
  }
} as never;
Object.setPrototypeOf(Given.prototype, AbortSignal.prototype);

/**
 * A signal of the runtime that also looks at memory which the other side shares, so that a loop that never returns to the event loop sees the
 * abort all the same. `abort` fires when the message arrives that tells the reason; until then the reason is an `AbortError` or `TimeoutError`.
 */
class Following extends Given {
  readonly #followed: FollowedSignal;

  constructor(signal: AbortSignal, followed: FollowedSignal) {
    super(signal);
    this.#followed = followed;
    Object.setPrototypeOf(signal, Following.prototype);
  }
  override get aborted(): boolean {
    return this.#followed.raised || super.aborted;
  }
  override get reason(): unknown {
    return super.aborted || !this.#followed.raised ? super.reason : this.#followed.earlyReason();
  }
  override throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }
  static {
    // Whoever asks for the class of a signal, the runtime among them, finds the runtime's.
    Object.defineProperty(this.prototype, 'constructor', { value: AbortSignal, writable: true, configurable: true });
    for (const name of ['aborted', 'reason', 'throwIfAborted']) Object.defineProperty(this.prototype, name, { enumerable: true });
  }
}

/** Why signals were aborted: whoever catches such an error again can tell whose it was. */
const reasons = new WeakMap<object, FollowedSignal>();

/** A signal of the other side, as this side has it while calls need it. */
export class FollowedSignal {
  readonly number: number;
  readonly signal: AbortSignal;
  /** How many calls that are not answered have it. */
  uses = 0;
  readonly #controller = new AbortController();
  readonly #flag: number;
  #flags: Int32Array | undefined;
  #early: DOMException | undefined;
  #seen = false;

  /** @param flags - where the other side tells at once, if the two sides share memory */
  constructor(number: number, flags: Int32Array | undefined, flag: number) {
    this.number = number;
    this.#flags = flags;
    this.#flag = flag;
    this.signal = new Following(this.#controller.signal, this);
  }

  get raised(): boolean {
    // Pairs with the stores in SentSignal.abort() and its constructor: no flag is used for another signal before detach() here.
    return this.#seen || (this.#flags !== undefined && Atomics.load(this.#flags, this.#flag) !== 0);
  }
  earlyReason(): DOMException {
    if (!this.#early) {
      // Pairs with the store in SentSignal.abort(), which `raised` has seen.
      const timedOut = this.#flags !== undefined && Atomics.load(this.#flags, this.#flag) === TIMED_OUT;
      this.#early = timedOut
        ? new DOMException('The operation was aborted due to timeout', 'TimeoutError')
        : new DOMException('This operation was aborted', 'AbortError');
      reasons.set(this.#early, this);
    }
    return this.#early;
  }
  abort(reason: unknown): void {
    if (typeof reason === 'object' && reason !== null) reasons.set(reason, this);
    this.#controller.abort(reason);
  }
  /** The signal whose reason `error` is, and not merely equal to. */
  static whoseReason(error: unknown): FollowedSignal | undefined {
    return typeof error === 'object' && error !== null ? reasons.get(error) : undefined;
  }
  /** The other side will use the flag for something else. What has been aborted stays so. */
  detach(): void {
    this.#seen = this.raised;
    this.#flags = undefined;
  }
}
