import { clock, type Timer } from '#platform';
import { BackOff } from './back-off.ts';
import { cannotLoad, type FailedStart, failedStart, type SlotEnd, type SlotOwner } from './slot-owner.ts';
import type { Counters } from './times.ts';
import type { PoolSettings } from './pool-options.ts';
import { TaskQueue } from './task-queue.ts';
import { nameOf, WorkerSlot } from './worker-slot.ts';

/** Where a worker of the pool is, or would be. Tasks with the same key go to the same position. */
export interface Position {
  readonly index: number;
  readonly keyed: TaskQueue;
  slot: WorkerSlot | undefined;
}

/** Which tasks wait in vain: all; or, because others work, only those with keys of this position. */
export type InVain = 'all' | Position;

/** Who gives the workers their tasks. */
export interface PoolWorkersOwner extends SlotOwner<WorkerSlot> {
  /** How many tasks wait that any worker may have. */
  readonly waiting: number;
  /** No worker can be had for tasks that wait. */
  hopeless(inVain: InVain): void;
}

/** An idle worker is ended after so many looks at it. */
const IDLE_LOOKS = 4;

/** The workers of a pool: when one is started, and when one is ended. */
export class PoolWorkers {
  readonly positions: readonly Position[];
  /** Those that take tasks, by their positions: the first ones are used most, so that the last ones become idle. */
  ready: readonly WorkerSlot[] = [];
  /** How many there are, in whatever state. */
  size: number = 0;
  readonly #script: string | URL;
  readonly #settings: PoolSettings;
  readonly #counters: Counters;
  readonly #owner: PoolWorkersOwner;
  readonly #backOff = new BackOff();
  /** Why the last worker that was of no use was not. */
  #failedStart: FailedStart | undefined;
  #retryTimer: Timer | undefined;
  #idleTimer: Timer | undefined;
  /** No worker is started any more. */
  #closed = false;

  constructor(script: string | URL, settings: PoolSettings, counters: Counters, owner: PoolWorkersOwner) {
    this.#script = script;
    this.#settings = settings;
    this.#counters = counters;
    this.#owner = owner;
    this.positions = Array.from({ length: settings.max }, (_, index) => ({ index, keyed: new TaskQueue(), slot: undefined }));
  }

