import type { ErrorRecord } from '../../clone/error-record.ts';

/**
 * All that the two sides of a connection tell each other. Either side may call: `id` is a number of the caller's, free again when the call
 * has been answered; every call is answered once. docs/internals/calls.md tells the whole story.
 */

/** Calls a function. */
export const CALL = 0;
/** Constructs an instance of a class, which stays where it is. */
export const NEW = 1;
export type CallKind = typeof CALL | typeof NEW;
/** The result. */
export const RETURN = 2;
/** What was thrown. */
export const THROW = 3;
/** A signal that the sender has sent was aborted. Calls that have it are answered all the same. */
export const CANCEL = 4;
/** The sender needs an object of the other side no more, which it was sent `count` times. */
export const RELEASE = 5;
/** To one end of a stream, which has a number of the side where its source is. What it says is the third part of the message. */
export const STREAM = 6;
/** Shared memory for the flags of more signals of the sender: see cancellation in docs/internals/calls.md. */
export const FLAGS = 7;
/** The calls that follow are served by the rules of a board, so many at a time: see call-board.ts. */
export const BOARD = 8;
/** Opens a connection within this one, for a caller that blocks: see blocking calls in docs/internals/calls.md. */
export const OPEN = 9;
/** Any message of such a connection, from its caller. */
export const NESTED = 10;
/** The answer of such a caller to a call of a callback that gave a promise: its event loop, which would settle it, stands still. */
export const STUCK = 12;
/** To such a caller: the thread that serves it is about to end. */
export const LAST = 11;

/** Of the messages by which two sides meet over a port that may lead anywhere: see `meeting.ts`. None of them is a message of calls. */
export const GREETING = 13;

/** To the reader: an item of those that it allowed the source to send. */
export const ITEM = 0;
/** To the reader: there are no more items. */
export const END = 1;
/** To the reader: the source has thrown, after the items before. */
export const FAIL = 2;
/** To the reader: an item, the end or a failure in answer to NEXT, FINISH, STOP or RAISE. */
export const ANSWER = 3;
/** To the reader: the source waits, because as many bytes as allowed are under way. */
export const FULL = 4;
/** To the source: it may send so many items more; so many, but for the first time, have been taken by the program. */
export const PULL = 5;
/** To the source: one item is asked for, by a `next(value)`. */
export const NEXT = 6;
/** To the source: it is to end, as by `return(value)`. */
export const FINISH = 7;
/** To the source: it is to end, as by `cancel(reason)`, or because nobody has its reader any more. */
export const STOP = 8;
/** To the source: what was thrown into it. */
export const RAISE = 9;
/** To the source, which has been told to end: nobody waits for an item that it makes ahead. It answers at once if it makes one. */
export const HURRY = 10;
/** To the reader: the source has heard that it is to end, or to hurry, and has not ended. Its thread comes to its event loop. */
export const HEARD = 11;

/** The items, or other values, hold special values only where a list of them comes along. */
export type StreamMessage =
  | readonly [kind: typeof STREAM, stream: number, what: typeof ITEM | typeof END, value: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof STREAM, stream: number, what: typeof FAIL, error: ErrorRecord]
  | readonly [
      kind: typeof STREAM,
      stream: number,
      what: typeof ANSWER,
      value: unknown,
      specials: readonly Special[] | undefined,
      is: typeof ITEM | typeof END | typeof FAIL,
    ]
  | readonly [kind: typeof STREAM, stream: number, what: typeof FULL | typeof HURRY | typeof HEARD]
  | readonly [kind: typeof STREAM, stream: number, what: typeof PULL, items: number]
  | readonly [kind: typeof STREAM, stream: number, what: typeof NEXT | typeof FINISH, value: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof STREAM, stream: number, what: typeof STOP, reason: ErrorRecord | undefined]
  | readonly [kind: typeof STREAM, stream: number, what: typeof RAISE, error: ErrorRecord];

/**
 * What to call. A string is a path of names (`resize`, `images.resize`), which the receiver from then on knows by a number: 0 for the first that it is
 * told, and so on. A pair is an object that the receiver has handed out, and the path from there; the empty path is the object itself.
 */
export type Target = string | number | readonly [handle: number, path: string];

/** A value that a clone does not do justice to. An object of its own stands in its place in the message, and is recognised by its identity. */
export type Special = readonly [placeholder: object, kind: SpecialName, data: unknown];
export type SpecialName = 'function' | 'object' | 'home' | 'signal' | 'stream' | 'iterator' | 'error';

/** What goes along with a call that is more than a target and plain arguments. */
export interface Extras {
  readonly specials: readonly Special[];
  /** The signal of the call itself, which the task did not get as an argument. */
  readonly signal?: number | undefined;
  /** Values that travel with the call, by their names: see `carry()`. */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}

export type Message =
  | readonly [kind: CallKind, id: number, target: Target, extras: Extras | undefined, ...parameters: unknown[]]
  | readonly [kind: typeof RETURN, id: number, result: unknown, specials?: readonly Special[]]
  /** `signal` is one of the caller's when the error is the reason that it was aborted for: the caller then has the very error. */
  | readonly [kind: typeof THROW, id: number, error: ErrorRecord, signal?: number]
  | readonly [kind: typeof CANCEL, signal: number, reason: ErrorRecord]
  | readonly [kind: typeof RELEASE, handle: number, count: number, isLeak: boolean]
  | StreamMessage
  | readonly [kind: typeof FLAGS, page: number, memory: SharedArrayBuffer]
  | readonly [kind: typeof BOARD, memory: SharedArrayBuffer, limit: number]
  | readonly [
      kind: typeof OPEN,
      channel: number,
      port: object,
      /** Of `port/control.ts`, where the caller reads rings. */
      tag: string | undefined,
      state: SharedArrayBuffer,
      table: SharedArrayBuffer,
      thread: number,
    ]
  | readonly [kind: typeof NESTED, channel: number, ...message: unknown[]]
  | readonly [kind: typeof STUCK, id: number]
  | readonly [kind: typeof LAST, reason: string, error: ErrorRecord | undefined, stderr: string | undefined];
