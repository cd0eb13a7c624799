import { ERROR_NAMES } from './format.ts';
import { refuse } from './refused.ts';

/** What structured clone keeps of an error. */
export interface ErrorParts {
  /** Index in `ERROR_NAMES`. */
  readonly type: number;
  readonly message: string | undefined;
  readonly stack: string | undefined;
  readonly hasCause: boolean;
  readonly cause: unknown;
}

// Where `stack` is an own accessor of the engine (V8 from 12), every error has this one.
const ENGINE_STACK = withoutFrames(() => Object.getOwnPropertyDescriptor(new Error(), 'stack')?.get);
const objectTag = Object.prototype.toString;

/** Reads an error as V8 does: own data properties only, the type by the name it has now, everything as a string. */
export function readError(error: Error): ErrorParts {
  // The tag tells an error from `Object.create(Error.prototype)`, unless a tag of its own hides it.
  if (Symbol.toStringTag in error || objectTag.call(error) !== '[object Error]') refuse('foreign');
  const message = ownData(error, 'message');
  const cause = ownData(error, 'cause');
  ownData(error, 'name');
  const stack = Object.getOwnPropertyDescriptor(error, 'stack');
  if (stack !== undefined && stack.get !== ENGINE_STACK) refuse('accessor');
  const stackText: unknown = stack === undefined ? undefined : error.stack;
  return {
    type: Math.max(0, (ERROR_NAMES as readonly string[]).indexOf(text(error.name))),
    message: message === undefined ? undefined : text(message.value),
    stack: typeof stackText === 'string' ? stackText : undefined,
    hasCause: cause !== undefined,
    cause: cause?.value,
  };
}

/** Elsewhere the engine writes the stack when it is asked so, and to tell the lines of frames it goes through the whole source, at the start of each worker. */
function withoutFrames<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  // Where the program has frozen it, it stays.
  Reflect.set(Error, 'stackTraceLimit', 0);
  try {
    return run();
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  }
}

function ownData(error: Error, key: string): PropertyDescriptor | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(error, key);
  if (descriptor !== undefined && !('value' in descriptor)) refuse('accessor');
  return descriptor;
}

// What is not text already and needs code of the user, or throws, is left to the runtime.
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'symbol' || typeof value === 'function' || (typeof value === 'object' && value !== null)) refuse('foreign');
  return String(value);
}
