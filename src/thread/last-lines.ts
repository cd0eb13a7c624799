/** What is kept, in lines and in characters of each. */
const LINES = 10;
const LONGEST = 1_000;

/** Remembers the last lines of what is written piece by piece. */
export class LastLines {
  readonly #lines: string[] = [];
  #decoder: TextDecoder | undefined;
  #open = '';

  add(chunk: string | Uint8Array): void {
    const text = typeof chunk === 'string' ? chunk : (this.#decoder ??= new TextDecoder()).decode(chunk, { stream: true });
    const parts = (this.#open + text).split('\n');
    this.#open = parts.pop()!.slice(0, LONGEST);
    this.#lines.push(...parts.slice(-LINES).map((line) => line.slice(0, LONGEST)));
    this.#lines.splice(0, this.#lines.length - LINES);
  }

  get text(): string {
    return [...this.#lines, ...(this.#open === '' ? [] : [this.#open])].slice(-LINES).join('\n');
  }
}

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
