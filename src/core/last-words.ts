/** Why this thread is about to end. */
export interface LastWords {
  readonly reason?: string;
  /** What nobody caught. */
  readonly error?: unknown;
  /** The last lines that it wrote to its standard error. */
  readonly stderr?: string;
}

// Registries: those who wait for this thread while their event loops stand still can be told no later than by the `exit` event.
let words: LastWords = {};
let lines = (): string => '';

export function leaveWords(why: LastWords): void {
  words = why;
}
/** Where the last lines are kept. */
export function leaveLines(read: () => string): void {
  lines = read;
}

export function lastWords(): LastWords {
  return { ...words, stderr: lines() };
}
