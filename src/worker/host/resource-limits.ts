/** Limits of a worker's heap and stack, in megabytes. */
export interface ResourceLimits {
  /** Where long-lived objects are. */
  maxOldGenerationSizeMb?: number;
  /** Where new objects are; small makes the collector run more often. */
  maxYoungGenerationSizeMb?: number;
  /** Where compiled code is. */
  codeRangeSizeMb?: number;
  /** Default: 4. */
  stackSizeMb?: number;
}

/**
 * What `smol: true` means. Measured by `bench/worker/memory.bench.ts` after a job of many objects, on Node 20, 22, 24 and 26: the worker
 * takes 0.5 to 0.7 times the memory (30 to 40 MB instead of 51 to 60), the job up to 1.3 times as long; numbers only take no longer.
 *
 * A smaller young generation saves no more: with 2 MB, batches that die soon are taken for long-lived ones, which slows the job down
 * by half and, on Node 24 without a limit for the old generation, takes more memory than the default. The stack costs what a program uses
 * of it; its limit only keeps a runaway recursion short.
 */
export const smolLimits: ResourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8, stackSizeMb: 1 };
