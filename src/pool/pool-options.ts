import { availableParallelism } from '#platform';
import { outOfRange, wrongType } from '../core/invalid-argument.ts';
import { type TaskSchemas, readSchemas } from './validate.ts';
import { type CallOptions, checkCallOptions } from '../rpc/calls/call-options.ts';
import { readOptions, WORKER_OPTIONS, type WorkerOptions } from '../worker/host/worker-options.ts';
import { checkNames } from './check-names.ts';

/** How many workers a pool has. */
export interface PoolSize {
  /** So many are started with the pool, and kept. Default: 0. */
  readonly min?: number;
  /** More are started up to so many, while tasks wait. Default: as many threads as can work at the same time, by processors and container limits. */
  readonly max?: number;
}

/** The options of a {@link Pool}. Those of {@link WorkerOptions} are for each of its workers. */
export interface PoolOptions extends Omit<WorkerOptions, 'ref' | 'transferList' | 'eval' | 'stdin'> {
  /** The number of workers: all of them from the start, or as needed between `min` and `max`. Default: `{ min: 0 }`. */
  readonly size?: number | PoolSize;
  /**
   * How many tasks a worker works on at the same time. Worth more than 1 only for tasks that wait for something else than the processor.
   * Default: 1.
   */
  readonly tasksPerWorker?: number;
  /** How many milliseconds a worker above `min` may have nothing to do before it is ended: at least so many, at most a quarter more. Default: 30 000. */
  readonly idleTimeout?: number;
  /** How many tasks may wait; `run()` rejects those above with `HEDDLE_QUEUE_FULL`. Default: Infinity. */
  readonly maxQueue?: number;
  /** The name of an export that each worker runs with `workerData` before its first task. A worker in which it fails has failed to load. Default: none. */
  readonly setup?: string;
  /**
   * How many milliseconds a worker may take, from its start, to load the module and run `setup`, before it is terminated and has failed to load.
   * Default: 60 000.
   */
  readonly setupTimeout?: number;
  /** The name of an export that each worker runs with `workerData` before the pool ends it. Default: none. */
  readonly teardown?: string;
  /** How many milliseconds `teardown` may take before its worker is terminated all the same. Default: 5000. */
  readonly teardownTimeout?: number;
  /**
   * How many milliseconds `await using` and `[Symbol.asyncDispose]()` wait for the tasks that the pool has, as the `timeout` of `close()`.
   * Default: 30 000.
   */
  readonly closeTimeout?: number;
  /** A worker that has been given so many tasks is replaced. Default: Infinity. */
  readonly maxTasksPerWorker?: number;
  /** A worker whose heap has grown beyond so many megabytes, garbage and buffers included, is replaced after its task. Default: Infinity. */
  readonly maxMemoryPerWorker?: number;
  /** Tasks that may run more than once, and how many times one is repeated whose worker died: `{ resize: 2 }`. Default: none. */
  readonly idempotent?: Readonly<Record<string, number>>;
  /**
   * Schemas of any library that follows Standard Schema, by the names of tasks: `{ resize: { args: v.tuple([…]), result: … } }`. They see, and may change,
   * the arguments before the task is queued and the result before it is given to the caller. Default: none.
   */
  readonly schemas?: Readonly<Record<string, TaskSchemas>>;
}

/**
 * What one run of a task is to be. A task that is cancelled while it waits is taken from the queue; one that runs has its time of grace, after which
 * its worker is terminated and replaced.
 */
export interface RunOptions extends CallOptions {
  /** Higher ones are taken from the queue first; those of the same priority in the order of their calls. Default: 0. */
  readonly priority?: number;
  /** Runs with the same key run in the same worker, as long as it lives; they wait for it even while others are free. Default: any worker. */
  readonly key?: string | number;
  /** How many times the task may be run again whose worker died while it ran. Default: what the pool's option `idempotent` says. */
  readonly idempotent?: number;
}

/** The options of a pool as it works with them: everything given. */
export interface PoolSettings {
  readonly min: number;
  readonly max: number;
  readonly tasksPerWorker: number;
  readonly idleTimeout: number;
  readonly maxQueue: number;
  readonly setup: string | undefined;
  readonly setupTimeout: number;
  readonly closeTimeout: number;
  readonly teardown: string | undefined;
  readonly teardownTimeout: number;
  readonly maxTasksPerWorker: number;
  readonly maxMemoryPerWorker: number;
  readonly idempotent: Readonly<Record<string, number>>;
  readonly schemas: ReadonlyMap<string, TaskSchemas>;
  readonly worker: WorkerOptions;
}

const LONGEST = 2 ** 31 - 1;

const POOL_OPTIONS: ReadonlySet<string> = new Set([
  'size',
  'tasksPerWorker',
  'idleTimeout',
  'maxQueue',
  'setup',
  'setupTimeout',
  'closeTimeout',
  'teardown',
  'teardownTimeout',
  'maxTasksPerWorker',
  'maxMemoryPerWorker',
  'idempotent',
  'schemas',
  ...WORKER_OPTIONS,
]);
const SIZE_OPTIONS: ReadonlySet<string> = new Set(['min', 'max']);
const RUN_OPTIONS: ReadonlySet<string> = new Set(['signal', 'timeout', 'grace', 'transfer', 'priority', 'key', 'idempotent']);
/** All that `map()` can be given. */
export const MAP_OPTIONS: ReadonlySet<string> = new Set([...RUN_OPTIONS, 'ordered', 'concurrency', 'rest', 'onProgress']);

