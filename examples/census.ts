// The census of a folder: what is in it, by language, counted on every core.
//
//     heddle examples/census.ts [folder] [--threads N] [--compare] [--json]
//
// The report goes to standard output, the progress and complaints to standard error.
// Exit codes: 0 done, 1 the folder or a thread failed, 2 a mistake in the command line.
import { opendir, realpath } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';

import type { Answers } from './census/answers.ts';
import { takeCensus } from './census/census.ts';
import { parseOptions, USAGE, UsageError, type Options } from './census/options.ts';
import { progressOn } from './census/progress.ts';
import { reportOf } from './census/report.ts';
import { describeTiming, type Comparison, type Timing } from './census/timing.ts';

/** A folder that cannot be counted at all, in one line. */
class FolderError extends Error {}

async function main({ folder, threads, compare, json }: Options): Promise<void> {
  const root = await realFolder(folder);
  const { answers, timing: measured } = await withProgress(root, threads);
  const timing: Timing = compare ? { ...measured, compare: await compared(root, threads, answers) } : measured;
  if (timing.compare?.sameAnswers === false) process.exitCode = 1;
  if (json) console.log(JSON.stringify({ version: 1, folder: root, answers, timing }, null, 2));
  else console.log(`${reportOf(root, answers, process.stdout.columns ?? 200)}\n\n${describeTiming(timing)}`);
}

async function compared(root: string, threads: number, expected: Answers): Promise<Comparison> {
  const alone = await withProgress(root, 0);
  const again = await withProgress(root, threads);
  const aloneMilliseconds = alone.timing.wallMilliseconds;
  const threadsMilliseconds = again.timing.wallMilliseconds;
  return {
    aloneMilliseconds,
    threadsMilliseconds,
    speedup: aloneMilliseconds / threadsMilliseconds,
    sameAnswers: isDeepStrictEqual(alone.answers, expected) && isDeepStrictEqual(again.answers, expected),
  };
}

async function realFolder(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    await (await opendir(root)).close();
    return root;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const states: Record<string, string> = {
      ENOENT: 'there is no such folder',
      ENOTDIR: 'it is a file, expected a folder',
      EACCES: 'permission is missing',
    };
    throw new FolderError(`Cannot take the census of ${folder}: ${states[code ?? ''] ?? (error as Error).message}`, { cause: error });
  }
}

async function withProgress(root: string, threads: number) {
  const progress = progressOn(process.stderr);
  try {
    return await takeCensus(root, threads, progress);
  } finally {
    progress.stop();
  }
}

// The reader of a pipe may have seen enough: `heddle examples/census.ts | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else await main(options);
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else if (error instanceof FolderError) console.error(error.message);
  else console.error(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
