import type { Clock, Timer, Timers } from './platform.ts';

// The process and modules of the runtime: what a test runner puts in their place in its sandbox is not asked.
const process: NodeJS.Process = globalThis.process.getBuiltinModule('node:process');
const timers = process.getBuiltinModule('node:timers') as unknown as Timers;

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

const captured = Object.fromEntries(
  (['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const).map((name) => [
    name,
    unfaked(timers[name], name),
  ]),
) as unknown as Timers;
const hrtime = unfaked(process.hrtime, 'hrtime');
/** The class to which all others lead that stand in for it. */
const RealDate = unfaked(Date, 'Date').prototype.constructor as DateConstructor;

// Registries: what this thread has found out at the first use. To try a timer, and to load what makes `performance`, takes a worker a millisecond at its start.
let real: Timers | undefined;
let tell: () => number = () => {
  const performance = realPerformance();
  // Fake clocks give the object a `now` of its own, and leave that of the class.
  const { now } = Object.getPrototypeOf(performance) as Performance;
  tell = () => now.call(performance);
  return tell();
};
let began: number | undefined;

/** The runtime's own timers, also where somebody has put others in their place before heddle was loaded. */
function realTimers(): Timers {
  if (real) return real;
  // Those of `node:test` do not say what they replaced. They lack what every timer of the runtime has.
  const probe = captured.setTimeout(() => {}, 1);
  captured.clearTimeout(probe);
  return (real = '_onTimeout' in probe ? captured : unmockedTimers());
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

/** The clock of the machine, in milliseconds. */
function machineTime(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/**
 * The time and the timers of heddle, taken from the runtime when this module is loaded: nothing of heddle stands still, or hurries, with a clock that a
 * program or its tests replace. Everything in the library takes its time from here, which the linter sees to; tests of heddle put another time in here.
 */
export const clock: Clock = {
  now: () => tell(),
  machine: machineTime,
  get origin() {
    return (began ??= machineTime() - tell());
  },
  epoch: new RealDate().getTime() - machineTime(),
  sinceEpoch: (moment) => clock.epoch + (moment === undefined ? machineTime() : clock.origin + moment),
  setTimeout: (step, milliseconds) => realTimers().setTimeout(step, milliseconds),
  clearTimeout: (timer) => realTimers().clearTimeout(timer),
  setInterval: (step, milliseconds) => realTimers().setInterval(step, milliseconds),
  clearInterval: (timer) => realTimers().clearInterval(timer),
  setImmediate: (step) => realTimers().setImmediate(step),
  clearImmediate: (immediate) => realTimers().clearImmediate(immediate),
  unref: (timer) => (timer as NodeJS.Timeout).unref(),
  ref: (timer) => (timer as NodeJS.Timeout).ref(),
  queueMicrotask: unfaked(globalThis.queueMicrotask, 'queueMicrotask'),
  nextTick: unfaked(process.nextTick, 'nextTick'),
};

type TimeoutClass = new (step: () => void, delay: number, parameters: unknown, repeats: boolean, isReferenced: boolean) => NodeJS.Timeout;

/**
 * The runtime's timers where somebody has replaced all functions that start one, and kept the originals to himself, as `node:test` does. The time-out of
 * a socket is a timer too, and started within the runtime: all timers are of its class. What is to run at once runs after a millisecond.
 */
export function unmockedTimers(): Timers {
  const socket = new (globalThis.process.getBuiltinModule('node:net').Socket)();
  socket.setTimeout(1);
  const members = Object.getOwnPropertySymbols(socket).map((key) => (socket as never)[key] as unknown);
  const timer = members.find((member) => typeof member === 'object' && member !== null && '_onTimeout' in member);
  const Timeout = timer!.constructor as TimeoutClass;
  socket.setTimeout(0);

  // To refresh a timer starts it.
  const start = (step: () => void, milliseconds: number, repeats: boolean): Timer =>
    new Timeout(step, milliseconds, undefined, repeats, true).refresh();
  const stop = (timer: unknown): void => void (timer as NodeJS.Timeout | undefined)?.close();
  return {
    setTimeout: (step, milliseconds) => start(step, milliseconds, false),
    setInterval: (step, milliseconds) => start(step, milliseconds, true),
    setImmediate: (step) => start(step, 1, false),
    clearTimeout: stop,
    clearInterval: stop,
    clearImmediate: stop,
  };
}
