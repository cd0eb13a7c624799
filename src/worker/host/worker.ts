import { fileReport, threads } from '#node';
import { natives } from '#platform';
import { terminateOnDemand, type ThreadRecord } from '../../observe/thread-record.ts';
import { errorEvent } from '../../core/events/error-event.ts';
import { closeEvent } from '../../core/events/close-event.ts';
import { defineEventHandlers, EventHandlers } from '../../core/events/event-handlers.ts';
import { Listeners } from '../../core/events/listeners.ts';
import { plainEvent } from '../../core/events/plain-event.ts';
import { attachListeners, defineMethods, nodeMethods, webMethods } from '../../core/events/target-methods.ts';
import { threadTable } from '../../thread/thread-table.ts';
import { Endpoint } from '../../port/endpoint.ts';
import { deliver } from '../../port/message-port.ts';
import { sendMessage } from '../../port/send-message.ts';
import { register } from '../../port/port-registry.ts';
import { describeThread, type ThreadEnd } from '../../thread/thread-end.ts';
import type { TransferArgument } from '../../port/transfer-list.ts';
import type { Received } from '../../port/transport.ts';
import type { ExitRecord } from '../../thread/exit-record.ts';
import { ControlPort, type Report } from './control-port.ts';
import { printFailure, runtimeFailure, type Failure } from './failure.ts';
import { defineNodeMembers, registerThread, type NodeMembers } from './node-members.ts';
import type { WorkerEventMap, WorkerEvents } from './worker-events.ts';
import { readOptions, type WorkerOptions } from './worker-options.ts';
import { type Service, serviceOf } from './service.ts';
import { type NativeWorker, stopThread } from './stop-thread.ts';
import { tellClose, tellError, tellOpen, tellStart } from './tell-of-worker.ts';
import { type WorkerReport, workerReport } from './worker-report.ts';
import { watchForIdleWorkers } from './watch-for-idle-workers.ts';
import { startThread } from './worker-thread.ts';

/**
 * `starting` until the thread runs, `loading` until the script has run to its end, `running` from then on; `ending` once the thread has
 * exited and what it sent is still to be delivered.
 */
type State = 'starting' | 'loading' | 'running' | 'ending' | 'ended';

type HandlerOf<K extends keyof WorkerEventMap> = ((this: Worker, event: WorkerEventMap[K]) => unknown) | null;

/** The runtime's `EventTarget`, with the events of a worker for its type. */
const WorkerTarget: { new (): WorkerEvents; prototype: WorkerEvents } = EventTarget as never;

/**
 * A thread that runs a script of its own: JavaScript, TypeScript, JSX or TSX, from a file, a `data:`, `blob:` or allowed `http:` URL.
 *
 * @example
 * ```ts
 * const worker = new Worker(new URL('./worker.ts', import.meta.url), { name: 'render' });
 * worker.onmessage = (event) => console.log(event.data);
 * worker.postMessage({ width: 100 });
 * ```
 * @source https://html.spec.whatwg.org/multipage/workers.html#dedicated-workers-and-the-worker-interface, with the options and events
 *   of Bun's `Worker` and of Node's `worker_threads.Worker`; docs/reference/worker.md says whom each follows
 */
export class Worker extends WorkerTarget {
  readonly #thread: NativeWorker;
  readonly #control: ControlPort;
  readonly #record: ThreadRecord;
  readonly #exitRecord: ExitRecord;
  readonly #endpoint: Endpoint;
  readonly #listeners: Listeners;
  readonly #targets: readonly Listeners[];
  readonly #name: string;
  /** The runtime forgets it. */
  readonly #id: number;
  readonly #ended: Promise<number>;
  readonly #service: Service | undefined;
  #state: State = 'starting';
  #terminated = false;
  #drained = false;
  readonly #failures: Failure[] = [];
  /** The first error that nobody in the worker caught. */
  #error: unknown;
  #opened = false;
  #end: ThreadEnd | undefined;
  readonly #endListeners: ((end: ThreadEnd) => void)[] = [];
  #reason: string | undefined;
  #exitCode: number | undefined;
  #settle!: (code: number) => void;
  readonly #endWatching: readonly (() => void)[];

  declare onmessage: HandlerOf<'message'>;
  declare onmessageerror: HandlerOf<'messageerror'>;
  declare onerror: HandlerOf<'error'>;
  declare onopen: HandlerOf<'open'>;
  declare onclose: HandlerOf<'close'>;

