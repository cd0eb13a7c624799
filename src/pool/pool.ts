import { allowedOrigins } from '../core/allow-remote.ts';
import { diagnostics } from '../observe/diagnostics.ts';
import { wrongType } from '../core/invalid-argument.ts';
import { environment } from '#platform';
import { asRaised, raise } from '../rpc/calls/call-errors.ts';
import { resolveScript } from '../worker/host/resolve-script.ts';
import {
  type CloseLimits,
  type CloseOptions,
  notDrained,
  readCloseOptions,
  waitFor,
  poolClosed,
  poolGaveUp,
  type PoolState,
  poolTerminated,
} from './close-options.ts';
import {
  checkMapOptions,
  inputsOf,
  type MapArguments,
  type MapInputs,
  type MapOptions,
  totalOf,
  type MapResults,
  MapRun,
} from './map-run.ts';
import { checkRunOptions, type PoolOptions, type PoolSettings, readPoolOptions, type RunOptions } from './pool-options.ts';
import { type PoolStats, statsOf } from './pool-stats.ts';
import { PoolTask } from './pool-task.ts';
import { Scheduler } from './scheduler.ts';
import { type TaskSchemas, validate } from './validate.ts';
import { reportPool } from './report-pool.ts';
import {
  taskCalls,
  type AnyTasks,
  type TaskCalls,
  type TaskInput,
  type TaskName,
  type TaskParameters,
  type TaskResult,
} from './task-calls.ts';
import { TaskKind } from './task-kind.ts';
import { type FindLeak, watchForLeak } from './watch-for-leak.ts';

const NO_ARGUMENTS: readonly unknown[] = [];

/** The pool has been collected as garbage: whether workers of it stay for ever once it has done what it was given. */
function leakOf(scheduler: Scheduler, { min, idleTimeout }: PoolSettings): FindLeak {
  // Not in the constructor, whose functions would all hold the pool.
  return async () => {
    await scheduler.until(() => scheduler.counters.pending === 0);
    const running = scheduler.slots.filter(({ state }) => state === 'starting' || state === 'ready').length;
    const stay = idleTimeout === Infinity ? running : Math.min(min, running);
    if (stay === 0) return undefined;
    return {
      what: `A pool with ${stay} ${stay === 1 ? 'worker' : 'workers'}`,
      remedy: 'Nobody can give it a task any more, and its threads run on. End it with `await using`, `close()` or `terminate()`.',
    };
  };
}

/**
 * Workers that run the exports of a module, wherever one is free.
 *
 * @example
 * ```ts
 * await using pool = new Pool<typeof import('./tasks.ts')>(new URL('./tasks.ts', import.meta.url));
 * const image = await pool.call.resize(pixels, 100);
 * const other = await pool.run('resize', [pixels, 200], { priority: 1 });
 * ```
 */
export class Pool<Tasks = AnyTasks> {
  /** The tasks as functions: `pool.call.resize(image, 100)` is `pool.run('resize', [image, 100])`. */
  readonly call: TaskCalls<Tasks>;
  readonly #scheduler: Scheduler;
  readonly #endReport: () => void;
  readonly #kinds = new Map<string, TaskKind>();
  readonly #settings: PoolSettings;
  readonly #name: string;
  #state: PoolState = 'open';
  #end: Promise<void> | undefined;
  #isTerminated = false;

