import { fs, path, process, threadEnvironment } from '#node';
import { clock, natives } from '#platform';
import { trace as traceAll } from '../observe/beat.ts';
import { registry } from '../observe/registry.ts';
import { timing } from '../counters/timing.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { wrongType } from '../core/invalid-argument.ts';
import { STOPPING, TRACING, type TraceRecord, WRITTEN } from './messages.ts';

/** How long the end of the process waits for the rest to be written, in milliseconds. */
const PATIENCE = 2000;

/** A trace that is being written. */
export interface Trace {
  /** Where. */
  readonly file: string;
  /** Ends it: the file is complete then. Without effect the second time. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Writes what the threads of this process do to a file in the trace event format, for Perfetto (https://ui.perfetto.dev) and Chrome's DevTools: a track for each
 * thread, messages as arrows, tasks as slices, calls and the ends of workers. Each message costs some microseconds while it is traced. The file is complete
 * after `stop()`, or when the process ends by itself or by `process.exit()`.
 *
 * @param file - where; a file that is there is replaced, a symbolic link is refused. Only its owner may read it
 * @throws TypeError for anything but a string; HeddleError `HEDDLE_INSPECT_FAILED` when the file cannot be written (rejects)
 * @example
 * ```ts
 * await using _ = await trace('trace.json');
 * ```
 */
export async function trace(file: string): Promise<Trace> {
  if (typeof file !== 'string') throw wrongType('the file of a trace', file, 'a path');
  const target = path.resolve(file);
  const own = registry();
  const state = new Int32Array(new SharedArrayBuffer(4));
  const workerData: TraceRecord = { memory: own.counters.memory, file: target, state: state.buffer };
  const stopTracing = traceAll(own);
  let thread: InstanceType<typeof natives.Worker> | undefined;
  try {
    fs.accessSync(path.dirname(target), fs.constants.W_OK);
    const started = new natives.Worker(new URL('./trace-thread.js', import.meta.url), {
      workerData,
      name: 'heddle trace',
      execArgv: [],
      env: threadEnvironment(undefined),
    });
    thread = started;
    await new Promise<void>((resolve, reject) => {
      started.once('message', () => resolve());
      started.once('error', reject);
    });
    // Every thread begins with its next beat; what this one does from now on is in the file.
    while (!timing.traced) await new Promise<void>((resolve) => clock.setTimeout(resolve, 5));
  } catch (cause) {
    stopTracing();
    await thread?.terminate();
    throw new HeddleError('HEDDLE_INSPECT_FAILED', `Cannot write the trace ${target}: ${(cause as Error).message}`, { cause });
  }
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  thread.unref();
  const finish = (): void => {
    process.off('exit', atExit);
    stopTracing();
    // Pairs with the load in trace-thread.ts, at its next tick. It leaves alone what that one has stored at its end.
    Atomics.compareExchange(state, 0, TRACING, STOPPING);
  };
  const atExit = (): void => {
    finish();
    // Pair with the store and the notify in trace-thread.ts: the file is whole.
    while (Atomics.load(state, 0) !== WRITTEN) if (Atomics.wait(state, 0, STOPPING, PATIENCE) === 'timed-out') return;
  };
  process.on('exit', atExit);
  const stop = async (): Promise<void> => {
    finish();
    thread.ref();
    await ended;
  };
  return { file: target, stop, [Symbol.asyncDispose]: stop };
}
