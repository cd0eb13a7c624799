import { warn } from '../counters/warn.ts';

/** Tells of a stream whose source never learnt that its reader has left. */
export function warnOfStuck(task: string, peer: string, milliseconds: number): void {
  warn(
    'HEDDLE_STREAM_STUCK',
    task,
    `The stream of ${task} has not ended: ${peer} has not come to its event loop for ${milliseconds} ms after the reader had left`,
    'Have the generator return to its event loop, or look at currentSignal() in its loop and give the call a signal.',
  );
}
