import { clock, type Timer } from '#platform';
import type { ThreadEnd } from '../thread/thread-end.ts';
import { diagnostics } from '../observe/diagnostics.ts';
import type { CallStates } from '../rpc/calls/call-states.ts';
import type { PendingCall } from '../rpc/calls/call-table.ts';
import type { StreamReader } from '../rpc/stream/stream-reader.ts';
import { afterAll } from '../rpc/stream/streams.ts';
import { cannotLoad, failedStart, type SlotEnd, type SlotOwner, type SlotState } from './slot-owner.ts';
import type { PoolSettings } from './pool-options.ts';
import { PoolTask } from './pool-task.ts';
import type { TaskKind } from './task-kind.ts';
import { TaskWorker } from './task-worker.ts';
import { Times } from './times.ts';

/** In milliseconds of their costs: tasks that are sent ahead keep a worker busy for about so long, while the next ones are on their way. */
const AHEAD = 0.5;
/** More of them at once gain nothing. */
const MOST_AHEAD = 256;
const NO_LOOK = -1;

/** The name of the worker at a position. */
export function nameOf({ worker }: PoolSettings, position: number): string {
  return `${worker.name ?? 'pool'}-${position + 1}`;
}

/** One worker of a pool, and the tasks that it has. */
export class WorkerSlot {
  readonly position: number;
  readonly name: string;
  readonly startedAt: number = clock.now();
  readonly #settings: PoolSettings;
  readonly #owner: SlotOwner<WorkerSlot>;
  readonly #task: TaskWorker;
  readonly #board: CallStates;
  #state: SlotState = 'starting';
  #stateBefore: SlotState = 'starting';
  #failure: unknown;
  #end: SlotEnd | undefined;
  #isSettingUp = false;
  #retiresWhenReady = false;
  /** When it is no longer starting. */
  readonly #settled: Promise<void>;
  #settle!: () => void;
  /** Tasks in the worker, and the sum of their costs. */
  inFlight: number = 0;
  /** Calls outside of the tasks that it has, or will have once it is ready. */
  #others = 0;
  #load = 0;
  /** How many of them may go on after their answer. */
  #unsteady = 0;
  #spare: PoolTask | undefined;
  /** Tasks that have been answered with streams, which have not ended. */
  readonly #streaming = new Map<PoolTask, readonly StreamReader[]>();
  readonly #setupTimer: Timer | undefined;
  sent: number = 0;
  completed: number = 0;
  failed: number = 0;
  /** How many tasks the worker itself has answered; and whether it has answered one, or another call that the program waits for. */
  answers: number = 0;
  #hasWorked = false;
  /** Milliseconds that it has spent on tasks which are done. */
  busy: number = 0;
  readonly runTime: Times = new Times();
  /** How many were answered when the pool last looked; whether none has been since, although there is something to do. */
  #answersAtLook = NO_LOOK;
  #isStuck = false;
  #sentAtIdleLook = 0;
  #idleLooks = 0;

