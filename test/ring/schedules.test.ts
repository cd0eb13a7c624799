// Runs the real reader and writer in two threads, one atomic access of one of them at a time, in an order that a seed decides.
// `HEDDLE_SEED=n npm test -- ring/schedules` replays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { allocateRing } from '../../src/ring/ring-memory.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { seeded } from '../support/seeded.ts';

noLeaks();

const ROUNDS = 1_500;
/** Many times what the longest needs. */
const MOST_STEPS = 2_000;

const roles = { WRITER: 0, READER: 1 } as const;
const places = { BELLS: 2, FRAMES: 3, READ: 4, STOP: 5 } as const;
/** Of a side: waits for its turn in the middle of something, has it, or has nothing to do until it is called. */
const states = { RUNNING: 0, PARKED: 1, GO: 2, RESTING: 3 } as const;

class Schedule {
  readonly #control = new Int32Array(new SharedArrayBuffer(24));
  readonly #workers: readonly Worker[];
  readonly #random: (below: number) => number;

  constructor(seed: number, broken: boolean) {
    this.#random = seeded(seed);
    // Frames take up to six of its sixteen units: it is often full, and never too small.
    const { memory } = allocateRing(128)!;
    const workerData = { memory, control: this.#control, words: { roles, places, states }, broken };
    this.#workers = Object.values(roles).map((role) => new Worker(fixture('ring/stepped.mjs'), { workerData: { ...workerData, role } }));
  }

  /** Sends 1 to 4 frames in some schedule. @returns how many were never read although both sides rest */
  round(): number {
    const frames = 1 + this.#random(4);
    const { WRITER, READER } = roles;
    this.#settled(WRITER);
    this.#settled(READER);
    Atomics.store(this.#control, places.FRAMES, frames);
    Atomics.store(this.#control, places.READ, 0);
    this.#step(WRITER);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const able = [WRITER, READER].filter((role) => this.#able(role));
      if (able.length === 0) return frames - Atomics.load(this.#control, places.READ);
      this.#step(able[this.#random(able.length)]!);
    }
    throw new Error('the sides never rest');
  }

  async end(): Promise<void> {
    const exits = this.#workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    Atomics.store(this.#control, places.STOP, 1);
    for (const role of Object.values(roles)) this.#go(role);
    await Promise.all(exits);
  }

  #able(role: number): boolean {
    if (this.#settled(role) === states.PARKED) return true;
    // A reader at rest can be woken by nothing but a bell.
    return role === roles.READER && Atomics.load(this.#control, places.BELLS) > 0;
  }

  #step(role: number): void {
    this.#go(role);
    this.#settled(role);
  }

  #go(role: number): void {
    Atomics.store(this.#control, role, states.GO);
    Atomics.notify(this.#control, role);
  }

  /** Waits until a side has done its step. */
  #settled(role: number): number {
    for (;;) {
      const state = Atomics.load(this.#control, role);
      if (state === states.PARKED || state === states.RESTING) return state;
      assert.notEqual(Atomics.wait(this.#control, role, state, 10_000), 'timed-out', 'a side does not answer');
    }
  }
}

/** @returns the first round that left a frame unread with the reader asleep and no bell under way */
async function firstLost(seed: number, rounds: number, broken: boolean): Promise<number | undefined> {
  const schedule = new Schedule(seed, broken);
  try {
    for (let round = 0; round < rounds; round += 1) if (schedule.round() !== 0) return round;
    return undefined;
  } finally {
    await schedule.end();
  }
}

test('no schedule of the accesses leaves a frame unread, the reader asleep and no bell under way', async () => {
  const seed = Number(process.env['HEDDLE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`schedules of seed ${seed}`);
  assert.equal(await firstLost(seed, ROUNDS, false), undefined, `seed ${seed}`);
});

test('a reader that looks before it marks itself asleep is found out, and its seed replays', async () => {
  const first = await firstLost(1, ROUNDS, true);
  assert.notEqual(first, undefined);
  assert.equal(await firstLost(1, ROUNDS, true), first);
});
