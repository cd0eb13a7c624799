import { FollowedSignal } from './followed-signal.ts';
import { FLAGS_AT_MOST, FLAGS_PER_PAGE } from './sent-signals.ts';

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
