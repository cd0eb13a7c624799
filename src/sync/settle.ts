import { reviveError } from '../clone/revive-error.ts';
import type { Outcome } from './blocked-call.ts';

type AnyFunction = (...parameters: never[]) => unknown;

/**
 * Gives what came of a call, or throws it, with the frames of whoever called `within` behind those of the other thread.
 *
 * @param above - how many functions of heddle stand between it and the program
 */
export function settle(outcome: Outcome, within: AnyFunction, above: number): unknown {
  switch (outcome.kind) {
    case 'returned':
      return outcome.value;
    case 'threw': {
      const error = reviveError(outcome.record);
      if (error instanceof Error) setStack(error, [error.stack ?? '', ...framesAbove(within, above)]);
      throw error;
    }
    case 'failed': {
      const { error } = outcome;
      if (error instanceof Error) setStack(error, [`${error.name}: ${error.message}`, ...framesAbove(within, above)]);
      throw error;
    }
  }
}

function framesAbove(within: AnyFunction, above: number): string[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackTraceLimit + above;
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, within);
  Error.stackTraceLimit = stackTraceLimit;
  return here.stack!.split('\n').slice(1 + above);
}

function setStack(error: Error, lines: readonly string[]): void {
  Object.defineProperty(error, 'stack', { value: lines.join('\n'), writable: true, configurable: true });
}
