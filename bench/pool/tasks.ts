// The task module of tasks.bench.ts.
export const add = (a: number, b: number): number => a + b;

/** Computes for so many milliseconds. */
export function compute(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}
