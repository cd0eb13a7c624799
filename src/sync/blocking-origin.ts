import { reviveError } from '../clone/revive-error.ts';
import type { RemoteOrigin } from '../rpc/remote.ts';
import type { BlockingCalls, BlockingOptions } from './blocking-calls.ts';

/** Where the functions of what `wrapSync()` gives lead. */
export class BlockingOrigin implements RemoteOrigin {
  readonly #calls: BlockingCalls;
  /** To put before the path of what is called. */
  readonly #prefix: string;
  readonly #options: BlockingOptions;

  constructor(calls: BlockingCalls, prefix: string, options: BlockingOptions) {
    this.#calls = calls;
    this.#prefix = prefix;
    this.#options = options;
  }

  get peer(): string {
    return this.#calls.peer;
  }
  call(path: string, parameters: readonly unknown[], options?: BlockingOptions): unknown {
    const outcome = this.#calls.call(this.taskOf(path), parameters, options ? { ...this.#options, ...options } : this.#options);
    switch (outcome.kind) {
      case 'returned':
        return outcome.value;
      case 'threw': {
        const error = reviveError(outcome.record);
        if (error instanceof Error) setStack(error, [error.stack ?? '', ...framesOfCaller()]);
        throw error;
      }
      case 'failed': {
        const { error } = outcome;
        if (error instanceof Error) setStack(error, [`${error.name}: ${error.message}`, ...framesOfCaller()]);
        throw error;
      }
    }
  }
  construct(path: string): never {
    throw new TypeError(`Cannot construct ${this.taskOf(path)}: an object of another thread cannot be had by a blocking call`);
  }
  taskOf(path: string): string {
    return [this.#prefix, path].filter(Boolean).join('.');
  }
}

/** The frames of whoever called a function that `call()` stands behind. */
function framesOfCaller(): string[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackTraceLimit + 1;
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, BlockingOrigin.prototype.call);
  Error.stackTraceLimit = stackTraceLimit;
  // Before them comes the function that remote.ts made.
  return here.stack!.split('\n').slice(2);
}

function setStack(error: Error, lines: readonly string[]): void {
  Object.defineProperty(error, 'stack', { value: lines.join('\n'), writable: true, configurable: true });
}
