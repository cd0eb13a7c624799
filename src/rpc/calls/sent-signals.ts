import { trySharedMemory } from '#platform';
import { describeError } from '../../clone/describe-error.ts';
import { CANCEL, FLAGS, type Message } from '../line/messages.ts';

/** Flags of one piece of shared memory. A connection without signals has none, and most that have one never need a second. */
export const FLAGS_PER_PAGE = 1024;

/** What a flag says, besides 0. */
const ABORTED = 1;
export const TIMED_OUT = 2;

/**
 * A signal's number is that of its flag, which is used again, plus so many for each use: what comes late for an earlier signal is not taken for a
 * later one.
 */
export const FLAGS_AT_MOST: number = 2 ** 20;

/** A signal of this side that the other side follows. */
export class SentSignal {
  readonly number: number;
  /** The signal of the program; undefined for one that a call has for its own. */
  readonly origin: AbortSignal | undefined;
  /** How many calls that are not answered need it. */
  uses = 0;
  /** Who is told, besides the other side. */
  readonly followers: Set<(reason: unknown) => void> = new Set();
  readonly #flags: Int32Array | undefined;
  readonly #post: (message: Message) => void;
  #abort: { readonly reason: unknown } | undefined;

  constructor(number: number, flags: Int32Array | undefined, post: (message: Message) => void, origin: AbortSignal | undefined) {
    this.number = number;
    this.#flags = flags;
    this.#post = post;
    this.origin = origin;
    // Pairs with the loads of `FollowedSignal`: it is sent after this store, and whoever followed the flag before has looked for the last time by then.
    if (flags) Atomics.store(flags, number % FLAGS_PER_PAGE, 0);
    origin?.addEventListener('abort', this.#aborted, { once: true });
  }

  /** Set once it has been aborted. */
  get abortion(): { readonly reason: unknown } | undefined {
    return this.#abort;
  }
  abort(reason: unknown): void {
    if (this.#abort) return;
    this.#abort = { reason };
    // Before the message: whoever reads this needs no message. Pairs with the loads in `FollowedSignal.raised` and earlyReason().
    if (this.#flags) Atomics.store(this.#flags, this.number % FLAGS_PER_PAGE, isTimeout(reason) ? TIMED_OUT : ABORTED);
    this.#post([CANCEL, this.number, describeError(reason)]);
    for (const follower of this.followers) follower(reason);
  }
  /** The calls that have it are answered, or nobody waits for them. A flag that is set stays so until it is used again: one may not have looked yet. */
  leave(): void {
    this.origin?.removeEventListener('abort', this.#aborted);
  }

  readonly #aborted = (): void => this.abort(this.origin!.reason);
}

/** The signals that one side of a connection has sent, by numbers that are used again once the calls that had them are answered. */
export class SentSignals {
  readonly #post: (message: Message) => void;
  readonly #sharesMemory: boolean;
  readonly #pages: Int32Array[] = [];
  /** By their flags. */
  readonly #signals: (SentSignal | undefined)[] = [];
  readonly #turns: number[] = [];
  /** Somebody else may have used the port before, in another thread: numbers that it can hardly have used. */
  readonly #firstTurn = Math.floor(Math.random() * 2 ** 31);
  readonly #free: number[] = [];
  /** One number, and one listener, for a signal that many calls have. */
  readonly #byOrigin = new Map<AbortSignal, SentSignal>();

  constructor(post: (message: Message) => void, sharesMemory: boolean) {
    this.#post = post;
    this.#sharesMemory = sharesMemory;
  }

  /** How many there are. */
  get size(): number {
    return this.#signals.length - this.#free.length;
  }
  get(number: number): SentSignal | undefined {
    const sent = this.#signals[number % FLAGS_AT_MOST];
    return sent?.number === number ? sent : undefined;
  }

  /** Begins another use of a signal of the program, or of a new one of a call's own. */
  use(origin?: AbortSignal): SentSignal {
    const known = origin && this.#byOrigin.get(origin);
    const sent = known ?? this.#open(origin);
    sent.uses += 1;
    return sent;
  }
  release(sent: SentSignal): void {
    sent.uses -= 1;
    if (sent.uses === 0) this.#close(sent);
  }
  /** The other side is gone. */
  clear(): void {
    for (const sent of this.#signals) if (sent) this.#close(sent);
  }

  #open(origin: AbortSignal | undefined): SentSignal {
    const flag = this.#free.pop() ?? this.#signals.length;
    const turn = (this.#turns[flag] = (this.#turns[flag] ?? this.#firstTurn) + 1);
    const sent = new SentSignal(turn * FLAGS_AT_MOST + flag, this.#pageOf(flag), this.#post, origin);
    this.#signals[flag] = sent;
    if (origin) this.#byOrigin.set(origin, sent);
    return sent;
  }
  #close(sent: SentSignal): void {
    const flag = sent.number % FLAGS_AT_MOST;
    if (this.#signals[flag] !== sent) return;
    sent.leave();
    this.#signals[flag] = undefined;
    this.#free.push(flag);
    if (sent.origin) this.#byOrigin.delete(sent.origin);
  }
  #pageOf(flag: number): Int32Array | undefined {
    if (!this.#sharesMemory) return undefined;
    const page = Math.floor(flag / FLAGS_PER_PAGE);
    if (page === this.#pages.length) {
      // Without memory CANCEL alone tells of the abort, as over lines that share none.
      const memory = trySharedMemory(FLAGS_PER_PAGE * Int32Array.BYTES_PER_ELEMENT);
      if (!memory) return undefined;
      this.#pages.push(new Int32Array(memory));
      // By itself, and not with the call that needs it: that one may turn out to be uncloneable.
      this.#post([FLAGS, page, memory]);
    }
    return this.#pages[page];
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}
