import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel, Worker } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { seeded } from '../support/seeded.ts';
import { withDeadline } from '../support/with-deadline.ts';

interface Traffic {
  sendStream(port: object, seed: number, window: number, stop?: () => boolean): { sent: number; acknowledged: number };
  checkStream(seed: number, name: string): { readonly count: number; take(message: unknown): void };
}
const { sendStream, checkStream } = (await import(fixture('chaos/traffic.mjs').href)) as Traffic;

/** Messages that a sender may be ahead of its reader. */
const WINDOW = 3_000;
const ACKNOWLEDGE_EVERY = 200;
const SILENCE_MILLISECONDS = 15_000;

export interface ChaosTotals {
  lives: number;
  messages: number;
}

/**
 * One life of a worker: streams of random messages both ways, then it is killed at a random point.
 *
 * @param milliseconds - at most, until it is killed
 * @returns how many messages arrived
 * @throws Error when one was lost, duplicated, reordered or changed, or nothing came any more before the kill
 */
async function live(seed: number, milliseconds: number): Promise<number> {
  const random = seeded(seed);
  const published = new Int32Array(new SharedArrayBuffer(8));
  const { port1, port2 } = new MessageChannel();
  const workerData = { seed, port: port2, published, window: WINDOW };
  const worker = new Worker(fixture('chaos/worker.mjs'), { workerData, transferList: [port2] });
  const errors: unknown[] = [];
  worker.on('error', (error) => errors.push(error));
  const incoming = checkStream(seed, 'from the worker');
  let over = false;
  let read = 0;
  let lastAt = performance.now();
  const outgoing = sendStream(port1, seed + 1, WINDOW, () => {
    outgoing.acknowledged = Atomics.load(published, 1);
    if (performance.now() - lastAt > SILENCE_MILLISECONDS)
      errors.push(new Error(`Cannot go on: nothing comes after ${read} messages of seed ${seed}`));
    return over || errors.length > 0;
  });
  port1.on('message', (message) => {
    try {
      incoming.take(message);
    } catch (error) {
      errors.push(error);
    }
    read += 1;
    lastAt = performance.now();
    if (!over && read % ACKNOWLEDGE_EVERY === 0) port1.postMessage({ acknowledge: read });
  });
  const closed = new Promise<void>((resolve) => port1.on('close', () => resolve()));
  const until = performance.now() + random(milliseconds);
  while (performance.now() < until && errors.length === 0) await wait(5);
  over = true;
  await worker.terminate();
  await withDeadline(closed, `the close of the port of seed ${seed}`, SILENCE_MILLISECONDS);
  if (errors.length > 0) throw errors[0];
  // It may have been killed between a message and the word of it.
  const said = Atomics.load(published, 0);
  if (read !== said && read !== said + 1)
    throw new Error(`Cannot find all messages of seed ${seed}: ${said} were sent before the kill, ${read} came`);
  return read + Atomics.load(published, 1);
}

/**
 * @param milliseconds - how long in all
 * @param progress - called after each life
 */
export async function runChaos(seed: number, milliseconds: number, progress?: (totals: ChaosTotals) => void): Promise<ChaosTotals> {
  const random = seeded(seed);
  const totals = { lives: 0, messages: 0 };
  for (const until = performance.now() + milliseconds; performance.now() < until;) {
    const life = random(4) === 0 ? Math.min(5_000, milliseconds / 2) : 300;
    // Two at once, of which one is killed while the other goes on.
    const seeds = [random(2 ** 31), random(2 ** 31)];
    const counts = await Promise.all(seeds.map((each) => live(each, life)));
    totals.lives += 2;
    totals.messages += counts[0]! + counts[1]!;
    progress?.(totals);
  }
  return totals;
}
