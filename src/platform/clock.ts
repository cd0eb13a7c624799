import { unmockedTimers } from './unmocked-timers.ts';

// The process and modules of the runtime: what a test runner puts in their place in its sandbox is not asked.
const process: NodeJS.Process = globalThis.process.getBuiltinModule('node:process');
const timers = process.getBuiltinModule('node:timers') as unknown as Timers;

/** The timers that heddle uses: those of `node:timers`, all of whose steps take nothing. */
export interface Timers {
  setTimeout(step: () => void, milliseconds: number): NodeJS.Timeout;
  clearTimeout(timer: NodeJS.Timeout | undefined): void;
  setInterval(step: () => void, milliseconds: number): NodeJS.Timeout;
  clearInterval(timer: NodeJS.Timeout | undefined): void;
  setImmediate(step: () => void): unknown;
  clearImmediate(immediate: unknown): void;
}

/** What fake-timers, which Vitest, Jest and Sinon use, keeps on each function and object that it replaces. */
interface Faked {
  readonly clock?: Readonly<Record<string, unknown>>;
}

/** What was there before fake-timers replaced `value`, perhaps more than once. */
function unfaked<Value>(value: Value, name: string): Value {
  let real = value;
  for (let original: unknown; (original = (real as Faked).clock?.[`_${name}`]) !== undefined;) real = original as Value;
  return real;
}

/** The runtime's own timers, also where somebody has put others in their place before heddle was loaded. */
function realTimers(): Timers {
  const found = {} as Record<string, unknown>;
  for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const)
    found[name] = unfaked(timers[name], name);
  const real = found as unknown as Timers;
  // Those of `node:test` do not say what they replaced. They lack what every timer of the runtime has.
  const probe = real.setTimeout(() => {}, 1);
  real.clearTimeout(probe);
  return '_onTimeout' in probe ? real : unmockedTimers();
}

/** That whose `now()` tells the time: what stands in for it is no object of the class. */
function realPerformance(): Performance {
  const { performance } = globalThis;
  try {
    Object.getPrototypeOf(performance).now.call(performance);
    if (performance instanceof globalThis.Performance) return performance;
  } catch {
    // Neither is it asked.
  }
  return process.getBuiltinModule('node:perf_hooks').performance;
}

const performance = realPerformance();
// Fake clocks give the object a `now` of its own, and leave that of the class.
const { now } = Object.getPrototypeOf(performance) as Performance;
const hrtime = unfaked(process.hrtime, 'hrtime');
const origin = ((): number => {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1000 + nanoseconds / 1e6 - now.call(performance);
})();

/** See {@link clock}. */
export interface Clock extends Timers {
  /** Milliseconds since this thread began. It never goes back. */
  now(): number;
  /** When this thread began, by the clock of the machine: in milliseconds of which only the differences mean something, the same ones in all threads. */
  readonly origin: number;
  /**
   * When the clock of the machine showed 0, in milliseconds since the epoch. All threads of a process take it from the first: so their times can be compared,
   * also after somebody has set the date.
   */
  epoch: number;
  /** `now`, or this moment, in milliseconds since the epoch. */
  sinceEpoch(now?: number): number;
  queueMicrotask(step: () => void): void;
  nextTick(step: () => void): void;
}

/**
 * The time and the timers of heddle, taken from the runtime when this module is loaded: nothing of heddle stands still, or hurries, with a clock that a
 * program or its tests replace. Everything in the library takes its time from here, which the linter sees to; tests of heddle put another time in here.
 */
export const clock: Clock = {
  ...realTimers(),
  now: () => now.call(performance),
  origin,
  epoch: performance.timeOrigin - origin,
  sinceEpoch: (moment = clock.now()) => clock.epoch + origin + moment,
  queueMicrotask: unfaked(globalThis.queueMicrotask, 'queueMicrotask'),
  nextTick: unfaked(process.nextTick, 'nextTick'),
};
