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

/** What `smol: true` means; measured by `bench/worker/memory.bench.ts`. */
export const smolLimits: ResourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 };
