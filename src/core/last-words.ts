/** Why this thread is about to end. */
export interface LastWords {
  readonly reason?: string;
  /** What nobody caught. */
  readonly error?: unknown;
}

// A registry: those who wait for this thread while their event loops stand still can be told no later than by the `exit` event.
let words: LastWords = {};

export function leaveWords(why: LastWords): void {
  words = why;
}

export function lastWords(): LastWords {
  return words;
}
