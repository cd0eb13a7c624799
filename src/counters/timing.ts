import { clock } from '#platform';
import * as layout from './layout.ts';

/** What is timed between two beats, and of how many calls the stack is kept: so the cost is bounded, however many there are. */
const PER_BEAT = 200;
const ORIGINS_PER_BEAT = 50;

const QUESTION_MARK = 0x3f;

let figures: Float64Array | undefined;
let lastTask: string | undefined;

/**
 * The times that this thread takes while somebody watches. `left` is how many more it takes until its next beat; 0 while nobody watches, which is
 * all that a message then asks.
 */
export const timing: {
  left: number;
  /** The same for stacks of calls. */
  origins: number;
  /** Whether somebody watches. */
  watched: boolean;
  /** Whether every message and call is recorded. */
  traced: boolean;
  /** The tasks that were begun since this was emptied; only while traced. */
  begun: string[];
  /** @param own - the figures of this thread */
  refill(own: Float64Array, traced: boolean): void;
  stop(): void;
  /** @param begun - by `performance.now()` */
  enter(begun: number): void;
  leave(): void;
  /** The thread begins a task, which a handler that was entered runs. */
  task(name: string): void;
} = {
  left: 0,
  origins: 0,
  watched: false,
  traced: false,
  begun: [],
  refill(own, traced) {
    timing.traced = traced;
    timing.watched = true;
    figures = own;
    timing.left = traced ? Infinity : PER_BEAT;
    timing.origins = ORIGINS_PER_BEAT;
  },
  stop() {
    timing.watched = false;
    timing.traced = false;
    timing.left = 0;
    timing.origins = 0;
    timing.leave();
    figures = undefined;
  },
  enter(begun) {
    if (figures) figures[layout.BUSY_SINCE] = clock.sinceEpoch(begun);
  },
  leave() {
    if (figures) figures[layout.BUSY_SINCE] = 0;
  },
  task(name) {
    if (!figures) return;
    if (timing.traced) timing.begun.push(name);
    figures[layout.TASKS]! += 1;
    // The same one again, mostly.
    if (name === lastTask) return;
    lastTask = name;
    const bytes = new Uint8Array(figures.buffer, figures.byteOffset + layout.TASK_AT, layout.TASK_BYTES);
    const length = Math.min(name.length, layout.TASK_BYTES - 1);
    for (let index = 0; index < length; index += 1) bytes[index] = name.charCodeAt(index) < 0x7f ? name.charCodeAt(index) : QUESTION_MARK;
    bytes[length] = 0;
  },
};
