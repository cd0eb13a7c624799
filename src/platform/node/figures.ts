import type { Channel } from 'node:diagnostics_channel';
import { process } from '../node-modules.ts';

export { availableParallelism, runInParallel } from '../parallelism.ts';

export function heapStatistics(): { used: number; total: number; external: number } {
  const { used_heap_size, total_heap_size, external_memory } = process.getBuiltinModule('node:v8').getHeapStatistics();
  return { used: used_heap_size, total: total_heap_size, external: external_memory };
}

/** `node:v8` is loaded for the first answer. */
export function memoryUsed(): number {
  const { used_heap_size, external_memory } = process.getBuiltinModule('node:v8').getHeapStatistics();
  return used_heap_size + external_memory;
}

export const eventLoopUtilization: typeof import('node:perf_hooks').performance.eventLoopUtilization = (...since) =>
  process.getBuiltinModule('node:perf_hooks').performance.eventLoopUtilization(...since);

/** A channel of `node:diagnostics_channel`. */
export function diagnosticsChannel(name: string): Channel {
  return process.getBuiltinModule('node:diagnostics_channel').channel(name);
}