  get slots(): WorkerSlot[] {
    return this.positions.flatMap(({ slot }) => slot ?? []);
  }
  /** Whether all workers that the pool may have take tasks. */
  get isComplete(): boolean {
    return this.ready.length === this.positions.length;
  }
  get isClosed(): boolean {
    return this.#closed;
  }
  /** Whether no worker is there, and none can be had for some time. */
  get isHopeless(): boolean {
    return this.size === 0 && this.#isGivenUp;
  }
  /** The same of the one worker that a task with a key may have. */
  isHopelessAt({ slot }: Position): boolean {
    return slot === undefined && this.#isGivenUp;
  }
  get #isGivenUp(): boolean {
    return this.#backOff.isHopeless && this.#backOff.delay(clock.now()) > 0;
  }

  /** @throws what a Worker's constructor throws */
  startFirst(): void {
    for (const position of this.positions.slice(0, this.#settings.min)) this.#start(position);
  }

  /** Those that take tasks, or will once they have started. */
  get present(): WorkerSlot[] {
    return this.slots.filter(({ state }) => state === 'starting' || state === 'ready');
  }
  /** Whether one could be started. */
  get hasVacancy(): boolean {
    return this.size < this.positions.length && !this.#closed;
  }
  /** @throws what a Worker's constructor throws */
  startOne(): void {
    this.#start(this.positions.find(({ slot }) => !slot)!);
  }

  /** Starts the workers that are missing, at once or when the time has come. */
  grow(): void {
    if (this.#closed) return;
    if (this.size < this.positions.length) this.#startMissing();
    // A worker that starts does not keep this thread alive, but tasks that wait for it do.
    if ((this.ready.length === this.size && !this.#retryTimer) || !this.#isWaitedFor) return;
    if (this.#retryTimer) clock.ref(this.#retryTimer);
    for (const { slot } of this.positions) slot?.holdUntilReady();
  }

  /** A worker has loaded. */
  joined(slot: WorkerSlot): void {
    this.#backOff.started();
    this.ready = [...this.ready, slot].sort((a, b) => a.position - b.position);
  }
  /** A worker has answered for the first time. */
  worked(): void {
    const { isHopeless } = this.#backOff;
    this.#backOff.worked();
    // Those that are always there have been waiting for that.
    if (isHopeless) this.grow();
  }
  /**
   * A worker is about to leave.
   *
   * @returns for whom there is no hope of another one
   */
  losing(slot: WorkerSlot, { during, hasWorked, isBarren }: SlotEnd): InVain | undefined {
    if (during === 'ending') return undefined;
    this.#counters.workersDied += 1;
    if (!hasWorked) this.#backOff.failed({ startedAt: slot.startedAt, endedAt: clock.now(), isBarren });
    return isBarren ? this.#withoutHope(this.positions[slot.position]!) : undefined;
  }
  /** A worker has ended. */
  left(slot: WorkerSlot, end: SlotEnd): void {
    const now = clock.now();
    this.positions[slot.position]!.slot = undefined;
    this.ready = this.ready.filter((other) => other !== slot);
    this.size -= 1;
    this.#counters.busyBefore += slot.busy;
    this.#counters.runTimeBefore.addAll(slot.runTime);
    this.#counters.ageBefore += (now - slot.startedAt) * slot.places;
    if (end.isBarren) this.#couldNotStart(this.positions[slot.position]!, failedStart(end));
    this.grow();
  }

  /** Has a worker finish what it has, and end. */
  retire(slot: WorkerSlot): void {
    this.ready = this.ready.filter((other) => other !== slot);
    slot.retire();
  }
  recycle(slot: WorkerSlot): void {
    this.#counters.workersRecycled += 1;
    this.retire(slot);
  }

  /** No worker is started from now on. */
  close(): void {
    this.#closed = true;
    clock.clearTimeout(this.#retryTimer);
    clock.clearInterval(this.#idleTimer);
  }

  /** What a task is rejected with for which there is no worker. */
  cannotLoad(task: string): Error {
    return cannotLoad(task, this.#failedStart!);
  }

  get #isWaitedFor(): boolean {
    return this.#owner.waiting > 0 || this.positions.some(({ keyed }) => keyed.size > 0);
  }

  #startMissing(): void {
    const { min, tasksPerWorker } = this.#settings;
    const vacant = this.positions.filter(({ slot }) => !slot);
    const starting = this.positions.filter(({ slot }) => slot?.state === 'starting').length;
    const wanted = vacant.filter(({ keyed }) => keyed.size > 0);
    let missing = Math.ceil(this.#owner.waiting / tasksPerWorker) - starting - wanted.length;
    // Nobody waits for the workers that are always there, so that nobody would hear of their failure either.
    if (!this.#backOff.isHopeless) missing = Math.max(missing, min - this.size - wanted.length);
    for (const position of vacant) if (position.keyed.size === 0 && missing-- > 0) wanted.push(position);
    if (wanted.length === 0) return;
    const delay = this.#backOff.delay(clock.now());
    if (delay > 0) this.#growIn(delay);
    else for (const position of wanted) this.#tryToStart(position, clock.now());
  }

  #growIn(milliseconds: number): void {
    this.#retryTimer ??= clock.unref(
      clock.setTimeout(() => {
        this.#retryTimer = undefined;
        this.grow();
      }, milliseconds),
    );
  }

  #tryToStart(position: Position, startedAt: number): void {
    try {
      this.#start(position);
    } catch (error) {
      this.#backOff.failed({ startedAt, endedAt: clock.now(), isBarren: true });
      const worker = { name: nameOf(this.#settings, position.index), id: -1 };
      this.#couldNotStart(position, { worker, wasReady: false, exitCode: 1, error, stderr: '' });
    }
  }

  #start(position: Position): void {
    position.slot = new WorkerSlot(this.#script, position.index, this.#settings, this.#owner);
    this.size += 1;
    this.#counters.workersStarted += 1;
    this.#lookForIdle();
  }

  /** Where others work, what waits is for them, but for what has to run at this position. */
  #withoutHope(position: Position): InVain | undefined {
    if (!this.#backOff.isHopeless) return undefined;
    return this.ready.every((slot) => slot === position.slot) ? 'all' : position;
  }
  #couldNotStart(position: Position, failed: FailedStart): void {
    this.#failedStart = failed;
    const inVain = this.#withoutHope(position);
    if (inVain) this.#owner.hopeless(inVain);
  }

  #lookForIdle(): void {
    const { min, max, idleTimeout } = this.#settings;
    if (min === max || idleTimeout === Infinity || this.#idleTimer || this.size <= min) return;
    this.#idleTimer = clock.unref(
      clock.setInterval(() => {
        // Those that are about to end are none of those that stay.
        let spare = this.present.length - min;
        for (const slot of this.ready.toReversed()) if (slot.idleLooks() >= IDLE_LOOKS && spare-- > 0) this.retire(slot);
        if (this.size > min) return;
        clock.clearInterval(this.#idleTimer);
        this.#idleTimer = undefined;
      }, idleTimeout / IDLE_LOOKS),
    );
  }
}
