import type { ErrorRecord } from '../clone/error-record.ts';

/**
 * All that the two sides of a connection tell each other. Either side may call: `id` is a number of the caller's, free again when the call
 * has been answered; every call is answered once. docs/internals/calls.md tells the whole story.
 */

/** Calls a function. */
export const CALL = 0;
/** Constructs an instance of a class, which stays where it is. */
export const NEW = 1;
/** The result. */
export const RETURN = 2;
/** What was thrown. */
export const THROW = 3;
/** A signal that the sender has sent was aborted. Calls that have it are answered all the same. */
export const CANCEL = 4;
/** The other side needs an object of this side no more. */
export const RELEASE = 5;
/** To one end of a stream: see streams in docs/internals/calls.md. */
export const STREAM = 6;
/** Shared memory for the flags of more signals of the sender: see cancellation in docs/internals/calls.md. */
export const FLAGS = 7;
/** The calls that follow are served by the rules of a board, so many at a time: see call-board.ts. */
export const BOARD = 8;

/**
 * What to call. A string is a path of names (`resize`, `images.resize`), which the receiver from then on knows by a number: 0 for the first that it is
 * told, and so on. A pair is an object that the receiver has handed out, and the path from there; the empty path is the object itself.
 */
export type Target = string | number | readonly [handle: number, path: string];

/** A value that a clone does not do justice to. An object of its own stands in its place in the message, and is recognised by its identity. */
export type Special = readonly [placeholder: object, kind: SpecialName, data: unknown];
export type SpecialName = 'function' | 'object' | 'signal' | 'stream' | 'error';

/** What goes along with a call that is more than a target and plain arguments. */
export interface Extras {
  readonly specials: readonly Special[];
  /** The signal of the call itself, which the task did not get as an argument. */
  readonly signal?: number | undefined;
  /** Values that travel with the call, by their names: see `carry()`. */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}

export type Message =
  | readonly [kind: typeof CALL | typeof NEW, id: number, target: Target, extras: Extras | undefined, ...parameters: unknown[]]
  | readonly [kind: typeof RETURN, id: number, result: unknown, specials?: readonly Special[]]
  /** `signal` is one of the caller's when the error is the reason that it was aborted for: the caller then has the very error. */
  | readonly [kind: typeof THROW, id: number, error: ErrorRecord, signal?: number]
  | readonly [kind: typeof CANCEL, signal: number, reason: ErrorRecord]
  | readonly [kind: typeof RELEASE, handle: number]
  | readonly [kind: typeof STREAM, stream: number, ...rest: unknown[]]
  | readonly [kind: typeof FLAGS, page: number, memory: SharedArrayBuffer]
  | readonly [kind: typeof BOARD, memory: SharedArrayBuffer, limit: number];
