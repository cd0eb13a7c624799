import { Queue } from '../../core/queue.ts';
import { describeThrown } from '../calls/describe-thrown.ts';
import { isThenable } from '../calls/is-thenable.ts';
import { ANSWER, END, FAIL, FULL, HEARD, ITEM, STREAM } from '../line/messages.ts';
import { reportLateError } from '../calls/reports.ts';
import type { StreamWindow, StreamWire } from './stream-window.ts';

/** What gives the items: a generator or another iterator, or what reads from a `ReadableStream`. */
export interface SourceIterator {
  next(value?: unknown): unknown;
  return?(value?: unknown): unknown;
  throw?(error: unknown): unknown;
}

/** What the reader asks for by hand. */
type Step = { readonly what: 'next' | 'throw' | 'return'; readonly value: unknown };

/**
 * The end of a stream where its items come from. It makes none that the reader has not asked for, or allowed to be ahead of it, and sends each before
 * it asks for the next one: the program may use the same object for all of them.
 */
export class StreamSource {
  readonly task: string;
  readonly #streams: StreamWire;
  readonly #number: number;
  readonly #iterator: SourceIterator;
  readonly #bytes: number;
  readonly #steps = new Queue<Step>();
  /** How many items it may still make on its own. */
  #allowed = 0;
  /** The sizes of those items that the reader is not known to have taken, and their sum. */
  readonly #sizes = new Queue<number>();
  #underWay = 0;
  #toldFull = false;
  #pumping = false;
  /** Whether it makes an item that nobody has asked for. */
  #isAhead = false;
  /** What the reader leaves with, and whether it has not waited for the end. */
  #parting: unknown;
  #isLate = false;
  /** How often it keeps the thread alive. */
  #holds = 0;
  readonly #endSteps: (() => void)[] = [];
  #state: 'open' | 'finishing' | 'ended' = 'open';

  constructor(streams: StreamWire, number: number, task: string, iterator: SourceIterator, window: Required<StreamWindow>) {
    this.#streams = streams;
    this.#number = number;
    this.task = task;
    this.#iterator = iterator;
    this.#bytes = window.bytes;
  }

  onEnd(step: () => void): void {
    this.#endSteps.push(step);
  }

