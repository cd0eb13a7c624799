import { Queue } from '../core/queue.ts';
import type { PoolTask } from './pool-task.ts';

/** Tasks of one priority. */
interface Level {
  readonly priority: number;
  tasks: Queue<PoolTask>;
}

/** So many that are no longer wanted may lie between the others before they are cleared away. */
const FEW = 64;

/** Tasks that wait: the highest priority first, and within it the oldest. */
export class TaskQueue {
  /** The highest priority first; mostly there is one. */
  #levels: Level[] = [];
  #size = 0;
  #removed = 0;

  get size(): number {
    return this.#size;
  }

  push(task: PoolTask): void {
    this.#levelOf(task.priority).tasks.push(this.#entered(task));
  }

  /** Puts back what was taken, in front of all that have the same priority. */
  putBack(tasks: readonly PoolTask[]): void {
    const byPriority = new Map<number, PoolTask[]>();
    for (const task of tasks.toSorted((a, b) => a.order - b.order)) {
      const same = byPriority.get(task.priority);
      if (same) same.push(this.#entered(task));
      else byPriority.set(task.priority, [this.#entered(task)]);
    }
    for (const [priority, same] of byPriority) this.#levelOf(priority).tasks.unshift(same);
  }

  get first(): PoolTask | undefined {
    for (let level = this.#levels[0]; level; level = this.#levels[0]) {
      for (let task = level.tasks.first; task; task = level.tasks.first) {
        if (task.place === 'queue') return task;
        level.tasks.shift();
        this.#removed -= 1;
      }
      this.#levels.shift();
    }
    return undefined;
  }

  shift(): PoolTask | undefined {
    const { first } = this;
    if (first) {
      this.#levels[0]!.tasks.shift();
      this.#size -= 1;
      first.place = 'nowhere';
    }
    return first;
  }

  /** The task is no longer wanted. */
  remove(task: PoolTask): void {
    task.place = 'nowhere';
    this.#size -= 1;
    this.#removed += 1;
    if (this.#removed > FEW && this.#removed > this.#size) this.#clearAway();
  }

  toArray(): PoolTask[] {
    return this.#levels.flatMap(({ tasks }) => tasks.toArray().filter((task) => task.place === 'queue'));
  }
  takeAll(): PoolTask[] {
    const all: PoolTask[] = [];
    for (let task = this.shift(); task; task = this.shift()) all.push(task);
    return all;
  }

  #entered(task: PoolTask): PoolTask {
    task.place = 'queue';
    this.#size += 1;
    return task;
  }

  #levelOf(priority: number): Level {
    const levels = this.#levels;
    let at = 0;
    while (at < levels.length && levels[at]!.priority > priority) at += 1;
    if (levels[at]?.priority !== priority) levels.splice(at, 0, { priority, tasks: new Queue() });
    return levels[at]!;
  }

  #clearAway(): void {
    this.#removed = 0;
    for (const level of this.#levels) {
      const wanted = level.tasks.toArray().filter((task) => task.place === 'queue');
      level.tasks = new Queue();
      for (const task of wanted) level.tasks.push(task);
    }
  }
}
