import { wrongType, outOfRange } from '../core/invalid-argument.ts';
import { Queue } from '../core/queue.ts';
import { passOn, raise } from '../rpc/calls/call-errors.ts';
import { DEFAULT_GRACE } from '../rpc/calls/call-options.ts';
import { isThenable } from '../rpc/calls/is-thenable.ts';
import { waitFor } from './close-options.ts';
import { checkRunOptions, MAP_OPTIONS, type RunOptions } from './pool-options.ts';

/** The results of a `pool.map()`: for `for await`, or all at once. Leaving the loop cancels the tasks that are not done. */
export interface MapResults<Result> extends AsyncIterableIterator<Result, undefined, undefined>, AsyncDisposable {
  /** Waits for all results. */
  toArray(): Promise<Result[]>;
  [Symbol.asyncIterator](): MapResults<Result>;
}

export interface MapParts<Input, Result> {
  readonly inputs: Iterator<Input> | AsyncIterator<Input>;
  readonly ordered: boolean;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  /** @param signal - that of a task */
  run(input: Input, signal: AbortSignal): Promise<Result>;
  /** Resolves when another task may be run; undefined when it may be at once. */
  room(): Promise<void> | undefined;
  progress(done: number): void;
}

/** `isOfTask` is an error of a task, which belongs to the reader alone; others are the program's. */
type Outcome<Result> = { readonly value: Result } | { readonly error: unknown; readonly isOfTask?: boolean };

/** One input's task, and what has come of it. */
interface Item<Result> {
  outcome: Outcome<Result> | undefined;
}

interface Reader<Result> {
  resolve(result: IteratorResult<Result, undefined> | Promise<never>): void;
  reject(error: unknown): void;
}

/** `idle` until somebody reads; `taking` inputs; `finishing` when there are no more, or one has failed; `ended`. */
type State = 'idle' | 'taking' | 'finishing' | 'ended';

/** Runs a task for each input, as many at a time as results are wanted. */
export class MapRun<Input, Result> implements MapResults<Result> {
  readonly #parts: MapParts<Input, Result>;
  readonly #end = new AbortController();
  /** What is to be read next: all tasks in the order of their inputs, or those that are done in that order. */
  readonly #items = new Queue<Item<Result>>();
  readonly #readers = new Queue<Reader<Result>>();
  /** Taken, and not read. */
  #held = 0;
  #done = 0;
  /** An input is being waited for, or room for its task. */
  #isTaking = false;
  #state: State = 'idle';

  constructor(parts: MapParts<Input, Result>) {
    this.#parts = parts;
  }

