import { type NativeThread, watchStandardError } from '#platform';

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

/**
 * Remembers the last lines that a worker writes to its standard error, wherever they go.
 *
 * @returns them, so far
 */
export function lastLinesOf(worker: Pick<NativeThread, 'stderr'>): () => string {
  const lines = new LastLines();
  watchStandardError(worker, (chunk) => lines.add(chunk));
  return () => lines.text;
}
