import { wrongType } from '../core/invalid-argument.ts';

/** What other pools call an option of this one. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  minThreads: 'size.min',
  maxThreads: 'size.max',
  minWorkers: 'size.min',
  maxWorkers: 'size.max',
  filename: 'the first argument',
  concurrentTasksPerWorker: 'tasksPerWorker',
  maxQueueSize: 'maxQueue',
  maxMemoryLimitBeforeRecycle: 'maxMemoryPerWorker',
  transferList: 'transfer',
};

/**
 * Refuses options that do not exist: a name that is misspelt, or another library's, would be ignored in silence.
 *
 * @throws TypeError that names the option, and the one that was probably meant
 */
export function checkNames(options: object, known: ReadonlySet<string>, what: string, whose: string): void {
  for (const [name, value] of Object.entries(options)) {
    if (known.has(name) || value === undefined) continue;
    const meant = ELSEWHERE[name] ?? [...known].find((other) => other.toLowerCase() === name.toLowerCase());
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    throw wrongType(`${what}.${name}`, value, `nothing: ${whose} has no such option${hint}`);
  }
}
