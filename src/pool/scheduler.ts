import { clock } from '#platform';
import { diagnostics } from '../observe/diagnostics.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { isCancellable } from '../rpc/calls/cancellation.ts';
import { asReason } from '../rpc/calls/call-errors.ts';
import { countsOf, type Unfinished, waitFor, poolClosed } from './close-options.ts';
import { Counters } from './times.ts';
import { PoolWorkers, type PoolWorkersOwner, type InVain, type Position } from './pool-workers.ts';
import { QueueDeadline, SignalWatch } from './queue-deadline.ts';
import type { PoolSettings } from './pool-options.ts';
import type { PoolTask } from './pool-task.ts';
import { TaskQueue } from './task-queue.ts';
import type { SlotEnd, TaskOutcome } from './slot-owner.ts';
import type { WorkerSlot } from './worker-slot.ts';

/** So often, in milliseconds, workers are looked at that have tasks sent ahead. */
const LOOK = 1;

/** Decides which task goes to which worker, and when. */
export class Scheduler implements PoolWorkersOwner {
  readonly counters: Counters = new Counters();
  readonly #name: string;
  readonly #settings: PoolSettings;
  readonly #poolWorkers: PoolWorkers;
  readonly #queue = new TaskQueue();
  readonly #signals = new SignalWatch();
  /** Nothing is waited for any more. */
  isTerminated: boolean = false;
  #order = 0;
  #isLooking = false;
  /** Tasks were rejected because the module does not load: workers that start at the same time have nothing else to tell. */
  #hasToldOfLoad = false;
  /** Who waits for something to become true. */
  readonly #waiters = new Set<{ readonly isTrue: () => boolean; readonly resolve: () => void }>();

  /** @throws what a Worker's constructor throws */
  constructor(name: string, script: string | URL, settings: PoolSettings) {
    this.#name = name;
    this.#settings = settings;
    this.#poolWorkers = new PoolWorkers(script, settings, this.counters, this);
    try {
      this.#poolWorkers.startFirst();
    } catch (error) {
      void this.terminate(() => new Error());
      throw error;
    }
  }

