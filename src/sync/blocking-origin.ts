import { reviveError } from '../clone/revive-error.ts';
import type { BlockingCalls } from './blocking-calls.ts';

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
  // Before them comes the function that blocking-remote.ts made.
  return here.stack!.split('\n').slice(2);
}

function setStack(error: Error, lines: readonly string[]): void {
  Object.defineProperty(error, 'stack', { value: lines.join('\n'), writable: true, configurable: true });
}
