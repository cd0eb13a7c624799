import { Pool, type PoolOptions } from '../../src/index.ts';
import { fixture } from './fixture.ts';
import { withDeadline } from './with-deadline.ts';

type Tasks = typeof import('../fixtures/pool/tasks.ts');

/** Runs `body` with a pool of test/fixtures/pool/tasks.ts, and ends the pool. */
export async function withPool(options: PoolOptions, body: (pool: Pool<Tasks>) => Promise<void>): Promise<void> {
  const pool = new Pool<Tasks>(fixture('pool/tasks.ts'), options);
  try {
    await withDeadline(body(pool), 'the end of what is tested', 30_000);
  } finally {
    await withDeadline(pool.terminate(), 'the end of the workers');
  }
}

/** Places at which tasks say that they have begun, and wait until the test lets them go on: `gate` of the fixture. */
export class Gates {
  readonly memory: SharedArrayBuffer = new SharedArrayBuffer(64);
  readonly #words = new Int32Array(this.memory);

  /** Resolves when `count` tasks have come to the gate. */
  async reached(gate: number = 0, count: number = 1): Promise<void> {
    const come = async (): Promise<void> => {
      while (Atomics.load(this.#words, gate + 8) < count) await new Promise((resolve) => setImmediate(resolve));
    };
    await withDeadline(come(), `${count} tasks at gate ${gate}`);
  }
  arrivals(gate: number = 0): number {
    return Atomics.load(this.#words, gate + 8);
  }
  open(gate: number = 0): void {
    Atomics.store(this.#words, gate, 1);
    Atomics.notify(this.#words, gate);
  }
}

/** Runs a tiny task so often that the pool knows it for one. */
export async function learnTiny(pool: Pool<Tasks>): Promise<void> {
  for (let run = 0; run < 200; run += 1) await pool.call.add(run, 1);
}

/** What a task costs is measured, and on a busy machine a tiny one may look long for a while: then it is tried again. */
export async function untilSentAhead(attempt: () => Promise<boolean>): Promise<void> {
  for (let left = 50; left > 0; left -= 1) if (await attempt()) return;
  throw new Error('tiny tasks were never sent ahead');
}
