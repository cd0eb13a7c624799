import type { TestContext } from 'node:test';
import { createClock } from '@sinonjs/fake-timers';
import { clock, type Timer } from '#platform';

/** Time-outs that the library sets in this thread from now on, until `release()`: they fire when the test lets time pass, and not before. */
export interface HeldTime {
  pass(milliseconds: number): void;
  /** Time-outs take their time again from here on; those that are held never fire. Comes by itself at the end of the test. */
  release(): void;
}

/** For modules of `dist/src`: what is bundled has a clock of its own. */
export function holdTime(context: TestContext): HeldTime {
  const fake = createClock();
  const { setTimeout, clearTimeout } = clock;
  const held = new Set<unknown>();
  clock.setTimeout = (step, milliseconds) => {
    const timer = fake.setTimeout(step, milliseconds) as unknown as Timer;
    held.add(timer);
    return timer;
  };
  // Some were set before.
  clock.clearTimeout = (timer) => (held.has(timer) ? fake.clearTimeout(timer as never) : clearTimeout(timer));
  const release = (): void => void Object.assign(clock, { setTimeout });
  context.after(release);
  return { pass: (milliseconds) => void fake.tick(milliseconds), release };
}
