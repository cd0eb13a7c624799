import { afterThis } from '../core/after-this.ts';
import type { Line } from './line.ts';

/** Whether a connection keeps its thread alive: while somebody waits, or as long as it serves. */
export class LineHold {
  readonly #line: Line;
  readonly #isIdle: () => boolean;
  #staysAlive = false;
  #held = false;
  #checking = false;
  #ended = false;

  /** @param isIdle - whether nobody waits */
  constructor(line: Line, isIdle: () => boolean) {
    this.#line = line;
    this.#isIdle = isIdle;
  }

  /** Somebody waits. */
  hold(): void {
    if (!this.#held && !this.#ended) this.#line.hold((this.#held = true));
  }
  /** Somebody waits no more. Not at once: whoever waited for the last answer mostly makes another call. */
  letGo(): void {
    if (this.#checking || !this.#isIdle()) return;
    this.#checking = true;
    afterThis(this.#check);
  }
  /** Whether this thread lives on where nobody waits. */
  keepAlive(yes: boolean): void {
    this.#staysAlive = yes;
    this.#line.hold(this.#held || yes);
  }
  readonly #check = (): void => {
    this.#checking = false;
    if (!this.#isIdle() || this.#ended) return;
    this.#held = false;
    this.#line.hold(this.#staysAlive);
  };
  end(): void {
    this.#ended = true;
    this.#line.hold(false);
  }
}
