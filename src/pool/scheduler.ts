import { diagnostics } from '../counters/diagnostics.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { BackOff } from './back-off.ts';
import { Counters } from './counters.ts';
import { isCancellable } from '../rpc/cancellation.ts';
import { Patience } from './patience.ts';
import type { PoolSettings } from './pool-options.ts';
import type { PoolTask } from './pool-task.ts';
import { SignalWatch } from './signal-watch.ts';
import { TaskQueue } from './task-queue.ts';
import { type SlotEnd, type SlotOwner, WorkerSlot } from './worker-slot.ts';

/** Where a worker of the pool is, or would be. Tasks with the same key go to the same position. */
interface Position {
  readonly index: number;
  readonly keyed: TaskQueue;
  slot: WorkerSlot | undefined;
}

/** So often, in milliseconds, workers are looked at that have tasks sent ahead. */
const LOOK = 1;
/** An idle worker is ended after so many looks at it. */
const IDLE_LOOKS = 4;

/** Decides which task goes to which worker, and how many workers there are. */
export class Scheduler implements SlotOwner {
  readonly counters: Counters = new Counters();
  readonly #script: string | URL;
  readonly #settings: PoolSettings;
  readonly #positions: readonly Position[];
  readonly #queue = new TaskQueue();
  readonly #signals = new SignalWatch();
  readonly #backOff = new BackOff();
  /** Those that take tasks, by their positions: the first ones are used most, so that the last ones become idle. */
  #ready: WorkerSlot[] = [];
  #alive = 0;
  #order = 0;
  /** Why no worker can be had at present. */
  #loadError: unknown;
  #loadWorker = '';
  #isLooking = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  /** No worker is started any more. */
  #closed = false;
  /** Who waits for something to become true. */
  readonly #waiters = new Set<{ readonly isTrue: () => boolean; readonly resolve: () => void }>();

