import { clock, type Timer } from '#platform';
import { describeError } from '../../clone/describe-error.ts';
import { Queue } from '../../core/queue.ts';
import { DEFAULT_GRACE } from '../calls/call-options.ts';
import type { CallOrigin } from '../calls/call-table.ts';
import type { CancelledStream } from '../calls/cancellation.ts';
import { END, FAIL, FINISH, HURRY, ITEM, NEXT, PULL, RAISE, STOP, STREAM, type StreamMessage } from '../line/messages.ts';
import { asRaised, raise } from '../calls/call-errors.ts';
import type { StreamWire } from './stream-window.ts';
import { warnOfStuck } from '../calls/reports.ts';

type Result = IteratorResult<unknown>;

/** Somebody waits: for what comes ahead of him anyway, or for the answer to something that he asked of the source. */
interface Request {
  readonly kind: 'ahead' | 'next' | 'return' | 'throw';
  readonly resolve: (result: Result | Promise<never>) => void;
  /** What `return()` gives where nothing is left to end, and what `throw()` throws there. */
  readonly given: unknown;
  /** What the program reads with, lest it be collected while it waits. */
  readonly holder: object;
}

// As for calls: one closure for all.
let resolver: Request['resolve'];
const takeResolver = (resolve: Request['resolve']): void => {
  resolver = resolve;
};

function tooLate(task: string, peer: string, grace: number): DOMException {
  return new DOMException(`Cannot leave the stream of ${task}: ${peer} has not ended it within ${grace} ms`, 'TimeoutError');
}

const done = (value?: unknown): Result => ({ done: true, value });

/** The end of a stream where its items arrive. Does not know what the program reads them with: when that is collected, nobody can read any more. */
export class StreamReader implements CancelledStream {
  /** Whether the source may be ahead. Once it has been asked to there is no way back. */
  readsAhead = false;
  readonly task: string;
  /** Through what the program called what gave it. */
  origin: CallOrigin | undefined;
  readonly #streams: StreamWire;
  readonly #number: number;
  /** How many items the source may be ahead. */
  readonly #window: number;
  readonly #items = new Queue<unknown>();
  readonly #requests = new Queue<Request>();
  /** `stopped` when nobody reads any more, and it is not known yet that the source has ended, which still uses what came with the call. */
  #state: 'idle' | 'flowing' | 'stopped' | 'ended' = 'idle';
  /** Items that were taken and of which the source does not know. */
  #taken = 0;
  /** Whether the source waits to hear of the next one that is taken. */
  #full = false;
  /** How many answers are to come, unless the stream ends before. */
  #answersDue = 0;
  /** Requests under way after which nobody wants what was sent before their answers. */
  #turns = 0;
  readonly #endSteps: (() => void)[] = [];
  /** How long the source may take to end, if there is a limit; and who is told that it takes longer. */
  #limit: { readonly grace: number; readonly overdue: () => void } | undefined;
  #timer: Timer | undefined;
  #hasHeard = false;
  #stuck: (() => void) | undefined;
  /** What comes after the items that are here, once. */
  #last: { readonly value: unknown } | { readonly makeError: () => unknown } | undefined;

  constructor(streams: StreamWire, number: number, task: string, window: number) {
    this.#streams = streams;
    this.#number = number;
    this.task = task;
    this.#window = window;
  }

  onEnd(step: () => void): void {
    this.#endSteps.push(step);
  }
  limitEnding(grace: number, overdue: () => void): void {
    if (grace !== Infinity) this.#limit = { grace, overdue };
  }

  /** Has `step` done if the thread of the source is stuck once nobody reads any more. Without it that thread is left as it is. */
  onStuck(step: () => void): void {
    this.#stuck = step;
  }
  /** The source has heard that it is to end. */
  heard(): void {
    this.#hasHeard = true;
  }

