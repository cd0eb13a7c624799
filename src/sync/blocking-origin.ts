import type { BlockingCalls } from './blocking-calls.ts';
import { settle } from './settle.ts';

/** Where the functions of what `wrapSync()` gives lead. */
export class BlockingOrigin {
  readonly #calls: BlockingCalls;
  /** To put before the path of what is called. */
  readonly #prefix: string;
  /** Of each call, in milliseconds. */
  readonly #timeout: number;

  constructor(calls: BlockingCalls, prefix: string, timeout: number) {
    this.#calls = calls;
    this.#prefix = prefix;
    this.#timeout = timeout;
  }

  get peer(): string {
    return this.#calls.peer;
  }
  call(path: string, parameters: readonly unknown[]): unknown {
    const outcome = this.#calls.call(this.taskOf(path), parameters, this.#timeout);
    // The program has called a function that blocking-remote.ts made.
    return settle(outcome, BlockingOrigin.prototype.call, 1);
  }
  taskOf(path: string): string {
    return [this.#prefix, path].filter(Boolean).join('.');
  }
}
