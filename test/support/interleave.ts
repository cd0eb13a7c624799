// Runs several threads in this one, one atomic access at a time, in an order that somebody else decides: of code that is real, and synchronous.
//
// Synchronous code cannot stop in the middle. So a thread is run again from its beginning for each step: the accesses that it has made already are
// answered out of a record, then it makes one more, and is cut off. What it writes without `Atomics` becomes visible with its next access, which is
// as late as it can be; only one thread may write to any such place. What it reads without `Atomics`, and may differ the next time, it reads in `step()`.
import { seeded } from './seeded.ts';

/** What the code of a thread does besides atomic accesses. */
export interface Thread {
  /** Does something in a step of its own, once. */
  step<T>(action: () => T): T;
  /** Waits; a condition that never holds leaves the thread asleep. */
  until(condition: () => boolean): void;
}

export interface Case {
  /** From its beginning, as often as there are steps: what a body changes outside of itself, it changes by `step()`. */
  readonly threads: readonly ((thread: Thread) => void)[];
  /** Which accesses are steps, where most are to places that no other thread touches; by default all. */
  readonly isShared?: (index: number) => boolean;
  /** At the end, with the numbers of the threads that sleep for ever. */
  check(asleep: readonly number[]): void;
}

/** @param count - of the threads that can go on @returns which of them goes on */
type Choice = (count: number) => number;

/** Many times what the longest order needs. */
const MOST_STEPS = 2_000;
const CUT = new Error('cut off');
const ACCESSES = ['load', 'store', 'add', 'sub', 'or', 'compareExchange', 'wait', 'notify'] as const;
type Access = (array: Int32Array, index: number, ...values: number[]) => number;
const real = Object.fromEntries(ACCESSES.map((name) => [name, Atomics[name]])) as unknown as Record<(typeof ACCESSES)[number], Access>;

interface Sleeper {
  readonly memory: ArrayBufferLike;
  readonly index: number;
  isWoken: boolean;
}

class Run {
  readonly #case: Case;
  readonly #records: unknown[][];
  readonly #conditions: (() => boolean)[];
  readonly #over = new Set<number>();
  #sleepers: Sleeper[] = [];
  #running = -1;
  #position = 0;

  constructor(given: Case) {
    this.#case = given;
    this.#records = given.threads.map(() => []);
    this.#conditions = given.threads.map(() => () => true);
  }

  /** @returns the threads that sleep for ever */
  toEnd(choose: Choice): number[] {
    for (let step = 0; ; step += 1) {
      if (step === MOST_STEPS) throw new Error('the threads never rest');
      const left = [...this.#records.keys()].filter((thread) => !this.#over.has(thread));
      const able = left.filter((thread) => this.#conditions[thread]!());
      if (able.length === 0) return left;
      this.#advance(able[choose(able.length)]!);
    }
  }

  #advance(thread: number): void {
    this.#running = thread;
    this.#position = 0;
    this.#conditions[thread] = () => true;
    try {
      this.#case.threads[thread]!({ step: (action) => this.#step(action), until: (condition) => this.#until(condition) });
      this.#over.add(thread);
    } catch (error) {
      if (error !== CUT) throw error;
    } finally {
      this.#running = -1;
    }
  }

  #step<T>(action: () => T): T {
    const record = this.#records[this.#running]!;
    if (this.#position < record.length) return record[this.#position++] as T;
    record.push(action());
    throw CUT;
  }
  #until(condition: () => boolean): void {
    this.#step(() => void (this.#conditions[this.#running] = condition));
  }

  access(name: keyof typeof real, parameters: Parameters<Access>): unknown {
    const [array, index, value] = parameters;
    if (this.#running < 0 || this.#case.isShared?.(index) === false) return real[name](...parameters);
    if (name === 'wait') return this.#wait(array, index, value!);
    return this.#step(() => (name === 'notify' ? this.#notify(array, index) : real[name](...parameters)));
  }

  #wait(array: Int32Array, index: number, value: number): string {
    const sleeper = this.#step(() => {
      if (real.load(array, index) !== value) return undefined;
      const made: Sleeper = { memory: array.buffer, index, isWoken: false };
      this.#sleepers.push(made);
      this.#conditions[this.#running] = () => made.isWoken;
      return made;
    });
    return sleeper ? 'ok' : 'not-equal';
  }
  #notify({ buffer }: Int32Array, index: number): number {
    const woken = this.#sleepers.filter((one) => one.memory === buffer && one.index === index);
    for (const one of woken) one.isWoken = true;
    this.#sleepers = this.#sleepers.filter((one) => !one.isWoken);
    return woken.length;
  }
}

function runOnce(given: Case, choose: Choice): void {
  const run = new Run(given);
  for (const name of Object.keys(real) as (keyof typeof real)[])
    Atomics[name] = ((...parameters: Parameters<Access>) => run.access(name, parameters)) as never;
  let asleep: readonly number[];
  try {
    asleep = run.toEnd(choose);
  } finally {
    Object.assign(Atomics, real);
  }
  given.check(asleep);
}

/** Every order of the steps of a small case. @returns how many there are */
export function allOrders(make: () => Case): number {
  const path: { choice: number; readonly count: number }[] = [];
  for (let orders = 1; ; orders += 1) {
    let depth = 0;
    runOnce(make(), (count) => {
      if (depth === path.length) path.push({ choice: 0, count });
      return path[depth++]!.choice;
    });
    while (path.length > 0 && path.at(-1)!.choice + 1 === path.at(-1)!.count) path.pop();
    if (path.length === 0) return orders;
    path.at(-1)!.choice += 1;
  }
}

/**
 * Many orders that a seed decides; the seed of the first one that fails is in the message. `HEDDLE_SEED=n` replays it.
 *
 * @param make - may let `random` decide on the case too
 */
export function manyOrders(orders: number, make: (random: (below: number) => number) => Case): void {
  const given = process.env['HEDDLE_SEED'];
  const first = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  for (let seed = first; seed < first + (given === undefined ? orders : 1); seed += 1) {
    const random = seeded(seed);
    try {
      runOnce(make(random), inBursts(random));
    } catch (cause) {
      throw new Error(`${(cause as Error).message} (HEDDLE_SEED=${seed})`, { cause });
    }
  }
}

/** Threads take many steps or few before another one goes on: in even turns no thread ever gets far ahead. */
function inBursts(random: (below: number) => number): Choice {
  let left = 0;
  let last = 0;
  return (count) => {
    if (left === 0) {
      left = 1 + random(2 ** random(5));
      last = random(count);
    }
    left -= 1;
    return Math.min(last, count - 1);
  };
}
