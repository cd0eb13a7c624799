/** What has the standard error of a thread. */
interface Writing {
  readonly stderr: { push(chunk: unknown, ...rest: never[]): boolean };
}

/** What is kept, in lines and in characters of each. */
const LINES = 10;
const LONGEST = 1_000;

/**
 * Remembers the last lines that a worker writes to its standard error, wherever they go.
 *
 * @returns them, so far
 */
export function lastLinesOf({ stderr }: Writing): () => string {
  const lines: string[] = [];
  const decoder = new TextDecoder();
  let open = '';
  // Not as one of its readers: they come too late for what is written right before the end, and would take the program's from it.
  const { push } = stderr;
  stderr.push = (chunk: unknown, ...rest) => {
    if (chunk !== null && chunk !== undefined) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true });
      const parts = (open + text).split('\n');
      open = parts.pop()!.slice(0, LONGEST);
      lines.push(...parts.slice(-LINES).map((line) => line.slice(0, LONGEST)));
      lines.splice(0, lines.length - LINES);
    }
    return Reflect.apply(push, stderr, [chunk, ...rest]);
  };
  return () => [...lines, ...(open === '' ? [] : [open])].slice(-LINES).join('\n');
}