  get slots(): WorkerSlot[] {
    return this.#poolWorkers.slots;
  }
  get waiting(): number {
    return this.#queue.size;
  }
  get queued(): number {
    return this.#poolWorkers.positions.reduce((sum, { keyed, slot }) => sum + keyed.size + (slot?.spare ? 1 : 0), this.#queue.size);
  }
  /** How many tasks keep all workers busy while results are read. */
  get defaultConcurrency(): number {
    return Math.max(16, 4 * this.#settings.max * this.#settings.tasksPerWorker);
  }
  /** Whether the queue has a place for one more. */
  get hasRoom(): boolean {
    const { maxQueue, tasksPerWorker } = this.#settings;
    if (maxQueue === Infinity) return true;
    // Those that wait for a worker to start, not for another task to end, are no crowd.
    const soon = this.#poolWorkers.positions.filter(({ slot }) => slot === undefined || slot.state === 'starting').length * tasksPerWorker;
    return this.queued < maxQueue + soon || this.#poolWorkers.ready.some((slot) => slot.isFree);
  }

  /** A task is to be submitted, or refused, later; until `arrived()` it is one that has not finished. */
  expect(): void {
    this.counters.pending += 1;
  }
  arrived(): void {
    this.counters.pending -= 1;
    this.#changed();
  }

  /** Takes a task; what becomes of it shows in its promise. */
  submit(task: PoolTask): void {
    this.counters.pending += 1;
    task.order = this.#order++;
    if (task.options !== undefined && isCancellable(task.options)) {
      const { signal, timeout } = task.options;
      const late = (): string => `Cannot run ${task.task}: no worker of pool ${this.#name} was free for it within ${timeout} ms`;
      task.queueDeadline = new QueueDeadline(task.options, this.#signals, (reason) => this.#giveUpWaiting(task, reason), late);
      if (signal?.aborted) return this.#refuse(task, () => signal.reason);
    }
    const slot = this.#slotFor(task);
    if (slot) this.#send(slot, task);
    else this.#enqueue(task);
  }

  /** Calls an export in every worker that there is; if there is none, in one that is started for it. */
  async callAll(name: string, parameters: readonly unknown[]): Promise<unknown[]> {
    const poolWorkers = this.#poolWorkers;
    // Those that end now have no ears for it, and may be in the place of the one to start.
    await this.until(() => poolWorkers.present.length > 0 || poolWorkers.hasVacancy || poolWorkers.isClosed);
    if (poolWorkers.isClosed) throw poolClosed(name, 'closed');
    if (poolWorkers.present.length === 0 && poolWorkers.isHopeless) throw poolWorkers.cannotLoad(name);
    if (poolWorkers.present.length === 0 && poolWorkers.hasVacancy) poolWorkers.startOne();
    return Promise.all(poolWorkers.present.map((slot) => slot.callWhenReady(name, parameters)));
  }

  /** Resolves as soon as `isTrue()`. */
  async until(isTrue: () => boolean): Promise<void> {
    if (!isTrue()) await new Promise<void>((resolve) => this.#waiters.add({ isTrue, resolve }));
  }

  /** Ends all workers once they have done what they have. */
  async retireAll(): Promise<void> {
    this.#poolWorkers.close();
    for (const slot of this.slots) this.#poolWorkers.retire(slot);
    await this.until(() => this.#poolWorkers.size === 0);
  }

  /** What has not finished. */
  unfinished(): Unfinished {
    const { slots } = this;
    const waiting = this.#queuesOf('all').flatMap((queue) => queue.toArray());
    const sent = slots.flatMap((slot) => slot.tasks().map((task) => ({ task, runs: slot.hasBegun(task) })));
    const running = [...slots.flatMap((slot) => slot.streaming()), ...sent.flatMap(({ task, runs }) => (runs ? task : []))];
    const queued = [...sent.flatMap(({ task, runs }) => (runs ? [] : task)), ...waiting];
    const names = (tasks: readonly PoolTask[]): Unfinished['running'] => countsOf(tasks.map(({ task }) => task));
    const others = slots.filter(({ state, inFlight }) => (state === 'starting' || state === 'retiring') && inFlight === 0);
    return { running: names(running), queued: names(queued), workers: others.map(({ name }) => name) };
  }

  /** Gives up what waits, and has what runs end before its time; ends the workers that are not done with that after the time of grace. */
  async giveUp(makeError: (task: string) => Error, grace: number): Promise<void> {
    this.#poolWorkers.close();
    this.#giveUpAll(makeError);
    for (const slot of this.slots) {
      for (const task of slot.tasks()) if (slot.takeBack(task)) this.#giveUp(task, () => makeError(task.task));
      slot.cancel(makeError);
    }
    await waitFor(
      this.until(() => this.#poolWorkers.size === 0),
      { timeout: grace, signal: undefined },
    );
    await this.terminate(makeError);
  }

  /** Ends all workers at once; `makeError` makes what unfinished tasks are rejected with. */
  async terminate(makeError: (task: string) => Error): Promise<void> {
    this.isTerminated = true;
    this.#poolWorkers.close();
    this.#giveUpAll(makeError);
    for (const slot of this.slots) {
      for (const task of slot.tasks()) {
        slot.withdraw(task);
        this.#giveUp(task, () => makeError(task.task));
      }
      slot.terminate();
    }
    this.#changed();
    await this.until(() => this.#poolWorkers.size === 0);
  }

  ready(slot: WorkerSlot): void {
    this.#hasToldOfLoad = false;
    this.#poolWorkers.joined(slot);
    this.#feed(slot);
    this.#changed();
  }

  worked(): void {
    this.#poolWorkers.worked();
  }

  done(slot: WorkerSlot, outcome: TaskOutcome): void {
    this.counters.pending -= 1;
    this.counters[outcome] += 1;
    if (slot.state === 'ready') {
      if (slot.isWorn) this.#poolWorkers.recycle(slot);
      else this.#feed(slot);
    }
    if (this.#waiters.size > 0) this.#changed();
  }

  waited(milliseconds: number): void {
    if (milliseconds > 0) this.counters.waitTime.add(milliseconds);
    else this.counters.waitTime.addZero();
  }

  losing(slot: WorkerSlot, lost: readonly PoolTask[], end: SlotEnd): boolean {
    const inVain = this.#poolWorkers.losing(slot, end);
    if (this.#poolWorkers.isClosed) return this.#hasToldOfLoad;
    const again: PoolTask[] = [];
    for (const task of lost) {
      if (!task.canBeSentAgain) continue;
      const { queueDeadline } = task;
      // Nobody wants it done by another worker, and no event would take it from the queue.
      if (queueDeadline?.isOver) {
        slot.withdraw(task);
        this.#giveUp(task, () => asReason(queueDeadline.reason));
        continue;
      }
      if (slot.hasBegun(task)) {
        if (task.retriesLeft === 0) continue;
        task.retriesLeft -= 1;
        this.counters.retried += 1;
      }
      slot.withdraw(task);
      again.push(task);
    }
    this.#putBack(again);
    return this.#hasToldOfLoad || (inVain !== undefined && this.#queuesOf(inVain).some(({ size }) => size > 0));
  }

  ended(slot: WorkerSlot, end: SlotEnd): void {
    this.#poolWorkers.left(slot, end);
    this.#changed();
  }

  hopeless(inVain: InVain): void {
    if (inVain === 'all') this.#hasToldOfLoad ||= this.#queuesOf(inVain).some(({ size }) => size > 0);
    this.#giveUpIn(this.#queuesOf(inVain), (task) => this.#poolWorkers.cannotLoad(task));
  }
  #queuesOf(inVain: InVain): readonly TaskQueue[] {
    return inVain === 'all' ? [this.#queue, ...this.#poolWorkers.positions.map(({ keyed }) => keyed)] : [inVain.keyed];
  }

  #slotFor(task: PoolTask): WorkerSlot | undefined {
    const key = task.options?.key;
    if (key !== undefined) {
      const { slot, keyed } = this.#positionOf(key);
      return slot && keyed.size === 0 && this.#takes(slot, task) ? slot : undefined;
    }
    if (this.#queue.size > 0) return undefined;
    let best: WorkerSlot | undefined;
    for (const slot of this.#poolWorkers.ready) {
      if (slot.isFree && slot.inFlight === 0) return slot;
      if ((best === undefined || slot.inFlight < best.inFlight) && this.#takes(slot, task)) best = slot;
    }
    return best;
  }

  /** Whether the worker takes the task: to begin with it at once, if it is tiny after others, or as the one that need not be sent when it is free. */
  #takes(slot: WorkerSlot, task: PoolTask): boolean {
    if (slot.isFree) return true;
    if (!task.canBeSentAgain) return false;
    if (slot.takesAhead(task.kind)) return true;
    // Where a worker is missing the task is for that one, which would have to take it back.
    return slot.takesSpare && this.#poolWorkers.isComplete && this.hasRoom;
  }

  #send(slot: WorkerSlot, task: PoolTask): void {
    task.queueDeadline?.end();
    if (diagnostics.taskStarted.isWanted) diagnostics.taskStarted.publish({ task: task.task, run: task });
    slot.send(task);
    if (slot.ahead > 0) this.#lookLater();
    if (slot.state === 'ready' && slot.isWorn) this.#poolWorkers.recycle(slot);
  }

  #enqueue(task: PoolTask): void {
    const key = task.options?.key;
    const isHopeless = key === undefined ? this.#poolWorkers.isHopeless : this.#poolWorkers.isHopelessAt(this.#positionOf(key));
    if (isHopeless) return this.#refuse(task, () => this.#poolWorkers.cannotLoad(task.task));
    if (!this.hasRoom) {
      const state = `${this.queued} tasks wait already (maxQueue: ${this.#settings.maxQueue})`;
      return this.#refuse(task, () => new HeddleError('HEDDLE_QUEUE_FULL', `Cannot run ${task.task}: ${state}`));
    }
    task.queuedAt = clock.now();
    task.queueDeadline?.begin();
    this.#queueOf(task).push(task);
    this.#poolWorkers.grow();
    this.#makeWay(task);
  }

  /** A spare task that is less urgent than one which has to wait goes back to the queue. */
  #makeWay({ priority, options }: PoolTask): void {
    const slots = options?.key === undefined ? this.#poolWorkers.ready : [this.#positionOf(options.key).slot];
    for (const slot of slots) {
      const spare = slot?.spare;
      if (spare === undefined || spare.priority >= priority || !slot!.takeBack(spare)) continue;
      this.#putBack([spare]);
      return this.#feed(slot!);
    }
  }

  #putBack(tasks: readonly PoolTask[]): void {
    const now = clock.now();
    for (const task of tasks) {
      // It has waited after all.
      task.queuedAt ||= now;
      task.queueDeadline?.begin();
    }
    this.#queue.putBack(tasks.filter(({ options }) => options?.key === undefined));
    for (const task of tasks) if (task.options?.key !== undefined) this.#queueOf(task).putBack([task]);
  }

  /** Sends what waits, as far as the worker takes it. */
  #feed(slot: WorkerSlot): void {
    const { keyed } = this.#poolWorkers.positions[slot.position]!;
    for (;;) {
      if (slot.inFlight > 0 && this.#queue.size === 0 && keyed.size === 0) return;
      const [common, own] = [this.#queue.first, keyed.first];
      const queue = own && (!common || own.comesBefore(common)) ? keyed : this.#queue;
      const task = queue.first;
      if (slot.inFlight < slot.places && this.#takeOver(slot, task)) continue;
      if (!task || !this.#takes(slot, task)) return;
      queue.shift();
      this.#send(slot, task);
    }
  }

  /** Gives a worker that is free what waits elsewhere behind another task, if that comes before `next`. */
  #takeOver(slot: WorkerSlot, next: PoolTask | undefined): boolean {
    let from: WorkerSlot | undefined;
    let first = next;
    for (const { slot: other } of this.#poolWorkers.positions) {
      const spare = other?.spare;
      if (!spare || spare.options?.key !== undefined || first?.comesBefore(spare)) continue;
      [from, first] = [other, spare];
    }
    if (!from || !from.takeBack(first!)) return false;
    this.#send(slot, first!);
    if (from.state === 'ready') this.#feed(from);
    return true;
  }

  #giveUpWaiting(task: PoolTask, reason: unknown): void {
    this.#queueOf(task).remove(task);
    this.#giveUp(task, () => asReason(reason));
  }

  #giveUpAll(makeError: (task: string) => Error): void {
    this.#giveUpIn(this.#queuesOf('all'), makeError);
  }
  #giveUpIn(queues: readonly TaskQueue[], makeError: (task: string) => Error): void {
    for (const queue of queues) for (const task of queue.takeAll()) this.#giveUp(task, () => makeError(task.task));
  }

  #giveUp(task: PoolTask, makeError: () => unknown): void {
    this.#dismiss(task, 'cancelled', makeError);
  }
  #refuse(task: PoolTask, makeError: () => unknown): void {
    this.#dismiss(task, 'rejected', makeError);
  }
  #dismiss(task: PoolTask, outcome: 'cancelled' | 'rejected', makeError: () => unknown): void {
    this.counters.pending -= 1;
    this.counters[outcome] += 1;
    if (diagnostics.taskFinished.isWanted) diagnostics.taskFinished.publish({ task: task.task, run: task, outcome });
    task.queueDeadline?.end();
    task.reject(makeError);
    this.#changed();
  }

  /** A task that was sent ahead must not wait for a long one: no worker is left alone with such tasks for longer than two looks. */
  #lookLater(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    clock.setTimeout(() => {
      this.#isLooking = false;
      const { slots } = this;
      const back = slots.flatMap((slot) => slot.takeBackIfStuck());
      if (slots.some((slot) => slot.ahead > 0)) this.#lookLater();
      if (back.length === 0) return;
      this.#putBack(back);
      this.#poolWorkers.grow();
      for (const slot of this.#poolWorkers.ready) this.#feed(slot);
    }, LOOK);
  }

  #queueOf(task: PoolTask): TaskQueue {
    const key = task.options?.key;
    return key === undefined ? this.#queue : this.#positionOf(key).keyed;
  }

  #positionOf(key: string | number): Position {
    const { positions } = this.#poolWorkers;
    return positions[hashOf(String(key)) % positions.length]!;
  }

  #changed(): void {
    for (const waiter of this.#waiters) {
      if (!waiter.isTrue()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}

/** FNV-1a: spreads keys that differ little. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
