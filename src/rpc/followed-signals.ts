import { FollowedSignal } from './followed-signal.ts';
import { FLAGS_PER_PAGE } from './sent-signals.ts';

/** The signals of the other side that calls of this side have been given. */
export class FollowedSignals {
  readonly #pages: Int32Array[] = [];
  readonly #signals = new Map<number, FollowedSignal>();

  get size(): number {
    return this.#signals.size;
  }
  addPage(memory: SharedArrayBuffer): void {
    this.#pages.push(new Int32Array(memory));
  }

  /** Begins another use: calls that are given the same signal see the same object. */
  use(number: number): FollowedSignal {
    let followed = this.#signals.get(number);
    if (!followed) {
      followed = new FollowedSignal(number, this.#pages[Math.floor(number / FLAGS_PER_PAGE)], number % FLAGS_PER_PAGE);
      this.#signals.set(number, followed);
    }
    followed.uses += 1;
    return followed;
  }
  /** Must come before anything else runs that may let the other side know: it may then use the number for another signal. */
  release(followed: FollowedSignal): void {
    followed.uses -= 1;
    if (followed.uses > 0) return;
    followed.detach();
    if (this.#signals.get(followed.number) === followed) this.#signals.delete(followed.number);
  }
  abort(number: number, reason: unknown): void {
    this.#signals.get(number)?.abort(reason);
  }
  /** The number of the signal that `error` is the reason of, if there is one. */
  numberOf(error: unknown): number | undefined {
    const followed = FollowedSignal.whoseReason(error);
    return followed && this.#signals.get(followed.number) === followed ? followed.number : undefined;
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
