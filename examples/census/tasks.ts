// What the workers of the census do.
import { countFile } from './count-file.ts';
import { emptyTally, type Tally } from './tally.ts';

/** Files for one worker to count in one go. */
export interface Assignment {
  readonly root: string;
  readonly paths: readonly string[];
}

/** What one worker has counted. */
export interface Share {
  readonly tally: Tally;
  /** As many as it was given, or something was lost. */
  readonly files: number;
  /** How long the worker was counting, by its own clock. */
  readonly busyMilliseconds: number;
}

// The tally stays here until the end: a name is sent once however many batches it was met in.
const tally = emptyTally();
let files = 0;
let busyMilliseconds = 0;

export function count({ root, paths }: Assignment): { files: number; bytes: number } {
  const began = performance.now();
  let bytes = 0;
  for (const path of paths) bytes += countFile(tally, root, path);
  files += paths.length;
  busyMilliseconds += performance.now() - began;
  return { files: paths.length, bytes };
}

export function finish(): Share {
  return { tally, files, busyMilliseconds };
}