  /** @throws what a Worker's constructor throws */
  constructor(script: string | URL, settings: PoolSettings) {
    this.#script = script;
    this.#settings = settings;
    this.#positions = Array.from({ length: settings.max }, (_, index) => ({ index, keyed: new TaskQueue(), slot: undefined }));
    try {
      for (const position of this.#positions.slice(0, settings.min)) this.#start(position);
    } catch (error) {
      void this.terminate(() => new Error());
      throw error;
    }
  }

  get slots(): WorkerSlot[] {
    return this.#positions.flatMap(({ slot }) => slot ?? []);
  }
  get queued(): number {
    return this.#positions.reduce((sum, { keyed }) => sum + keyed.size, this.#queue.size);
  }
  /** How many tasks keep all workers busy while results are read. */
  get defaultConcurrency(): number {
    return Math.max(16, 4 * this.#positions.length * this.#settings.tasksPerWorker);
  }
  /** Whether the queue has a place for one more. */
  get hasRoom(): boolean {
    const { maxQueue, tasksPerWorker } = this.#settings;
    if (maxQueue === Infinity) return true;
    // Those that wait for a worker to start, not for another task to end, are no crowd.
    const soon = this.#positions.filter(({ slot }) => slot === undefined || slot.state === 'starting').length * tasksPerWorker;
    const free = this.#ready.filter((slot) => slot.isFree).length;
    return this.queued < maxQueue + soon || free > 0;
  }

  /** Takes a task; what becomes of it shows in its promise. */
  submit(task: PoolTask): void {
    this.counters.pending += 1;
    task.order = this.#order++;
    if (task.options !== undefined && isCancellable(task.options)) {
      task.patience = new Patience(task.options, this.#signals, (reason) => this.#giveUpWaiting(task, reason));
      if (task.options.signal?.aborted) return this.#giveUp(task, () => task.options!.signal!.reason);
    }
    const slot = this.#slotFor(task);
    if (slot) {
      this.counters.waitTime.addZero();
      this.#send(slot, task);
    } else this.#enqueue(task);
  }

  /** Resolves as soon as `isTrue()`. */
  async until(isTrue: () => boolean): Promise<void> {
    if (!isTrue()) await new Promise<void>((resolve) => this.#waiters.add({ isTrue, resolve }));
  }

  /** Ends all workers once they have done what they have. */
  async retireAll(): Promise<void> {
    this.#stopStarting();
    for (const slot of this.slots) this.#retire(slot);
    await this.until(() => this.#alive === 0);
  }

  /** Ends all workers at once; `makeError` makes what unfinished tasks are rejected with. */
  async terminate(makeError: (task: string) => Error): Promise<void> {
    this.#stopStarting();
    for (const task of [this.#queue, ...this.#positions.map(({ keyed }) => keyed)].flatMap((queue) => queue.takeAll()))
      this.#giveUp(task, () => makeError(task.task));
    for (const slot of this.slots) {
      for (const task of slot.tasks()) {
        slot.withdraw(task);
        this.#giveUp(task, () => makeError(task.task));
      }
      slot.terminate();
    }
    await this.until(() => this.#alive === 0);
  }

  ready(slot: WorkerSlot): void {
    this.#backOff.started();
    this.#ready = [...this.#ready, slot].sort((a, b) => a.position - b.position);
    this.#feed(slot);
    this.#changed();
  }

  done(slot: WorkerSlot, outcome: 'completed' | 'failed' | 'cancelled'): void {
    this.counters.pending -= 1;
    this.counters[outcome] += 1;
    if (slot.state === 'ready') {
      if (slot.answers === 1) this.#backOff.worked();
      this.#feed(slot);
    }
    if (this.#waiters.size > 0) this.#changed();
  }

  ran(milliseconds: number): void {
    this.counters.runTime.add(milliseconds);
  }

  losing(slot: WorkerSlot, lost: readonly PoolTask[]): void {
    if (this.#closed) return;
    const again: PoolTask[] = [];
    for (const task of lost) {
      if (!task.canBeSentAgain) continue;
      if (slot.hasBegun(task)) {
        if (task.retriesLeft === 0) continue;
        task.retriesLeft -= 1;
        this.counters.retried += 1;
      }
      slot.withdraw(task);
      again.push(task);
    }
    this.#putBack(again);
  }

  ended(slot: WorkerSlot, { during, error, code, reason }: SlotEnd): void {
    const now = performance.now();
    const { counters } = this;
    this.#positions[slot.position]!.slot = undefined;
    this.#ready = this.#ready.filter((other) => other !== slot);
    this.#alive -= 1;
    counters.busyBefore += slot.busy;
    counters.ageBefore += now - slot.startedAt;
    if (during !== 'ending') {
      counters.workersDied += 1;
      if (slot.answers === 0) this.#backOff.failed(now);
      if (during === 'starting') this.#couldNotStart(slot.name, error ?? new Error(`the worker ended with code ${code} (${reason})`));
    }
    this.#grow();
    this.#changed();
  }

  #slotFor(task: PoolTask): WorkerSlot | undefined {
    const key = task.options?.key;
    if (key !== undefined) {
      const { slot, keyed } = this.#positionOf(key);
      return slot && keyed.size === 0 && takes(slot, task) ? slot : undefined;
    }
    if (this.#queue.size > 0) return undefined;
    let best: WorkerSlot | undefined;
    for (const slot of this.#ready) {
      if (slot.isFree && slot.inFlight === 0) return slot;
      if (takes(slot, task) && (best === undefined || slot.inFlight < best.inFlight)) best = slot;
    }
    return best;
  }

  #send(slot: WorkerSlot, task: PoolTask): void {
    task.patience?.end();
    if (diagnostics.taskStarted.isWanted) diagnostics.taskStarted.publish({ task: task.task, run: task });
    slot.send(task);
    if (slot.ahead > 0) this.#lookLater();
    if (slot.sent >= this.#settings.maxTasksPerWorker && slot.state === 'ready') {
      this.counters.workersRecycled += 1;
      this.#retire(slot);
    }
  }

  #enqueue(task: PoolTask): void {
    if (this.#alive === 0 && this.#backOff.isHopeless && this.#backOff.delay(performance.now()) > 0)
      return this.#giveUp(task, () => this.#cannotLoad(task));
    if (!this.hasRoom) {
      const { maxQueue } = this.#settings;
      return this.#giveUp(
        task,
        () => new HeddleError('HEDDLE_QUEUE_FULL', `Cannot run ${task.task}: ${this.queued} tasks wait already (maxQueue: ${maxQueue})`),
      );
    }
    task.queuedAt = performance.now();
    task.patience?.begin();
    this.#queueOf(task).push(task);
    this.#grow();
  }

  #giveUpWaiting(task: PoolTask, reason: unknown): void {
    this.#queueOf(task).remove(task);
    this.#giveUp(task, () => reason);
  }

  #putBack(tasks: readonly PoolTask[]): void {
    if (tasks.length === 0) return;
    const now = performance.now();
    for (const task of tasks) {
      // It has waited after all.
      if (task.queuedAt === 0) this.counters.waitTime.removeZero();
      task.queuedAt ||= now;
      task.patience?.begin();
    }
    this.#queue.putBack(tasks.filter(({ options }) => options?.key === undefined));
    for (const task of tasks) if (task.options?.key !== undefined) this.#queueOf(task).putBack([task]);
  }

  /** Sends what waits, as far as the worker takes it. */
  #feed(slot: WorkerSlot): void {
    const { keyed } = this.#positions[slot.position]!;
    let now = 0;
    for (;;) {
      if (this.#queue.size === 0 && keyed.size === 0) return;
      const [common, own] = [this.#queue.first, keyed.first];
      const queue = own && (!common || comesBefore(own, common)) ? keyed : this.#queue;
      const task = queue.first!;
      if (!takes(slot, task)) return;
      queue.shift();
      now ||= performance.now();
      this.counters.waitTime.add(now - task.queuedAt);
      this.#send(slot, task);
    }
  }

  #giveUp(task: PoolTask, makeError: () => unknown): void {
    this.counters.pending -= 1;
    this.counters.cancelled += 1;
    if (diagnostics.taskFinished.isWanted) diagnostics.taskFinished.publish({ task: task.task, run: task, outcome: 'cancelled' });
    task.patience?.end();
    task.reject(makeError);
    this.#changed();
  }

  /** Starts the workers that are missing, at once or when the time has come. */
  #grow(): void {
    if (this.#closed) return;
    if (this.#alive < this.#positions.length) this.#startMissing();
    // A worker that starts does not keep this thread alive, but tasks that wait for it do.
    if ((this.#ready.length === this.#alive && !this.#retryTimer) || this.queued === 0) return;
    this.#retryTimer?.ref();
    for (const { slot } of this.#positions) slot?.holdUntilReady();
  }

  #startMissing(): void {
    const { min, tasksPerWorker } = this.#settings;
    const vacant = this.#positions.filter(({ slot }) => !slot);
    const starting = this.#positions.filter(({ slot }) => slot?.state === 'starting').length;
    const wanted = vacant.filter(({ keyed }) => keyed.size > 0);
    let missing = Math.ceil(this.#queue.size / tasksPerWorker) - starting - wanted.length;
    // Nobody waits for the workers that are always there, so that nobody would hear of their failure either.
    if (!this.#backOff.isHopeless) missing = Math.max(missing, min - this.#alive - wanted.length);
    for (const position of vacant) if (position.keyed.size === 0 && missing-- > 0) wanted.push(position);
    if (wanted.length === 0) return;
    const delay = this.#backOff.delay(performance.now());
    if (delay > 0) this.#growIn(delay);
    else for (const position of wanted) this.#tryToStart(position);
  }

  #growIn(milliseconds: number): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#grow();
    }, milliseconds).unref();
  }

  #tryToStart(position: Position): void {
    try {
      this.#start(position);
    } catch (error) {
      this.#backOff.failed(performance.now());
      this.#couldNotStart(`${position.index + 1}`, error);
    }
  }

  #start(position: Position): void {
    position.slot = new WorkerSlot(this.#script, position.index, this.#settings, this);
    this.#alive += 1;
    this.counters.workersStarted += 1;
    this.#lookForIdle();
  }

  /** Where others work, what waits is for them. */
  #couldNotStart(worker: string, error: unknown): void {
    this.#loadError = error;
    this.#loadWorker = worker;
    if (this.#ready.length > 0 || !this.#backOff.isHopeless) return;
    for (const task of [this.#queue, ...this.#positions.map(({ keyed }) => keyed)].flatMap((queue) => queue.takeAll()))
      this.#giveUp(task, () => this.#cannotLoad(task));
  }

  #cannotLoad({ task }: PoolTask): Error {
    const error = this.#loadError;
    const message = error instanceof Error ? error.message : String(error);
    return new HeddleError('HEDDLE_LOAD_FAILED', `Cannot run ${task}: worker "${this.#loadWorker}" could not start: ${message}`, {
      cause: error,
    });
  }

  #retire(slot: WorkerSlot): void {
    this.#ready = this.#ready.filter((other) => other !== slot);
    slot.retire();
  }

  #stopStarting(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#idleTimer);
  }

  /** A task that was sent ahead must not wait for a long one: no worker is left alone with such tasks for longer than two looks. */
  #lookLater(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setTimeout(() => {
      this.#isLooking = false;
      const { slots } = this;
      const back = slots.flatMap((slot) => slot.takeBackIfStuck());
      if (slots.some((slot) => slot.ahead > 0)) this.#lookLater();
      if (back.length === 0) return;
      this.#putBack(back);
      this.#grow();
      for (const slot of this.#ready) this.#feed(slot);
    }, LOOK);
  }

  #lookForIdle(): void {
    const { min, max, idleTimeout } = this.#settings;
    if (min === max || idleTimeout === Infinity || this.#idleTimer || this.#alive <= min) return;
    this.#idleTimer = setInterval(() => {
      for (const slot of this.#ready.toReversed()) {
        if (slot.idleLooks() >= IDLE_LOOKS && this.#alive > min) this.#retire(slot);
      }
      if (this.#alive > min) return;
      clearInterval(this.#idleTimer);
      this.#idleTimer = undefined;
    }, idleTimeout / IDLE_LOOKS).unref();
  }

  #queueOf(task: PoolTask): TaskQueue {
    const key = task.options?.key;
    return key === undefined ? this.#queue : this.#positionOf(key).keyed;
  }

  #positionOf(key: string | number): Position {
    return this.#positions[hashOf(String(key)) % this.#positions.length]!;
  }

  #changed(): void {
    for (const waiter of this.#waiters) {
      if (!waiter.isTrue()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}

function takes(slot: WorkerSlot, task: PoolTask): boolean {
  return slot.isFree || (task.kind.isTiny && task.canBeSentAgain && slot.takesAhead(task.kind.cost));
}

function comesBefore(a: PoolTask, b: PoolTask): boolean {
  return a.priority === b.priority ? a.order < b.order : a.priority > b.priority;
}

/** FNV-1a: spreads keys that differ little. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
