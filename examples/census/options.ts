import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface Options {
  readonly folder: string;
  /** 0: everything on the main thread. */
  readonly threads: number;
  readonly compare: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** A mistake in the command line, as opposed to one in what it names. */
export class UsageError extends Error {}

const MOST_THREADS = 256;

export const USAGE = `Usage: heddle examples/census.ts [folder] [options]

Counts the files of a folder by language: lines, longest lines, most frequent identifiers, exact duplicates.
Without a folder it takes the installed node_modules.

  --threads N   worker threads that count, 0 to ${MOST_THREADS}; 0 counts on the main thread (default: ${availableParallelism()}, what this machine runs at once)
  --compare     counts twice more, on the main thread and on the threads: says how the times compare and whether the answers are the same
  --json        prints the answers and the timing for programs
  --help        prints this`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError(`Cannot take the census of ${positionals.length} folders: expected one`);
  const threads = values.threads === undefined ? availableParallelism() : Number(values.threads);
  if (values.threads !== undefined && (!/^\d+$/.test(values.threads) || threads > MOST_THREADS)) {
    throw new UsageError(`Cannot use ${JSON.stringify(values.threads)} as --threads: expected a whole number from 0 to ${MOST_THREADS}`);
  }
  if (values.compare && threads === 0) throw new UsageError('Cannot compare --threads 0 with itself: leave out --threads or --compare');
  return {
    folder: positionals[0] ?? fileURLToPath(new URL('../../node_modules', import.meta.url)),
    threads,
    compare: values.compare,
    json: values.json,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        threads: { type: 'string' },
        compare: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
