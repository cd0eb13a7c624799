import type { Timers } from './clock.ts';

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
  const start = (step: () => void, milliseconds: number, repeats: boolean): NodeJS.Timeout =>
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
