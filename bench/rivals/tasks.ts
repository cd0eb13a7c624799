// The tasks that heddle, Piscina and Tinypool run: a module that exports functions suits all three.

/** As little as a task can do. */
export function increment(value: number): number {
  return value + 1;
}

export interface Job {
  readonly type: string;
  readonly id: number;
  readonly tags: readonly string[];
}

/** A small object there and another one back. */
export function finish(job: Job): { type: string; id: number; done: boolean } {
  return { type: job.type, id: job.id, done: job.tags.length > 0 };
}

/** Keeps the processor busy for so many milliseconds. */
export function work(milliseconds: number): boolean {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
  return true;
}
