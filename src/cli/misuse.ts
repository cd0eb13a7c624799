import process from 'node:process';
import { HeddleError } from '../index.ts';

/** Ends the process as one does that was called in the wrong way: one line on standard error, exit code 2. */
export function misuse(message: string): never {
  process.stderr.write(`heddle: ${message}\n`);
  process.exit(2);
}

/** Runs `action`; what it throws about its arguments is a misuse, everything else is thrown on. */
export function orMisuse<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (HeddleError.is(error) || error instanceof TypeError || error instanceof RangeError || error instanceof DOMException)
      misuse(error.message);
    throw error;
  }
}
