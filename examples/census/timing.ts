import { formatCounted, formatSeconds } from './format.ts';

/** How long the census took, as `--json` prints it. Unlike the answers it differs from run to run. */
export interface Timing {
  /** 0: the main thread did everything. */
  readonly threads: number;
  /** From the first folder to the merged answers, the start of the threads included. */
  readonly wallMilliseconds: number;
  /** How long each thread was reading and counting, by its own clock: waiting for a core or for the disk is in it. */
  readonly busyMilliseconds: readonly number[];
  /** Processor time of the whole process: all threads, their start, the walk and the merge. */
  readonly processorMilliseconds: number;
  /** With `--compare`. */
  readonly compare?: Comparison;
}

/** The same census twice more: on the main thread, then on the threads, both with the files in the system's cache. */
export interface Comparison {
  readonly aloneMilliseconds: number;
  readonly threadsMilliseconds: number;
  /** How many times as fast the threads were. */
  readonly speedup: number;
  /** Whether all three runs gave the same answers. */
  readonly sameAnswers: boolean;
}

/**
 * What the threads brought, in words. Processor time is the measure, because by the clock a thread that waits for a core looks as busy as
 * one that has it.
 */
export function describeTiming({ threads, wallMilliseconds, busyMilliseconds, processorMilliseconds, compare }: Timing): string {
  const used = `${formatSeconds(processorMilliseconds)} of processor time in ${formatSeconds(wallMilliseconds)}, so ${(processorMilliseconds / wallMilliseconds).toFixed(1)} cores at work on average.`;
  if (threads === 0) {
    return [
      `The main thread alone: ${used}`,
      '  Above 1 core are the helpers of the runtime: garbage collection, compilation, file system calls.',
    ].join('\n');
  }
  const busy = busyMilliseconds.reduce((total, each) => total + each, 0) / (threads * wallMilliseconds);
  const lines = [
    `${formatCounted(threads, 'thread')}: ${used}`,
    '  The processor time is that of the whole process: starting the threads, finding the files and merging are in it.',
    `  Of the time that passed the threads were counting ${Math.round(busy * 100)}%, and starting or waiting for files the rest.`,
  ];
  if (compare) {
    lines.push(
      `Compared: the main thread alone took ${formatSeconds(compare.aloneMilliseconds)}, ${formatCounted(threads, 'thread')} ${formatSeconds(compare.threadsMilliseconds)}: ` +
        `${compare.speedup.toFixed(2)} times as fast, and the answers are ${compare.sameAnswers ? 'the same' : 'NOT the same'}.`,
      '  Both ran after the first census, so that the files were in the cache of the system for both.',
    );
  } else
    lines.push(
      '  Some of that work exists only because of the threads: how much faster than the main thread alone they are, --compare measures.',
    );
  return lines.join('\n');
}