  pulled(items: number): void {
    this.#allowed += items;
    // The first ones are for free.
    for (let taken = Math.min(items, this.#sizes.length); taken > 0; taken -= 1) this.#underWay -= this.#sizes.shift()!;
    this.#toldFull = false;
    this.#run();
  }
  asked(value: unknown): void {
    this.#steps.push({ what: 'next', value });
    this.#run();
  }
  raised(error: unknown): void {
    this.#steps.push({ what: 'throw', value: error });
    this.#run();
  }
  /** The reader wants no more, and waits until everything is cleaned up here. */
  finish(value: unknown): void {
    // Also while an item is made: a generator ends after that, and others may end at once. Only what the reader asked for by hand comes before.
    if (this.#state === 'ended') return;
    if (this.#steps.length > 0) this.#steps.push({ what: 'return', value });
    else void this.#finish(value);
    // After the generator has run as far as it does at once: it may not come back.
    this.#tellHeard();
  }
  /**
   * The reader has left and does not wait for an item that it never asked for: a generator that is not ahead is at a `yield` then, and ends at once.
   * Nobody waits for what it cleans up.
   */
  hurry(): void {
    if (!this.#isAhead || this.#state !== 'finishing') return this.#tellHeard();
    this.#isLate = true;
    try {
      this.#answer({ done: true, value: this.#parting });
    } catch (error) {
      this.#fail(error, true);
    }
  }
  #tellHeard(): void {
    if (!this.#isFinished()) this.#streams.post([STREAM, this.#number, HEARD]);
  }
  /** There is no reader any more. */
  drop(reason: unknown): void {
    const isOpen = this.#state === 'open';
    this.#end();
    if (isOpen) this.#close(reason).catch(() => {});
  }

  /** Gives back what it reads from: it was never sent. */
  takeBack(): SourceIterator {
    this.#end();
    return this.#iterator;
  }

  async #close(value: unknown): Promise<unknown> {
    return this.#iterator.return ? this.#iterator.return(value) : { done: true, value };
  }

  async #finish(value: unknown): Promise<void> {
    this.#state = 'finishing';
    this.#parting = value;
    this.#hold();
    try {
      const result = (await this.#close(value)) as IteratorResult<unknown>;
      if (!this.#isFinished()) {
        // A generator may yield in its `finally`, and go on.
        this.#state = 'open';
        this.#answer(result);
      }
    } catch (error) {
      this.#fail(error, true);
    }
    this.#letGo();
    this.#run();
  }
  // Functions, because the state changes while others are waited for.
  #isFinished(): boolean {
    return this.#state === 'ended';
  }
  #isFinishing(): boolean {
    return this.#state === 'finishing';
  }

  #run(): void {
    if (!this.#pumping && this.#state === 'open' && this.#mayGoOn) void this.#pump();
  }
  get #mayGoOn(): boolean {
    return this.#steps.length > 0 || (this.#allowed > 0 && this.#underWay < this.#bytes);
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    this.#hold();
    while (this.#state === 'open' && this.#mayGoOn) {
      const step = this.#steps.shift();
      if (step?.what === 'return') {
        await this.#finish(step.value);
        continue;
      }
      try {
        this.#isAhead = !step;
        let made = step ? this.#take(step) : this.#iterator.next();
        // Not for what is there: a turn of the event loop for each item of a plain iterator is more than it costs to make.
        if (isThenable(made)) made = await made;
        const { done = false, value } = made as IteratorResult<unknown>;
        const result = { done, value: isThenable(value) ? await value : value };
        this.#isAhead = false;
        if (this.#isFinished() || (done && !step && this.#isFinishing())) break;
        if (step) this.#answer(result);
        else this.#send(result);
      } catch (error) {
        this.#fail(error, step !== undefined);
      }
    }
    this.#pumping = false;
    this.#letGo();
  }

  #take(step: Step): unknown {
    if (step.what === 'next') return this.#iterator.next(step.value);
    if (this.#iterator.throw) return this.#iterator.throw(step.value);
    // As `yield*` does with an iterator that nothing can be thrown into.
    void this.#close(undefined).catch(() => {});
    throw step.value;
  }

  #send({ done, value }: IteratorResult<unknown>): void {
    if (done) this.#leave();
    const size = this.#streams.send(this.#number, done ? END : ITEM, value, this.task);
    if (done) return this.#end();
    this.#allowed -= 1;
    this.#sizes.push(size);
    this.#underWay += size;
    if (this.#underWay < this.#bytes || this.#toldFull) return;
    this.#toldFull = true;
    this.#streams.post([STREAM, this.#number, FULL]);
  }
  #answer({ done, value }: IteratorResult<unknown>): void {
    if (done) this.#leave();
    this.#streams.send(this.#number, ANSWER, value, this.task, done ? END : ITEM);
    if (done) this.#end();
  }

  #fail(error: unknown, isAnswer: boolean): void {
    if (this.#isFinished()) {
      if (this.#isLate) reportLateError(this.task, error);
      return;
    }
    this.#leave();
    const record = describeThrown(error);
    this.#streams.post([STREAM, this.#number, ...(isAnswer ? ([ANSWER, record, undefined, FAIL] as const) : ([FAIL, record] as const))]);
    // It has ended by itself, unless it was an item that could not be sent: then it does not know.
    this.drop(error);
  }
  /** What is there for this stream is no more. Before the other side knows: it may then use the numbers of signals and callbacks for others. */
  #leave(): void {
    for (const step of this.#endSteps.splice(0)) step();
  }
  #hold(): void {
    this.#holds += 1;
    this.#streams.hold();
  }
  #letGo(): void {
    // Whoever still waits for the program after the end keeps nothing alive.
    if (this.#holds === 0) return;
    this.#holds -= 1;
    this.#streams.letGo();
  }
  #end(): void {
    this.#state = 'ended';
    this.#leave();
    while (this.#holds > 0) this.#letGo();
    this.#steps.clear();
    this.#sizes.clear();
    this.#streams.forgetSource(this.#number);
  }
}