  /**
   * @param script - a path relative to the current directory (its extension may be left out), an absolute URL, or a `URL`;
   *   source code with `options.eval`
   * @throws TypeError for an argument or option of the wrong type; RangeError for resource limits that make no sense
   * @throws HeddleError `HEDDLE_WORKER_NOT_FOUND`, `HEDDLE_WORKER_UNREADABLE`, `HEDDLE_WORKER_SCHEME`, `HEDDLE_BLOB_NOT_FOUND`,
   *   `HEDDLE_REMOTE_FORBIDDEN`
   * @throws DataCloneError with the `path` of what in `workerData` cannot be cloned
   */
  constructor(script: string | URL, options?: WorkerOptions) {
    super();
    if (arguments.length === 0) throw new TypeError('Cannot construct a Worker: 1 argument required, 0 given');
    const settings = readOptions(options);
    this.#service = serviceOf(options);
    const { thread, transport, control, record, exitRecord } = startThread(script, settings, this.#service?.port);
    this.#thread = thread;
    this.#control = new ControlPort(control, (report) => this.#reported(report));
    this.#record = record;
    this.#exitRecord = exitRecord;
    this.#name = settings.name ?? '';
    this.#id = thread.threadId;
    this.#ended = new Promise((resolve) => (this.#settle = resolve));
    this.#endpoint = new Endpoint(transport, {
      message: (received) => this.#message(received),
      closed: () => this.#proceed(true),
      gaveUp: () => {},
    });
    this.#listeners = new Listeners(this, (type) => {
      if (type === 'message' && !this.#terminated) this.#endpoint.listen(this.#listeners.count('message') > 0);
    });
    this.#targets = [this.#listeners];
    attachListeners(this, this.#listeners);
    registerThread(this, thread);
    register(this, {
      isPort: false,
      endpoint: this.#endpoint,
      hold: (yes) => transport.keepAlive(yes),
      whenEnded: (listener) => this.#whenEnded(listener),
      exitRecord,
    });
    handlers.set(this, new EventHandlers(this.#listeners));
    threads.markAsUncloneable?.(this);
    this.#watch();
    tellStart(this, this.#name, String(script));
    this.#endWatching = [
      terminateOnDemand(record, () => void this.terminate()),
      watchForIdleWorkers(thread, transport.counters, new.target as never),
    ];
    if (settings.ref === false) this.unref();
  }

  /**
   * Sends a copy of `message` to the worker; does nothing once it has ended. What is listed in `transfer` is moved instead.
   *
   * @throws DataCloneError with the `path` of the culprit; nothing has been moved then
   * @throws TypeError when the second argument is neither a list nor an object
   */
  postMessage(message: unknown, transfer?: TransferArgument): void {
    if (arguments.length === 0) throw new TypeError('Cannot call postMessage: 1 argument required, 0 given');
    sendMessage(this.#endpoint.transport, message, transfer);
  }

  /**
   * Stops the worker, whatever it does. Nothing that it sent is delivered any more; `close` follows.
   *
   * @returns the exit code: 1, or that of a worker that had ended already
   */
  terminate(): Promise<number> {
    if (this.#state === 'ended' || this.#terminated) return this.#ended;
    this.#terminated = true;
    this.#exitRecord.isTerminated = true;
    this.#endpoint.giveUp();
    this.#reason ??= 'terminate() was called';
    // A worker that is not referenced could not keep the parent until its end is known, but somebody waits for it now.
    if (this.#exitCode === undefined) stopThread(this.#thread);
    else this.#proceed();
    return this.#ended;
  }

  /** Lets the worker keep this thread alive, as it does at first. */
  ref(): void {
    this.#thread.ref();
  }
  /** Lets this thread end although the worker runs; the worker then ends with it. */
  unref(): void {
    this.#thread.unref();
  }

  /** What the worker and its messages have done. Costs nothing while nobody asks. */
  stats(): WorkerReport {
    return workerReport(this.#thread, this.#record, this.#endpoint.transport);
  }

  /** The name given in the options. */
  get name(): string {
    return this.#name;
  }
  /** A number that no other thread of the process has; -1 once the worker has ended. */
  get threadId(): number {
    return this.#thread.threadId;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.terminate();
  }

  #watch(): void {
    const thread = this.#thread;
    thread.on('online', () => this.#online());
    let broke = false;
    thread.on('error', (error) => {
      broke = true;
      this.#failed(runtimeFailure(error));
    });
    thread.on('exit', (code) => {
      this.#control.drain();
      // The runtime says 0 of a thread that was stopped before it had begun, and of one that could not begin.
      this.#exitCode = this.#terminated || broke ? code || 1 : code;
      this.#state = 'ending';
      this.#record.ended(this.#exitCode);
      const { guard, waits } = threadTable();
      guard.ended(this.#id);
      waits.wakeAll();
      // Whoever listens gets what is still under way before `close`; the thread that ended holds nothing alive any more.
      if (this.#endpoint.isAwaited && !this.#drained) this.#endpoint.transport.keepAlive(true);
      this.#proceed();
    });
  }

  #reported(report: Report): void {
    if (report.type === 'loads') return fileReport()?.(report.file);
    if (this.#terminated) return;
    if (report.type === 'open') {
      // The runtime's own word comes by another way, and may be overtaken.
      this.#online();
      this.#state = 'running';
      this.#opened = true;
      this.#record.is('running');
      tellOpen(this, this.#name);
      this.#listeners.dispatch(plainEvent('open'));
    } else if (report.type === 'ending') this.#reason = report.reason;
    else this.#failed(report.failure);
  }

  #online(): void {
    if (this.#state !== 'starting') return;
    this.#state = 'loading';
    this.#record.is('loading');
    this.#listeners.dispatch(plainEvent('online'));
  }

  #message(received: Received): void {
    if (!this.#terminated) deliver(received, this.#targets);
  }

  #failed(failure: Failure): void {
    if (this.#terminated) return;
    tellError(this, this.#name, failure);
    this.#failures.push(failure);
    this.#error ??= failure.event.error;
    this.#proceed();
  }

  /** Fires `error`, and `close` once the thread has exited: both after the last message, if anybody awaits messages. */
  #proceed(drained = false): void {
    this.#drained ||= drained;
    if (this.#state === 'ended' || (this.#endpoint.isAwaited && !this.#drained)) return;
    for (const failure of this.#failures.splice(0)) {
      this.#reason = failure.reason;
      if (this.#listeners.count('error') > 0) this.#listeners.dispatch(errorEvent(failure.event));
      else if (this.#service) this.#service.takeFailure(failure);
      else printFailure(failure, describeThread({ name: this.#name, id: this.#id }));
    }
    if (this.#exitCode !== undefined) this.#finish(this.#exitCode);
  }

  #finish(code: number): void {
    this.#state = 'ended';
    for (const end of this.#endWatching) end();
    this.#endpoint.close();
    this.#control.close();
    const reason = this.#reason ?? (code === 0 ? 'the event loop was empty' : `exit code ${code}`);
    const loading = !this.#opened && !this.#terminated;
    this.#end = { name: this.#name, id: this.#id, code, reason, error: this.#error, loading };
    for (const listener of this.#endListeners.splice(0)) listener(this.#end);
    tellClose(this, this.#name, code, reason);
    this.#service?.ended();
    this.#listeners.dispatch(closeEvent(code, reason));
    this.#listeners.dispatch(plainEvent('exit', [code]));
    this.#settle(code);
  }

  #whenEnded(listener: (end: ThreadEnd) => void): void {
    if (this.#end) return listener(this.#end);
    this.#endListeners.push(listener);
    // The thread is ending, and must not be the one thing that nobody waits for.
    this.#thread.ref();
  }

  static {
    for (const name of ['postMessage', 'terminate', 'ref', 'unref', 'stats', 'name', 'threadId'])
      Object.defineProperty(this.prototype, name, { enumerable: true });
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'Worker', configurable: true });
    defineMethods(this.prototype, webMethods, nodeMethods);
    defineNodeMembers(this.prototype, natives.Worker.prototype);
    defineEventHandlers(this.prototype, ['message', 'messageerror', 'error', 'open', 'close'], handlersOf);
  }
}

/** Members that are defined on the prototype below. */
export interface Worker extends NodeMembers {}

const handlers = new WeakMap<object, EventHandlers>();

function handlersOf(worker: object): EventHandlers {
  const found = handlers.get(worker);
  if (!found) throw new TypeError('Illegal invocation');
  return found;
}
