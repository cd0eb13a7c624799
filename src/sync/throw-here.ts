/** Frames of heddle between the program and the place where an error is thrown to it. */
const OWN_FRAMES = 16;

/**
 * Throws to the program that made a blocking call.
 *
 * @param stack - where the stack of the program goes: behind that of an error which comes from another thread; or in the place of one that was made here
 */
export function throwHere(error: unknown, stack: 'behind its own' | 'in place of its own'): never {
  if (!(error instanceof Error)) throw error;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackTraceLimit + OWN_FRAMES;
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, entered);
  Error.stackTraceLimit = stackTraceLimit;
  throw error;
}
