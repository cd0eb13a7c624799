import { asRaised } from './raise.ts';

// A registry: the errors of time-outs that were made here. Each belongs to one call.
const timeouts = new WeakSet<object>();

/** The error of a call whose time is over. */
export function timedOut(message: string): DOMException {
  const error = new DOMException(message, 'TimeoutError');
  timeouts.add(error);
  return error;
}

/** Within `raise()`: why a call was cancelled. The time-out of the call gets the stack of the caller; any other reason is the program's, and stays as it is. */
export function asReason(reason: unknown): unknown {
  return reason instanceof DOMException && timeouts.has(reason) ? asRaised(reason) : reason;
}
