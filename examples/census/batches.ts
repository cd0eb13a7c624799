import type { FoundFile } from './walk.ts';

/** Files that one worker counts in one go. */
export interface Batch {
  readonly paths: readonly string[];
  /** What they measured when they were found. */
  readonly bytes: number;
}

/** Large enough that a message per batch costs nothing, small enough that no worker is left alone with the last one for long. */
const BATCH_BYTES = 512 * 1024;
const BATCH_FILES = 256;

/** Cuts what is found into batches by bytes. A file larger than a batch is one of its own. */
export async function* batchesOf(found: AsyncIterable<readonly FoundFile[]>): AsyncGenerator<Batch, void, void> {
  let paths: string[] = [];
  let bytes = 0;
  for await (const files of found) {
    for (const file of files) {
      if (paths.length > 0 && (bytes + file.bytes > BATCH_BYTES || paths.length === BATCH_FILES)) {
        yield { paths, bytes };
        paths = [];
        bytes = 0;
      }
      paths.push(file.path);
      bytes += file.bytes;
    }
  }
  if (paths.length > 0) yield { paths, bytes };
}

/**
 * Lets a generator run ahead of its consumer by up to `ahead` values, so that finding files and counting them overlap
 * while the files that wait stay bounded.
 */
export async function* readAhead<T>(source: AsyncGenerator<T, void, void>, ahead: number): AsyncGenerator<T, void, void> {
  const next = (): Promise<IteratorResult<T, void>> => {
    const result = source.next();
    // A failure is reported where its turn comes, below; until then it is not an unhandled one.
    result.catch(() => {});
    return result;
  };
  const waiting = Array.from({ length: ahead }, next);
  for (;;) {
    const result = await waiting.shift()!;
    if (result.done) return;
    waiting.push(next());
    yield result.value;
  }
}
