import { packed, sharedText, unpacked } from '#platform';
import { describeError } from '../clone/describe-error.ts';
import type { ErrorRecord } from '../clone/error-record.ts';
import { reviveError } from '../clone/revive-error.ts';

const STATE = 0;
const CODE = 1;
const LINES = 2;
const WORDS = 3;
const HEAD = 16;
/** In characters, of which one takes up to three bytes. */
const LINES_ROOM = 4_096;
const WORDS_AT = HEAD + 3 * LINES_ROOM;
const WORDS_ROOM = 20_480;

const LOADED = 1;
const LEFT = 2;

type Written = readonly [reason: string | undefined, error: ErrorRecord | undefined];

/** What is known of a thread after its end. */
export interface ExitStatus extends ExitCause {
  readonly isLoaded: boolean;
  /** Undefined where it could not say so: it was terminated, or out of memory. */
  readonly exitCode: number | undefined;
  readonly stderr: string;
}

/**
 * What a worker leaves for those who cannot wait for its messages, because their event loops stand still: memory that it shares with its parent.
 *
 *     STATE    i32: bit 0 when the script has loaded; bit 1 when what follows is there
 *     CODE     i32: the exit code
 *     LINES    i32: how many bytes of the last lines there are, which are kept as they are written; they follow
 *     WORDS    i32: how many bytes there are of the reason and the error; these follow the room of the lines
 */
export class ExitRecord {
  readonly memory: SharedArrayBuffer;
  /** The parent has terminated the worker. */
  isTerminated = false;
  /** What it could not start for want of, where its parent has seen that. */
  lack: string | undefined;
  /** Asks the runtime, without the event loop of the parent, whether the worker runs no more; false where it cannot tell. */
  hasStopped: () => boolean = () => false;
  readonly #head: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(WORDS_AT + WORDS_ROOM)) {
    this.memory = memory;
    this.#head = new Int32Array(memory, 0, HEAD / 4);
  }

  /** The worker. */
  loaded(): void {
    // Pairs with the load of STATE in read().
    Atomics.or(this.#head, STATE, LOADED);
  }
  /** The worker. */
  keepLines(text: string): void {
    const lines = sharedText(this.memory, HEAD, 3 * LINES_ROOM);
    // Pairs with the load of LINES in read(). A thread that is terminated between the text and this store leaves new text with the old length.
    Atomics.store(this.#head, LINES, lines.write(text.slice(-LINES_ROOM)));
  }
  /** The worker, at its end. */
  leave(code: number, { reason, error }: ExitCause): void {
    // CODE and WORDS before STATE, whose load in read() makes them readable, and the bytes before WORDS.
    Atomics.store(this.#head, CODE, code);
    if (reason !== undefined || error !== undefined) Atomics.store(this.#head, WORDS, this.#write(reason, error));
    // Pairs with the load of STATE in read(): whoever sees LEFT sees all of it.
    Atomics.or(this.#head, STATE, LEFT);
  }

  /** The parent, once the worker has ended. */
  read(): ExitStatus {
    // Pairs with the changes of STATE in loaded() and leave().
    const state = Atomics.load(this.#head, STATE);
    // Pairs with the store of LINES in keepLines().
    const stderr = sharedText(this.memory, HEAD, 3 * LINES_ROOM).read(Atomics.load(this.#head, LINES));
    const isLoaded = (state & LOADED) !== 0;
    if ((state & LEFT) === 0) {
      return { isLoaded, exitCode: undefined, reason: this.#guess(), stderr };
    }
    // Pair with the stores of CODE and WORDS in leave(), which came before the LEFT that was seen.
    const exitCode = Atomics.load(this.#head, CODE);
    const bytes = new Uint8Array(this.memory, WORDS_AT, Atomics.load(this.#head, WORDS));
    const [reason, error] = bytes.length === 0 ? [] : (unpacked(bytes.slice()) as Written);
    return {
      isLoaded,
      exitCode,
      reason: reason ?? (exitCode === 0 ? 'the event loop was empty' : `exit code ${exitCode}`),
      ...(error && { error: reviveError(error) }),
      stderr,
    };
  }

  /** Why it has ended without a word. */
  #guess(): string {
    if (this.isTerminated) return 'terminate() was called';
    return this.lack === undefined ? 'it was terminated or ran out of memory' : `it could not start for want of ${this.lack}`;
  }

  /** @returns how many bytes it took */
  #write(reason: string | undefined, error: unknown): number {
    for (const version of [error, short(error), undefined]) {
      const bytes = packed([reason?.slice(0, LINES_ROOM), version === undefined ? undefined : describeError(version)] satisfies Written);
      if (!bytes || bytes.length > WORDS_ROOM) continue;
      new Uint8Array(this.memory, WORDS_AT, bytes.length).set(bytes);
      return bytes.length;
    }
    return 0;
  }
}

/** What fits in any case of an error with much else in it. */
function short(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const copy = new Error(error.message.slice(0, LINES_ROOM));
  copy.name = error.name;
  Object.defineProperty(copy, 'stack', { value: String(error.stack).slice(0, LINES_ROOM), configurable: true, writable: true });
  return copy;
}

/** Why this thread is about to end. */
export interface ExitCause {
  readonly reason?: string;
  /** What nobody caught. */
  readonly error?: unknown;
  /** The last lines that it wrote to its standard error. */
  readonly stderr?: string;
}

// Registries: those who wait for this thread while their event loops stand still can be told no later than by the `exit` event.
let words: ExitCause = {};
let lines = (): string => '';

export function setExitCause(why: ExitCause): void {
  words = why;
}
/** Where the last lines are kept. */
export function setLastLines(read: () => string): void {
  lines = read;
}

export function exitCause(): ExitCause {
  return { ...words, stderr: lines() };
}
