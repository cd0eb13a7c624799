import { answersOf, type Answers } from './answers.ts';
import { batchesOf, readAhead } from './batches.ts';
import { countHere, countOnThreads } from './count.ts';
import type { Progress } from './progress.ts';
import type { Timing } from './timing.ts';
import { Walk, type FoundFile } from './walk.ts';

/** Batches that may wait to be counted. */
const AHEAD = 64;

/**
 * Takes the census of a folder.
 *
 * @param root - a real path
 * @param threads - 0: on the calling thread
 */
export async function takeCensus(root: string, threads: number, progress: Progress): Promise<{ answers: Answers; timing: Timing }> {
  const began = performance.now();
  const processor = process.cpuUsage();
  const walk = new Walk(root);
  const batches = readAhead(batchesOf(announced(walk.files(), progress)), AHEAD);
  const advance = progress.counted.bind(progress);
  const { tally, busyMilliseconds } =
    threads === 0 ? await countHere(root, batches, advance) : await countOnThreads(threads, root, batches, advance);
  tally.problems.push(...walk.problems);
  const answers = answersOf(tally);
  const { user, system } = process.cpuUsage(processor);
  return {
    answers,
    timing: { threads, wallMilliseconds: performance.now() - began, busyMilliseconds, processorMilliseconds: (user + system) / 1000 },
  };
}

async function* announced(found: AsyncIterable<FoundFile[]>, progress: Progress): AsyncGenerator<FoundFile[], void, void> {
  for await (const files of found) {
    progress.found(
      files.length,
      files.reduce((bytes, file) => bytes + file.bytes, 0),
    );
    yield files;
  }
}