  /** @throws what a Worker's constructor throws */
  constructor(script: string | URL, position: number, settings: PoolSettings, owner: SlotOwner<WorkerSlot>) {
    this.position = position;
    this.name = nameOf(settings, position);
    this.#settings = settings;
    this.#owner = owner;
    this.#task = new TaskWorker(
      script,
      { ...settings.worker, name: this.name },
      {
        overdue: () => this.terminate(),
        answered: (call, failed, streams) => this.#answered(call, failed, streams),
        ending: (end) => this.#ending(end),
        ended: () => this.#owner.ended(this, this.#end!),
      },
    );
    this.#settled = new Promise((resolve) => (this.#settle = resolve));
    this.#board = this.#task.connection.supervise(settings.tasksPerWorker);
    this.#task.worker.addEventListener('open', () => void this.#opened());
    const { setupTimeout } = settings;
    if (setupTimeout !== Infinity) this.#setupTimer = clock.unref(clock.setTimeout(() => this.#isLate(), setupTimeout));
  }

  get state(): SlotState {
    return this.#state;
  }
  get threadId(): number {
    return this.#task.worker.threadId;
  }
  /** Tiny tasks that wait in the worker, behind others. */
  get ahead(): number {
    return Math.max(0, this.working - this.#settings.tasksPerWorker);
  }
  /** Tasks that it works on, or is about to. */
  get working(): number {
    return this.#spare ? this.inFlight - 1 : this.inFlight;
  }
  /** The one task, of whatever length, that waits in the worker behind others, unless a worker that becomes free takes it over. */
  get spare(): PoolTask | undefined {
    return this.#spare;
  }
  /** Whether there is a place for one. */
  get takesSpare(): boolean {
    return this.inFlight === this.#settings.tasksPerWorker && this.#unsteady === 0 && this.#state === 'ready';
  }

  /** The bytes of its heap, as it has last told. */
  get memory(): number {
    return this.#board.memoryUsed;
  }
  /** How many tasks the worker works on at the same time. */
  get places(): number {
    return this.#settings.tasksPerWorker;
  }
  /** Milliseconds that it has spent on tasks, also on those that still run. */
  busyUntil(now: number): number {
    const running = this.tasks().filter((task) => this.#board.hasBegun(task.id));
    return running.reduce((sum, task) => sum + Math.max(0, now - this.#board.begunAt(task.id)), this.busy);
  }

  /** Whether it has done, or become, more than a worker of this pool may. */
  get isWorn(): boolean {
    const { maxTasksPerWorker, maxMemoryPerWorker } = this.#settings;
    return this.sent >= maxTasksPerWorker || this.memory > maxMemoryPerWorker * 2 ** 20;
  }

  /** Whether the worker could begin with another task at once. */
  get isFree(): boolean {
    return this.inFlight < this.#settings.tasksPerWorker && this.#state === 'ready';
  }
  /** Whether a tiny task may be sent although the worker is busy. */
  takesAhead({ isTiny, cost }: TaskKind): boolean {
    return isTiny && this.#load + cost <= AHEAD && this.inFlight < MOST_AHEAD && !this.#isStuck && this.#state === 'ready';
  }

  send(task: PoolTask): void {
    if (!this.isFree && !this.takesAhead(task.kind)) {
      this.#spare = task;
      task.queuedAt ||= clock.now();
    }
    task.place = 'worker';
    task.slot = this;
    task.cost = task.kind.cost;
    this.#load += task.cost;
    task.isSteady = task.kind.isSteady;
    if (!task.isSteady) this.#unsteady += 1;
    this.inFlight += 1;
    this.sent += 1;
    this.#task.connection.place(task, task.parameters, task.callOptions);
  }

  /** Whether `task` is the pool's again. */
  takeBack(task: PoolTask): boolean {
    // Elsewhere its number is that of another call.
    if (task.slot !== this || !this.#task.connection.takeBack(task)) return false;
    this.#leave(task);
    return true;
  }

  /** Takes back the tasks that wait behind one that does not end, if there has been none that ended since the last look. */
  takeBackIfStuck(): PoolTask[] {
    const before = this.#answersAtLook;
    this.#answersAtLook = this.ahead > 0 ? this.answers : NO_LOOK;
    if (this.ahead === 0 || this.answers !== before) return [];
    this.#isStuck = true;
    const waiting = this.tasks().filter((task) => task.canBeSentAgain && !this.hasBegun(task));
    this.#spare ??= waiting.toSorted((a, b) => (a.comesBefore(b) ? -1 : 1))[0];
    return waiting.filter((task) => task !== this.#spare && this.takeBack(task));
  }

  /** For how many looks in a row there has been nothing to do. */
  idleLooks(): number {
    this.#idleLooks = this.#hasNothing && this.sent === this.#sentAtIdleLook ? this.#idleLooks + 1 : 0;
    this.#sentAtIdleLook = this.sent;
    return this.#idleLooks;
  }

  /** Calls an export outside of the tasks. */
  call(name: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.#task.connection.call(name, parameters);
  }

  /** The same as soon as it can be called, for somebody who waits for that: it does not end by itself meanwhile. */
  async callWhenReady(name: string, parameters: readonly unknown[]): Promise<unknown> {
    this.#others += 1;
    this.holdUntilReady();
    try {
      await this.#settled;
      if (this.#end?.during === 'starting') throw cannotLoad(name, failedStart(this.#end));
      const result = await this.call(name, parameters);
      this.#works();
      return result;
    } finally {
      this.#others -= 1;
      if (this.#hasNothing && this.#state === 'retiring') void this.#tearDown();
    }
  }
  get #hasNothing(): boolean {
    return this.inFlight === 0 && this.#others === 0;
  }

  /** Keeps this thread alive until the worker is ready. */
  holdUntilReady(): void {
    if (this.#state === 'starting') this.#task.worker.ref();
  }

  /** Ends the worker once it has finished its tasks. */
  retire(): void {
    if (this.#state === 'starting' && this.#isSettingUp) this.#retiresWhenReady = true;
    else if (this.#state === 'starting') this.terminate();
    if (this.#state !== 'ready') return;
    this.#become('retiring');
    if (this.#hasNothing) void this.#tearDown();
  }

  terminate(): void {
    if (this.#state === 'ended' || this.#state === 'ending') return;
    this.#become('ending');
    void this.#task.worker.terminate();
  }

  /** The time to load and set up is over. */
  #isLate(): void {
    const { setup, setupTimeout } = this.#settings;
    const what = this.#isSettingUp ? `its setup, ${setup}, has not ended` : 'its module has not loaded';
    if (this.#state === 'starting') this.#fail(new DOMException(`${what} within ${setupTimeout} ms (setupTimeout)`, 'TimeoutError'));
  }

  async #opened(): Promise<void> {
    const { setup, worker } = this.#settings;
    try {
      this.#isSettingUp = setup !== undefined;
      if (setup !== undefined) await this.call(setup, [worker.workerData]);
    } catch (error) {
      // Otherwise it is the end of the worker that is known already.
      if (this.#state === 'starting') this.#fail(error);
      return;
    }
    if (this.#state !== 'starting') return;
    this.#become('ready');
    this.#task.worker.unref();
    // What has been set up is torn down.
    if (this.#retiresWhenReady) this.retire();
    else this.#owner.ready(this);
  }

  async #tearDown(): Promise<void> {
    const { teardown, teardownTimeout, worker } = this.#settings;
    if (teardown !== undefined) {
      const timer = teardownTimeout === Infinity ? undefined : clock.setTimeout(() => this.terminate(), teardownTimeout);
      try {
        await this.call(teardown, [worker.workerData]);
      } catch (error) {
        if (this.#state === 'retiring') this.#task.failed(error);
      } finally {
        clock.clearTimeout(timer);
      }
    }
    this.terminate();
  }

  #answered(call: PendingCall, failed: boolean, streams: readonly StreamReader[]): void {
    if (!(call instanceof PoolTask)) return;
    if (this.#state !== 'ended') {
      // Not those that could not be sent, or were given up.
      if (call.id >= 0) {
        this.answers += 1;
        this.#isStuck = false;
        this.#works();
      }
      const milliseconds = this.#board.ranFor(call.id);
      // What could not be sent, or was given up, has not.
      if (milliseconds > 0) this.#ran(call, milliseconds);
    }
    if (streams.length === 0) return this.#finished(call, failed);
    // The worker goes on with the streams that it has given.
    call.kind.givesStreams = true;
    this.#streaming.set(call, streams);
    for (const stream of streams) stream.onStuck(() => this.#task.endStuck(call));
    afterAll(streams, [
      () => {
        this.#streaming.delete(call);
        this.#finished(call, failed);
      },
    ]);
  }

  #finished(call: PoolTask, failed: boolean): void {
    this.#leave(call);
    const isCancelled = failed && call.queueDeadline?.isOver === true;
    if (failed) this.failed += 1;
    else this.completed += 1;
    const outcome = isCancelled ? 'cancelled' : failed ? 'failed' : 'completed';
    if (diagnostics.taskFinished.isWanted) diagnostics.taskFinished.publish({ task: call.task, run: call, outcome });
    this.#owner.done(this, outcome);
  }

  #ran(task: PoolTask, milliseconds: number): void {
    task.kind.ranFor(milliseconds);
    this.busy += milliseconds;
    this.runTime.add(milliseconds);
    this.#owner.waited(task.queuedAt === 0 ? 0 : this.#board.begunAt(task.id) - task.queuedAt);
  }

  #leave(task: PoolTask): void {
    task.place = 'nowhere';
    task.slot = undefined;
    this.inFlight -= 1;
    // Not by subtraction to the end: what rounding leaves would add up.
    this.#load = this.inFlight === 0 ? 0 : this.#load - task.cost;
    if (!task.isSteady) this.#unsteady -= 1;
    // It is its turn now, if it has not been taken back or, after others that could not be, was answered.
    if (task === this.#spare || this.inFlight <= this.#settings.tasksPerWorker) this.#spare = undefined;
    if (this.#hasNothing && this.#state === 'retiring') void this.#tearDown();
  }

  /** Has what it works on end before its time: the signals of tasks are aborted, and their streams. */
  cancel(makeError: (task: string) => Error): void {
    for (const task of this.tasks()) task.cancellation?.cancel(makeError(task.task));
    for (const [task, streams] of this.#streaming) for (const stream of streams) stream.abort(makeError(task.task));
  }
  /** Those that have been answered with streams, which have not ended. */
  streaming(): PoolTask[] {
    return [...this.#streaming.keys()];
  }
  /** Those that are not answered. */
  tasks(): PoolTask[] {
    return this.#task.connection.pendingCalls().filter((call) => call instanceof PoolTask);
  }

  /** It has answered. */
  #works(): void {
    if (this.#hasWorked) return;
    this.#hasWorked = true;
    this.#owner.worked(this);
  }

  /** It cannot be made ready. */
  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#task.failed(error);
    void this.#task.worker.terminate();
  }

  #ending({ id, code, reason, error }: ThreadEnd): boolean {
    this.#failure ??= error;
    this.#become('ended');
    const during = this.#stateBefore;
    const lost = this.tasks();
    // Of a worker that only had to end, nobody expects that it begins with something.
    const isIdleEnd = during === 'ending' || (during === 'retiring' && lost.length === 0);
    this.#end = {
      name: this.name,
      id,
      during,
      hasWorked: this.#hasWorked,
      isBarren: !this.#hasWorked && !isIdleEnd && !lost.some((task) => this.hasBegun(task)),
      code,
      reason,
      error: this.#failure,
      stderr: this.#task.lastLines,
    };
    const isTold = this.#owner.losing(this, lost, this.#end);
    return isTold || this.tasks().length > 0 || this.#others > 0;
  }

  /** A task of a worker that has ended: whether it had begun, and its place in the slot given up. */
  withdraw(task: PoolTask): void {
    this.#task.connection.withdraw(task);
    this.#leave(task);
  }
  hasBegun(task: PoolTask): boolean {
    return this.#board.hasBegun(task.id);
  }

  #become(state: SlotState): void {
    this.#stateBefore = this.#state;
    this.#state = state;
    clock.clearTimeout(this.#setupTimer);
    this.#settle();
  }
}
