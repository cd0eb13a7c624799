import { cpuQuota } from './cpu-quota.ts';

const { process } = globalThis;
const { readFileSync } = process.getBuiltinModule('node:fs');

/** Who may know, in the order in which they are asked. To load `node:os` delays the start of a thread: it is loaded for the first question. */
const SOURCES: readonly (() => number)[] = [
  () => process.getBuiltinModule('node:os').availableParallelism(),
  () => process.getBuiltinModule('node:os').cpus().length,
];

// Registries: what this thread has been told, and how many of the sources are being asked at the moment.
let known: number | undefined;
let asked = 0;

/**
 * How many processors the process may use, by the runtime. A program may put functions of its own in the place of the runtime's, which ask
 * `navigator.hardwareConcurrency`, and so this function again: that question goes to the next source, and in the end to nobody.
 */
function processors(): number {
  if (known !== undefined) return known;
  const source = SOURCES[asked];
  if (!source) return 1;
  asked += 1;
  let count = NaN;
  try {
    count = Math.floor(source());
  } catch {
    // The next one may know.
  }
  if (!(count >= 1 && count < Infinity)) count = processors();
  asked -= 1;
  if (asked === 0) known = count;
  return count;
}

/** How many threads can work at the same time: at least 1, and no more than the limits of the process and its container allow. */
export function availableParallelism(): number {
  const quota = process.platform === 'linux' ? cpuQuota(readIfThere) : Infinity;
  return Math.max(1, Math.min(processors(), Math.floor(quota)));
}

/** Whether two threads can run at the same moment. */
export function runInParallel(): boolean {
  return processors() > 1;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
