import { clock, memoryUsed } from '#platform';
import { afterThis } from '../core/after-this.ts';
import { Queue } from '../core/queue.ts';
import type { CallBoard } from './call-board.ts';

/** In milliseconds. To weigh the heap takes one or two microseconds. */
const BETWEEN_WEIGHINGS = 10;

/** Lets in so many calls at a time, in their order, and none that its caller has taken back. */
export class Gate<Message extends readonly [unknown, number, ...unknown[]]> {
  readonly #board: CallBoard;
  readonly #limit: number;
  readonly #serve: (message: Message) => void;
  readonly #skip: (message: Message) => void;
  readonly #waiting = new Queue<Message>();
  #running = 0;
  #letting = false;
  #nextWeighing = 0;
  /** In a batch the next call begins when the one before has finished: to look at the clock once for both saves a tenth of a tiny call. */
  #finishedAt = 0;
  #isRecent = false;

  constructor(board: CallBoard, limit: number, { serve, skip }: { serve: (message: Message) => void; skip: (message: Message) => void }) {
    this.#board = board;
    this.#limit = limit;
    this.#serve = serve;
    this.#skip = skip;
  }

  /** A call has come. */
  enter(message: Message): void {
    // What waits came before it.
    if (this.#running >= this.#limit || this.#waiting.length > 0) this.#waiting.push(message);
    else this.#begin(message);
  }

  /** The call is about to be answered. */
  finish(id: number): void {
    const now = clock.now();
    this.#board.finish(id, now);
    if (!this.#isRecent) afterThis(this.#passOn);
    this.#isRecent = true;
    this.#finishedAt = now;
    if (now < this.#nextWeighing) return;
    this.#nextWeighing = now + BETWEEN_WEIGHINGS;
    this.#board.usesMemory(memoryUsed());
  }

  /** The answer has been sent. */
  leave(): void {
    this.#running -= 1;
    if (this.#letting || this.#waiting.length === 0) return;
    this.#letting = true;
    try {
      while (this.#running < this.#limit && this.#waiting.length > 0) this.#begin(this.#waiting.shift()!);
    } finally {
      this.#letting = false;
    }
  }

  #begin(message: Message): void {
    const id = message[1];
    if (!this.#board.begin(id, this.#isRecent ? this.#finishedAt : clock.now())) return this.#skip(message);
    this.#running += 1;
    this.#serve(message);
  }

  readonly #passOn = (): void => {
    this.#isRecent = false;
  };
}