  next(value: unknown, holder: object): Promise<Result> {
    if (this.#items.length > 0) {
      const item = this.#items.shift();
      this.#took();
      return Promise.resolve({ done: false, value: item });
    }
    if (this.#isOver) return this.#afterItems();
    if (!this.readsAhead) return this.#ask('next', holder, () => this.#streams.send(this.#number, NEXT, value, this.task));
    if (this.#state === 'flowing') return this.#wait('ahead', undefined, holder);
    this.#state = 'flowing';
    this.#streams.post([STREAM, this.#number, PULL, this.#window]);
    return this.#wait('ahead', undefined, holder);
  }
  /** What `return(value)` does. */
  finish(value: unknown, holder: object): Promise<Result> {
    return this.#turn('return', value, holder, () => this.#streams.send(this.#number, FINISH, value, this.task));
  }
  /** What `cancel(reason)` does. */
  stop(reason: unknown, holder: object): Promise<Result> {
    return this.#turn('return', undefined, holder, () => this.#streams.post([STREAM, this.#number, STOP, describeError(reason)]));
  }
  /** What `throw(error)` does. */
  raise(error: unknown, holder: object): Promise<Result> {
    return this.#turn('throw', error, holder, () => this.#streams.post([STREAM, this.#number, RAISE, describeError(error)]));
  }
  /** Nobody can read any more. */
  abandon(): void {
    if (!this.#isOver) this.#stop([STREAM, this.#number, STOP, undefined], () => undefined);
  }

  /** An item came. */
  item(value: unknown): void {
    if (this.#requests.first?.kind === 'ahead') this.#next().resolve({ done: false, value });
    else if (this.#turns === 0) {
      if (!this.#isOver) this.#items.push(value);
      return;
    }
    this.#took();
  }
  /** The source waits to hear of the next item that is taken. */
  full(): void {
    this.#full = true;
    if (this.#taken > 0 && !this.#isOver) this.#tell();
  }
  /** The source came to its end, or failed, by itself. */
  ended(last: { readonly value: unknown } | { readonly makeError: () => unknown }): void {
    const isWanted = this.#turns === 0 && !this.#isOver;
    this.#end();
    if (this.#requests.first?.kind === 'ahead') this.#next().resolve('value' in last ? done(last.value) : raise(last.makeError));
    else if (isWanted) this.#last = last;
    this.#dismiss();
  }
  /** The answer to the first request that is not for what comes anyway. */
  answered(is: typeof ITEM | typeof END | typeof FAIL, value: unknown, makeError: () => unknown): void {
    this.#answersDue -= 1;
    // A generator that yields in its `finally` goes on, for whoever reads.
    if (is !== ITEM || (this.#state === 'stopped' && this.#answersDue === 0)) this.#end();
    while (this.#requests.first?.kind === 'ahead') this.#next().resolve(done());
    if (this.#requests.length === 0) return;
    const request = this.#next();
    if (request.kind !== 'next') this.#turns -= 1;
    if (request.kind === 'return') this.#endTimer();
    request.resolve(is === FAIL ? raise(makeError) : { done: is === END, value });
    if (is !== ITEM) this.#dismiss();
  }
  /** The program here wants no more, and whoever reads is told so: items that were not taken are dropped. */
  abort(reason: unknown): void {
    if (this.#isOver) return;
    this.#stop([STREAM, this.#number, STOP, describeError(reason)], () => reason);
    this.#items.clear();
    this.#giveUp(() => reason);
  }
  /** Whether the program waits for an item, or will ask for one: it is told why nothing comes any more. */
  get isRead(): boolean {
    return !this.#isOver && (this.#requests.length > 0 || this.#state === 'flowing');
  }
  /** Nothing will come any more: everybody who waits is told why, or else who comes next, after the items that are here. */
  broken(makeError: () => unknown): void {
    const isKnown = this.#isOver;
    this.#end();
    if (!isKnown) this.#giveUp(makeError);
  }

  get #isOver(): boolean {
    return this.#state === 'stopped' || this.#state === 'ended';
  }
  #stop(message: StreamMessage, makeError: () => unknown): void {
    this.#state = 'stopped';
    this.#streams.post(message);
    this.#answersDue += 1;
    this.#expectEnd(makeError);
  }
  #giveUp(makeError: () => unknown): void {
    if (this.#requests.length === 0) this.#last = { makeError };
    while (this.#requests.length > 0) this.#next().resolve(raise(makeError));
  }

  #ask(kind: Request['kind'], holder: object, send: () => void, given?: unknown): Promise<Result> {
    try {
      send();
    } catch (error) {
      return Promise.reject(error);
    }
    this.#answersDue += 1;
    return this.#wait(kind, given, holder);
  }
  #turn(kind: 'return' | 'throw', given: unknown, holder: object, send: () => void): Promise<Result> {
    for (; this.#items.length > 0; this.#items.shift()) this.#took();
    this.#last = undefined;
    if (this.#isOver) return kind === 'return' ? Promise.resolve(done(given)) : Promise.reject(given);
    const asked = this.#ask(kind, holder, send, given);
    this.#turns += 1;
    if (kind === 'return') this.#expectEnd(() => asRaised(tooLate(this.task, this.#streams.peer, this.#limit?.grace ?? DEFAULT_GRACE)));
    return asked;
  }
  #wait(kind: Request['kind'], given: unknown, holder: object): Promise<Result> {
    if (this.#requests.length === 0) this.#streams.hold();
    const promise = new Promise<Result>(takeResolver);
    this.#requests.push({ kind, resolve: resolver, given, holder });
    return promise;
  }
  #next(): Request {
    const request = this.#requests.shift()!;
    if (this.#requests.length === 0) this.#streams.letGo();
    return request;
  }

  /** The source has been told to end. */
  #expectEnd(makeError: () => unknown): void {
    const limit = this.#limit;
    if (this.#timer) return;
    this.#hasHeard = false;
    if (!limit) return this.#askAgain();
    const overdue = (): void => {
      // Whoever ends the thread does so before anybody thinks that it has time for others.
      limit.overdue();
      this.broken(makeError);
    };
    this.#timer = clock.setTimeout(overdue, limit.grace);
    // Whoever waits for the end keeps this thread alive.
    clock.unref(this.#timer);
  }
  /** Nobody but the source knows whether it makes an item of which it is ahead, or cleans up; and one that is stuck does not even say that it has heard. */
  #askAgain(): void {
    const since = clock.now();
    this.#timer = clock.setTimeout(() => {
      // What came while this thread did something else is read first.
      clock.setImmediate(() => {
        if (!this.#timer) return;
        // The whole process may have stood still.
        const isOnTime = clock.now() - since < 2 * DEFAULT_GRACE;
        if (isOnTime && !this.#hasHeard) return this.#leaveStuck();
        if (this.#hasHeard) this.#streams.post([STREAM, this.#number, HURRY]);
        this.#hasHeard &&= !isOnTime;
        this.#askAgain();
      });
    }, DEFAULT_GRACE);
    clock.unref(this.#timer);
  }
  #leaveStuck(): void {
    warnOfStuck(this.task, this.#streams.peer, DEFAULT_GRACE);
    // Whoever ends the thread does so before anybody thinks that it has time for others.
    this.#stuck?.();
    this.#end();
    this.#dismiss();
  }
  #endTimer(): void {
    clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #took(): void {
    if (this.#isOver) return;
    this.#taken += 1;
    // Half a window at a time, so that the source is not told of each, and still never has to wait for a reader that is fast.
    if (this.#full || this.#taken * 2 >= this.#window) this.#tell();
  }
  #tell(): void {
    this.#streams.post([STREAM, this.#number, PULL, this.#taken]);
    this.#taken = 0;
    this.#full = false;
  }

  #afterItems(): Promise<Result> {
    const last = this.#last;
    this.#last = undefined;
    if (!last) return Promise.resolve(done());
    return 'value' in last ? Promise.resolve(done(last.value)) : raise(last.makeError);
  }
  #end(): void {
    this.#state = 'ended';
    this.#endTimer();
    this.#streams.forgetReader(this.#number);
    for (const step of this.#endSteps.splice(0)) step();
  }
  /** There is nothing left that could answer: those who still wait get what an ended generator gives. */
  #dismiss(): void {
    while (this.#requests.length > 0) {
      const { kind, given, resolve } = this.#next();
      resolve(kind === 'throw' ? raise(() => given) : done(kind === 'return' ? given : undefined));
    }
  }
}
