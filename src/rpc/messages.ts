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
/** The caller wants no answer any more; one comes all the same. */
export const CANCEL = 4;
/** The other side needs an object of this side no more. */
export const RELEASE = 5;
/** To one end of a stream: see streams in docs/internals/calls.md. */
export const STREAM = 6;

/** The calls that follow are served by the rules of a board, so many at a time: see call-board.ts. */
export const BOARD = 7;

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
  /** Values that travel with the call, by their names: see `carry()`. */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}

export type Message =
  | readonly [kind: typeof CALL | typeof NEW, id: number, target: Target, extras: Extras | undefined, ...parameters: unknown[]]
  | readonly [kind: typeof RETURN, id: number, result: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof THROW, id: number, error: ErrorRecord]
  | readonly [kind: typeof CANCEL, id: number, reason: ErrorRecord]
  | readonly [kind: typeof RELEASE, handle: number]
  | readonly [kind: typeof STREAM, stream: number, ...rest: unknown[]]
  | readonly [kind: typeof BOARD, memory: SharedArrayBuffer, limit: number];