  /**
   * @param script - the task module: a path relative to the current directory, or a `URL`, as for a `Worker`
   * @throws TypeError, RangeError for an option that makes no sense
   * @throws HeddleError what the constructor of a `Worker` throws: `HEDDLE_WORKER_NOT_FOUND` for one
   */
  constructor(script: string | URL, options?: PoolOptions) {
    const settings = readPoolOptions(options);
    const allowRemote = allowedOrigins(settings.worker.allowRemote ?? [], environment('HEDDLE_ALLOW_REMOTE'));
    // Once for all workers: the current directory may be another one when the next is started.
    const resolved = resolveScript(script, 'the script of a pool', allowRemote);
    this.#settings = settings;
    this.#name = settings.worker.name ?? resolved.url.split('/').at(-1)!;
    this.#scheduler = new Scheduler(this.#name, resolved.kind === 'file' ? new URL(resolved.url) : script, settings);
    this.#endReport = reportPool(this.#scheduler, this.#name);
    this.call = taskCalls((name, parameters) => this.#submit(name, parameters, undefined));
    watchForLeak(this, new.target as never, leakOf(this.#scheduler, settings));
  }

  /**
   * Runs a task in a worker that is free, or as soon as one is.
   *
   * The arguments are copied when the task is sent to a worker, which may be later: leave them alone until then, or for good if the task is idempotent.
   *
   * @param name - an export of the task module, with dots for what is deeper: `resize`, `images.resize`
   * @returns what the task returns; rejects with what it throws, or with a `HeddleError`: `HEDDLE_WORKER_DIED`, `HEDDLE_QUEUE_FULL`,
   *   `HEDDLE_LOAD_FAILED`, `HEDDLE_POOL_CLOSED`, `HEDDLE_NO_SUCH_TASK`
   */
  run<Name extends TaskName<Tasks>>(name: Name, parameters: TaskParameters<Tasks, Name>, options?: RunOptions): TaskResult<Tasks, Name> {
    checkTask(name, parameters);
    if (options !== undefined) checkRunOptions(options);
    return this.#submit(name, parameters as readonly unknown[], options) as TaskResult<Tasks, Name>;
  }

  /**
   * Runs a task for each input, so many at a time as results are read.
   *
   * @param inputs - an array, any other iterable or async iterable, or a `ReadableStream`, read no faster than needed
   * @param options - `ordered`, `concurrency`, `rest`, `onProgress`, and those of `run()`
   * @returns the results, for `for await` or `toArray()`; nothing runs before the first one is read. The first failure ends them, in its place, and
   *   cancels what is not done
   */
  map<Name extends TaskName<Tasks>>(
    name: Name,
    inputs: MapInputs<TaskInput<Tasks, Name>>,
    ...[options = {}]: MapArguments<TaskParameters<Tasks, Name>>
  ): MapResults<Awaited<TaskResult<Tasks, Name>>> {
    checkTask(name, NO_ARGUMENTS);
    checkMapOptions(options);
    const {
      ordered = true,
      concurrency = this.#scheduler.defaultConcurrency,
      rest = [],
      onProgress,
      signal,
      ...each
    } = options as MapOptions;
    const kind = this.#kindOf(name);
    const total = totalOf(inputs);
    const plain = Object.keys(each).length === 0 ? undefined : each;
    return new MapRun<unknown, Awaited<TaskResult<Tasks, Name>>>({
      inputs: inputsOf<unknown>(inputs),
      ordered,
      concurrency,
      signal,
      run: (input, end) =>
        // A tiny task is done before it could be cancelled, and costs several times as much with a signal.
        this.#submit(name, [input, ...rest], kind.isTiny ? plain : { ...each, signal: end }) as Promise<Awaited<TaskResult<Tasks, Name>>>,
      room: () => (this.#scheduler.hasRoom ? undefined : this.ready),
      progress: (done) => onProgress?.({ done, total }),
    });
  }

  /**
   * Runs a task in every worker that there is now; if there is none, one is started. Workers that start later do not run it: what they need belongs in
   * the pool's options `setup` and `workerData`.
   *
   * @returns what the workers return, in the order of their numbers; rejects with the first failure, as `run()` does
   */
  broadcast<Name extends TaskName<Tasks>>(
    name: Name,
    parameters: TaskParameters<Tasks, Name>,
  ): Promise<Awaited<TaskResult<Tasks, Name>>[]> {
    checkTask(name, parameters);
    return this.#broadcast(name, parameters as readonly unknown[]) as Promise<Awaited<TaskResult<Tasks, Name>>[]>;
  }

  /** Resolves when the queue has room for another task: see `maxQueue`. */
  get ready(): Promise<void> {
    return this.#scheduler.until(() => this.#scheduler.hasRoom);
  }

  /** Resolves when no task waits or runs. */
  async drain(): Promise<void> {
    const scheduler = this.#scheduler;
    const isDrained = (): boolean => scheduler.counters.pending === 0 || scheduler.isTerminated;
    // Whoever has waited for the last task may have added another one.
    do await scheduler.until(isDrained);
    while (!isDrained());
  }

  /**
   * Takes no more tasks, finishes those that it has, and ends the workers. With a `timeout` or `signal` it waits no longer than that for the tasks: those that wait
   * are rejected with `HEDDLE_POOL_CLOSED`, the signals of those that run are aborted, and workers that have not ended after `grace` are terminated.
   *
   * @returns resolves when all workers have ended; rejects with a `HeddleError` `HEDDLE_NOT_DRAINED`, which names the tasks, when some were given up
   * @throws TypeError, RangeError for options that make no sense
   */
  close(options?: CloseOptions): Promise<void> {
    const limits = options === undefined ? undefined : readCloseOptions(options);
    const end = (this.#end ??= this.#close());
    return limits ? this.#closeWithin(limits, end) : end;
  }

  /** Ends the workers at once. Unfinished tasks are rejected with `HEDDLE_POOL_CLOSED`. */
  terminate(): Promise<void> {
    this.#state = 'closed';
    this.#isTerminated = true;
    this.#endReport();
    return this.#scheduler.terminate(poolTerminated);
  }

  /** What the pool has done so far, and what it does now. */
  stats(): PoolStats {
    return statsOf(this.#scheduler);
  }

  /** The same as `close()`, with the option `closeTimeout` for its `timeout`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close({ timeout: this.#settings.closeTimeout });
  }

  async #closeWithin(limits: CloseLimits, end: Promise<void>): Promise<void> {
    const wayOut = await waitFor(end, limits);
    if (!wayOut) return;
    const unfinished = this.#scheduler.unfinished();
    this.#state = 'closed';
    await this.#scheduler.giveUp((task) => poolGaveUp(task, wayOut.why), limits.grace);
    await end;
    throw notDrained(this.#name, wayOut, unfinished);
  }

  async #close(): Promise<void> {
    if (this.#state === 'open') this.#state = 'closing';
    await this.drain();
    this.#state = 'closed';
    await this.#scheduler.retireAll();
    this.#endReport();
  }

  #submit(name: string, parameters: readonly unknown[], options: RunOptions | undefined): Promise<unknown> {
    if (this.#state !== 'open') return this.#refuseTask(name);
    const kind = this.#kindOf(name);
    if (kind.schemas) return this.#validated(kind, kind.schemas, parameters, options);
    return this.#begin(kind, parameters, options);
  }

  #refuseTask(task: string): Promise<never> {
    this.#scheduler.counters.rejected += 1;
    return this.#refuse(task);
  }
  #refuse(task: string): Promise<never> {
    const state = this.#state;
    return raise(() => asRaised(poolClosed(task, state)));
  }

  async #broadcast(name: string, parameters: readonly unknown[]): Promise<unknown[]> {
    if (this.#state !== 'open') return this.#refuse(name);
    const { args, result } = this.#kindOf(name).schemas ?? {};
    try {
      const given = args ? await validate(args, parameters, name, 'arguments') : parameters;
      const values = await this.#scheduler.callAll(name, given as readonly unknown[]);
      return result ? await Promise.all(values.map((value) => validate(result, value, name, 'result'))) : values;
    } catch (error) {
      if (this.#isTerminated) throw poolTerminated(name);
      throw error;
    }
  }

  #begin(kind: TaskKind, parameters: readonly unknown[], options: RunOptions | undefined): Promise<unknown> {
    const task = new PoolTask(kind, parameters, options);
    if (diagnostics.taskQueued.isWanted) diagnostics.taskQueued.publish({ task: kind.name, run: task });
    this.#scheduler.submit(task);
    return task.promise;
  }

  async #validated(
    kind: TaskKind,
    { args, result }: TaskSchemas,
    parameters: readonly unknown[],
    options: RunOptions | undefined,
  ): Promise<unknown> {
    const scheduler = this.#scheduler;
    let run: Promise<unknown>;
    scheduler.expect();
    try {
      const given = args ? await validate(args, parameters, kind.name, 'arguments') : parameters;
      // A schema may take its time.
      run = this.#state === 'closed' ? this.#refuseTask(kind.name) : this.#begin(kind, given as readonly unknown[], options);
    } catch (error) {
      scheduler.counters.rejected += 1;
      throw error;
    } finally {
      scheduler.arrived();
    }
    const value = await run;
    return result ? validate(result, value, kind.name, 'result') : value;
  }

  #kindOf(name: string): TaskKind {
    let kind = this.#kinds.get(name);
    if (!kind) this.#kinds.set(name, (kind = new TaskKind(name, this.#settings)));
    return kind;
  }
}

/** @throws TypeError */
function checkTask(name: unknown, parameters: unknown): void {
  if (typeof name !== 'string') throw wrongType('the task', name, 'the name of an export');
  if (!Array.isArray(parameters)) throw wrongType('the arguments of a task', parameters, 'an array');
}
