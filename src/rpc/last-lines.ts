import { LastLines } from '../core/last-lines.ts';

/** What has the standard error of a thread. */
interface Writing {
  readonly stderr: { push(chunk: unknown, ...rest: never[]): boolean };
}

/**
 * Remembers the last lines that a worker writes to its standard error, wherever they go.
 *
 * @returns them, so far
 */
export function lastLinesOf({ stderr }: Writing): () => string {
  const lines = new LastLines();
  // Not as one of its readers: they come too late for what is written right before the end, and would take the program's from it.
  const { push } = stderr;
  stderr.push = (chunk: unknown, ...rest) => {
    if (chunk !== null && chunk !== undefined) lines.add(chunk as string | Uint8Array);
    return Reflect.apply(push, stderr, [chunk, ...rest]);
  };
  return () => lines.text;
}