/** @throws TypeError, RangeError that name the option, its value and what was expected */
export function readPoolOptions(options: unknown): PoolSettings {
  if (options === undefined || options === null) options = {};
  if (typeof options !== 'object' || Array.isArray(options)) throw wrongType('options', options, 'an object');
  const given = options as Record<string, unknown>;
  for (const name of ['ref', 'transferList', 'eval', 'stdin'])
    if (given[name] !== undefined) throw wrongType(`options.${name}`, given[name], 'nothing: workers of a pool have no such option');
  checkNames(given, POOL_OPTIONS, 'options', 'a pool');
  return {
    ...sizeOf(given['size']),
    tasksPerWorker: count(given, 'tasksPerWorker', 1, 1),
    idleTimeout: milliseconds(given, 'idleTimeout', 30_000),
    maxQueue: count(given, 'maxQueue', Infinity, 0),
    setup: name(given, 'setup'),
    setupTimeout: milliseconds(given, 'setupTimeout', 60_000),
    closeTimeout: milliseconds(given, 'closeTimeout', 30_000),
    teardown: name(given, 'teardown'),
    teardownTimeout: milliseconds(given, 'teardownTimeout', 5_000),
    maxTasksPerWorker: count(given, 'maxTasksPerWorker', Infinity, 1),
    maxMemoryPerWorker: amount(given, 'maxMemoryPerWorker', Infinity, 'megabytes'),
    idempotent: timesOf(given['idempotent']),
    schemas: readSchemas(given['schemas']),
    worker: readOptions(given),
  };
}

/** @throws TypeError, RangeError */
export function checkRunOptions(options: RunOptions, names: ReadonlySet<string> = RUN_OPTIONS): void {
  checkCallOptions(options);
  checkNames(options, names, 'options', 'a run');
  const given = options as Record<string, unknown>;
  const { priority, key } = given;
  if (priority !== undefined && (typeof priority !== 'number' || Number.isNaN(priority)))
    throw wrongType('options.priority', priority, 'a number');
  if (key !== undefined && typeof key !== 'string' && typeof key !== 'number') throw wrongType('options.key', key, 'a string or a number');
  count(given, 'idempotent', 0, 0);
}

function sizeOf(size: unknown): { min: number; max: number } {
  if (size === undefined) return { min: 0, max: availableParallelism() };
  if (typeof size === 'number') {
    const workers = count({ size }, 'size', 1, 1, 1e5);
    return { min: workers, max: workers };
  }
  if (typeof size !== 'object' || size === null || Array.isArray(size))
    throw wrongType('options.size', size, 'a number of workers or an object with min and max');
  const given = size as Record<string, unknown>;
  checkNames(given, SIZE_OPTIONS, 'options.size', 'the size of a pool');
  const min = count(given, 'min', 0, 0, 1e5, 'options.size.');
  const max = count(given, 'max', Math.max(min, availableParallelism()), 1, 1e5, 'options.size.');
  if (min > max) throw outOfRange('options.size.min', min, `at most options.size.max, which is ${max}`);
  return { min, max };
}

/** A whole number, or Infinity where there is no `most`. */
function count(
  given: Readonly<Record<string, unknown>>,
  option: string,
  otherwise: number,
  least: number,
  most: number = Infinity,
  prefix: string = 'options.',
): number {
  const value = given[option];
  if (value === undefined) return otherwise;
  if (typeof value !== 'number') throw wrongType(prefix + option, value, 'a whole number');
  if (!(value >= least && value <= most && (Number.isInteger(value) || value === Infinity)))
    throw outOfRange(
      prefix + option,
      value,
      most === Infinity ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`,
    );
  return value;
}

/** More than nothing. */
function amount(given: Readonly<Record<string, unknown>>, option: string, otherwise: number, unit: string): number {
  const value = given[option];
  if (value === undefined) return otherwise;
  if (typeof value !== 'number') throw wrongType(`options.${option}`, value, `a number of ${unit}`);
  if (!(value > 0)) throw outOfRange(`options.${option}`, value, `more than 0 ${unit}`);
  return value;
}

/** What timers of the runtime take: larger ones fire at once. */
function milliseconds(given: Readonly<Record<string, unknown>>, option: string, otherwise: number): number {
  const value = amount(given, option, otherwise, 'milliseconds');
  if (value > LONGEST && value !== Infinity) throw outOfRange(`options.${option}`, value, `at most ${LONGEST} milliseconds, or Infinity`);
  return value;
}

function name(given: Readonly<Record<string, unknown>>, option: string): string | undefined {
  const value = given[option];
  if (value !== undefined && typeof value !== 'string') throw wrongType(`options.${option}`, value, 'the name of an export');
  return value;
}

function timesOf(value: unknown): Readonly<Record<string, number>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) throw wrongType('options.idempotent', value, 'an object of task names and numbers');
  const given = value as Record<string, unknown>;
  return Object.fromEntries(Object.keys(given).map((task) => [task, count(given, task, 0, 0, Infinity, 'options.idempotent.')]));
}