  next(): Promise<IteratorResult<Result, undefined>> {
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      this.#begin();
      this.#deliver();
      this.#take();
    });
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    await this.#stop(new DOMException('The results are no longer wanted', 'AbortError'));
    return { done: true, value: undefined };
  }

  async toArray(): Promise<Result[]> {
    const results: Result[] = [];
    for await (const result of this) results.push(result);
    return results;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #begin(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'taking';
    const { signal } = this.#parts;
    if (signal?.aborted) this.#aborted();
    else signal?.addEventListener('abort', this.#aborted);
  }

  readonly #aborted = (): void => {
    const { reason } = this.#parts.signal!;
    // Whoever reads next hears of it, before all that is there.
    this.#items.unshift([{ outcome: { error: reason } }]);
    this.#end.abort(reason);
    this.#deliver();
  };

  #take(): void {
    if (this.#isTaking) return;
    while (this.#state === 'taking' && this.#held < this.#parts.concurrency) {
      const room = this.#parts.room();
      if (room) return void this.#takeAfter(room);
      let next: IteratorResult<Input> | PromiseLike<IteratorResult<Input>>;
      try {
        next = this.#parts.inputs.next();
      } catch (error) {
        return this.#failed(error);
      }
      if (isThenable(next)) return void this.#takeLater(next);
      this.#taken(next);
    }
  }
  async #takeAfter(room: Promise<void>): Promise<void> {
    this.#isTaking = true;
    await room;
    this.#isTaking = false;
    this.#take();
  }
  async #takeLater(next: PromiseLike<IteratorResult<Input>>): Promise<void> {
    this.#isTaking = true;
    try {
      this.#taken(await next);
    } catch (error) {
      this.#failed(error);
    }
    this.#isTaking = false;
    this.#take();
  }

  /** Where the inputs fail, there the results do. */
  #failed(error: unknown): void {
    if (this.#state === 'ended') return;
    this.#state = 'finishing';
    this.#items.push({ outcome: { error } });
    this.#deliver();
  }

  #taken({ done, value }: IteratorResult<Input>): void {
    if (this.#state !== 'taking') return;
    if (done) {
      this.#state = 'finishing';
      return this.#deliver();
    }
    this.#held += 1;
    const item: Item<Result> = { outcome: undefined };
    const { ordered } = this.#parts;
    if (ordered) this.#items.push(item);
    const settled = (outcome: Outcome<Result>): void => {
      item.outcome = outcome;
      if (this.#state === 'ended') return;
      if (!ordered) this.#items.push(item);
      // No other task is begun for a result that nobody will get to see.
      if ('error' in outcome) this.#state = 'finishing';
      this.#done += 1;
      try {
        this.#parts.progress(this.#done);
      } catch (error) {
        return this.#failed(error);
      }
      this.#deliver();
      this.#take();
    };
    this.#parts.run(value, this.#end.signal).then(
      (result) => settled({ value: result }),
      (error: unknown) => settled({ error, isOfTask: error !== this.#parts.signal?.reason }),
    );
  }

  /** Gives results to those who wait for them. */
  #deliver(): void {
    while (this.#readers.length > 0) {
      if (this.#state === 'ended') {
        this.#readers.shift()!.resolve({ done: true, value: undefined });
        continue;
      }
      if (this.#state === 'finishing' && this.#held === 0 && this.#items.length === 0) return void this.#stop();
      const outcome = this.#items.first?.outcome;
      if (!outcome) return;
      this.#items.shift();
      this.#held -= 1;
      const reader = this.#readers.shift()!;
      if ('value' in outcome) reader.resolve({ done: false, value: outcome.value });
      else {
        void this.#stop(outcome.error);
        if (outcome.isOfTask) reader.resolve(raise(() => passOn(outcome.error)));
        else reader.reject(outcome.error);
      }
    }
  }

  /** A generator ends once it has made the input that it is about to make, which may be never. */
  async #endInputs(): Promise<void> {
    const ended = Promise.resolve(this.#parts.inputs.return?.()).then(() => {});
    // Nobody hears of what comes later.
    ended.catch(() => {});
    await waitFor(ended, { timeout: DEFAULT_GRACE, signal: undefined });
  }

  async #stop(reason?: unknown): Promise<void> {
    if (this.#state === 'ended') return;
    const begun = this.#state !== 'idle';
    this.#state = 'ended';
    this.#items.clear();
    this.#parts.signal?.removeEventListener('abort', this.#aborted);
    this.#end.abort(reason);
    this.#deliver();
    try {
      // Inputs that came to their own end need not be told; to be told twice does no harm.
      if (begun) await this.#endInputs();
    } catch {
      // The program has left the loop, or heard of another error.
    }
  }
}

/** How far a `map()` has come. */
export interface MapProgress {
  /** Inputs whose task is done. */
  readonly done: number;
  /** All inputs, where their number is known from the start: of an array, a `Set`, a `Map`. */
  readonly total: number | undefined;
}

/** What takes part in a `pool.map()`; the options of `run()` are those of each of its tasks, `signal` ends all of it. */
export interface MapOptions<Rest extends readonly unknown[] = readonly unknown[]> extends Omit<RunOptions, 'transfer'> {
  /** Whether results come in the order of their inputs; otherwise as the tasks are done. Default: true. */
  readonly ordered?: boolean;
  /**
   * How many inputs are taken whose results have not been: tasks that wait or run, and results that nobody has read.
   * Default: four for each worker, at least 16.
   */
  readonly concurrency?: number;
  /** The arguments after the input, the same for all tasks. Default: none. */
  readonly rest?: Rest;
  /** Called after each task. */
  readonly onProgress?: (progress: MapProgress) => void;
}

/** What `pool.map()` takes its inputs from. */
export type MapInputs<Input> = Iterable<Input> | AsyncIterable<Input> | ReadableStream<Input>;

/** The options of a `map()` over a task with these parameters: left out where the input is all that the task needs. */
export type MapArguments<Parameters> = Parameters extends readonly [unknown?, ...infer Rest]
  ? Rest extends readonly []
    ? [options?: MapOptions<[]>]
    : [] extends Rest
      ? [options?: MapOptions<Rest>]
      : [options: MapOptions<Rest> & { readonly rest: Rest }]
  : [options?: MapOptions];

/** @throws TypeError, RangeError that name the option, its value and what was expected */
export function checkMapOptions(options: MapOptions): void {
  checkRunOptions(options, MAP_OPTIONS);
  const { ordered, concurrency, rest, onProgress } = options as Record<string, unknown>;
  if (ordered !== undefined && typeof ordered !== 'boolean') throw wrongType('options.ordered', ordered, 'a boolean');
  if (concurrency !== undefined && typeof concurrency !== 'number') throw wrongType('options.concurrency', concurrency, 'a whole number');
  if (concurrency !== undefined && !((Number.isInteger(concurrency) && concurrency >= 1) || concurrency === Infinity))
    throw outOfRange('options.concurrency', concurrency, 'a whole number from 1');
  if (rest !== undefined && !Array.isArray(rest)) throw wrongType('options.rest', rest, 'an array');
  if (onProgress !== undefined && typeof onProgress !== 'function') throw wrongType('options.onProgress', onProgress, 'a function');
}

/** @throws TypeError when there is nothing to take inputs from */
export function inputsOf<Input>(inputs: MapInputs<Input>): Iterator<Input> | AsyncIterator<Input> {
  const object = Object(inputs) as Partial<AsyncIterable<Input> & Iterable<Input>>;
  const iterate = object[Symbol.asyncIterator] ?? object[Symbol.iterator];
  if (typeof iterate !== 'function') throw wrongType('the inputs of map()', inputs, 'an iterable, an async iterable or a ReadableStream');
  return Reflect.apply(iterate, inputs, []) as Iterator<Input> | AsyncIterator<Input>;
}

export function totalOf(inputs: unknown): number | undefined {
  if (Array.isArray(inputs)) return inputs.length;
  return inputs instanceof Set || inputs instanceof Map ? inputs.size : undefined;
}
