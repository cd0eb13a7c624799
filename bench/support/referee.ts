import { Worker } from 'node:worker_threads';
import { pingPong } from '../port/ping-pong.ts';

/** A ping-pong slower than this, in microseconds: the system runs both threads on one core just now. */
const SLOWEST_FLOOR = 2;

/** A thread that tells whether two threads run side by side at the moment; on a shared machine they often do not. */
export class Referee {
  readonly #thread: Worker = new Worker(new URL('./referee-thread.js', import.meta.url));

  /** A trip there and back with nothing but `Atomics`, in microseconds. */
  floor(): number {
    return pingPong((memory) => this.#thread.postMessage(memory));
  }
  isDisturbed(): boolean {
    return this.floor() > SLOWEST_FLOOR;
  }
  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
