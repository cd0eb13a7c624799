import type { NativeWorker } from './stop-thread.ts';

/** What a worker has of Node's own `Worker` beyond the Web's members; each is that of the runtime. */
export interface NodeMembers {
  /** Feeds the worker's `process.stdin`; null without `options.stdin`. */
  readonly stdin: NativeWorker['stdin'];
  /** What the worker writes to its `process.stdout`. */
  readonly stdout: NativeWorker['stdout'];
  /** What the worker writes to its `process.stderr`. */
  readonly stderr: NativeWorker['stderr'];
  /** The limits in force, in megabytes; empty once the worker has ended. */
  readonly resourceLimits: NativeWorker['resourceLimits'];
  /** `eventLoopUtilization()` of the worker's thread. */
  readonly performance: NativeWorker['performance'];
  /** The name of the thread; undefined without `supports('threadName')`. */
  readonly threadName: string | null;
  /** A stream with a snapshot of the worker's heap. @throws ERR_WORKER_NOT_RUNNING (rejects) */
  getHeapSnapshot: NativeWorker['getHeapSnapshot'];
  /** Figures of the worker's heap; missing without `supports('heapStatistics')`. */
  getHeapStatistics: NativeWorker['getHeapStatistics'];
  /** CPU time of the worker's thread; missing without `supports('cpuUsage')`. */
  cpuUsage: NativeWorker['cpuUsage'];
  /** Starts a CPU profile of the worker's thread; missing without `supports('cpuProfile')`. */
  startCpuProfile: NativeWorker['startCpuProfile'];
  /** Starts a heap profile of the worker's thread; missing without `supports('heapProfile')`. */
  startHeapProfile: NativeWorker['startHeapProfile'];
}

const PROPERTIES = ['stdin', 'stdout', 'stderr', 'resourceLimits', 'performance', 'threadName'];
const METHODS = ['getHeapSnapshot', 'getHeapStatistics', 'cpuUsage', 'startCpuProfile', 'startHeapProfile'];

/** The runtime's own object for each worker of this thread. */
const threads = new WeakMap<object, NativeWorker>();

export function registerThread(worker: object, thread: NativeWorker): void {
  threads.set(worker, thread);
}

function threadOf(worker: object): Record<string, unknown> {
  const thread = threads.get(worker);
  if (!thread) throw new TypeError('Illegal invocation');
  return thread as unknown as Record<string, unknown>;
}

/** A method that the runtime lacks is not there, so that programs can ask for it. */
export function defineNodeMembers(prototype: object, native: object): void {
  for (const name of PROPERTIES) {
    Object.defineProperty(prototype, name, {
      get(this: object) {
        return threadOf(this)[name];
      },
      enumerable: true,
      configurable: true,
    });
  }
  for (const name of METHODS.filter((method) => method in native)) {
    Object.defineProperty(prototype, name, {
      value(this: object, ...parameters: unknown[]) {
        const thread = threadOf(this);
        return Reflect.apply(thread[name] as () => unknown, thread, parameters);
      },
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}
