import { wrongType, outOfRange } from '../core/invalid-argument.ts';
import { checkRunOptions, MAP_OPTIONS, type RunOptions } from './pool-options.ts';

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
