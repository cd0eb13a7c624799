// Cause × place × who waits, of test/pool/mortal.ts, in any order and several at once: everything settles, and says why.
import {
  CAUSES,
  inPools,
  inWorkers,
  LOADING_PLACES,
  type Mortal,
  settled,
  TASK_PLACES,
  type Waits,
  withMortals,
} from '../../test/pool/mortal.ts';
import type { PoolOptions, Remote } from '../../src/index.ts';
import type { Area, Attempt } from './run/area.ts';

/** So many combinations are tried at the same time. */
const MOST_AT_ONCE = 3;

interface Tried {
  combinations: number;
  promises: number;
  'ms at the longest': number;
}

interface Combination {
  readonly cause: string;
  readonly place: string;
  readonly who: 'pools' | 'workers';
  /** All that has to settle, in turns of which each is begun when the one before is over. */
  readonly turns: readonly ((tasks: Remote<Mortal>) => Waits)[];
  readonly mayAnswer: boolean;
  readonly options?: PoolOptions;
}

const ready = (tasks: Remote<Mortal>): Waits => ({ first: tasks.ready(), second: tasks.ready() });
const fourTimes = (tasks: Remote<Mortal>): Waits =>
  Object.fromEntries([1, 2, 3, 4].map((number) => [`task ${number}`, tasks.answerAndDie()]));

const COMBINATIONS: readonly Combination[] = Object.keys(CAUSES).flatMap((cause) => [
  ...(['pools', 'workers'] as const).flatMap((who) => [
    ...Object.entries(LOADING_PLACES).map(([place, mayAnswer]) => ({ cause, place, who, turns: [ready, ready], mayAnswer })),
    ...Object.entries(TASK_PLACES).map(([place, begin]) => ({ cause, place, who, turns: [begin, begin], mayAnswer: false })),
    { cause, place: 'after the first task', who, turns: [fourTimes], mayAnswer: true },
  ]),
  { cause, place: 'in its setup', who: 'pools' as const, turns: [ready], mayAnswer: false, options: { setup: 'setUp' } },
  { cause, place: 'in its teardown', who: 'pools' as const, turns: [ready], mayAnswer: true, options: { teardown: 'tearDown' } },
]);

async function tryOne({ settles }: Attempt, { cause, place, who, turns, mayAnswer, options }: Combination, tried: Tried): Promise<void> {
  const start = performance.now();
  const check = async (tasks: Remote<Mortal>): Promise<void> => {
    for (const begin of turns) {
      const waits = begin(tasks);
      await settled(waits, cause, mayAnswer);
      tried.promises += Object.keys(waits).length;
    }
  };
  const over = withMortals(cause, place, (limits) =>
    who === 'pools'
      ? inPools({ ...limits, ...options }, (pool) => check(pool.call as Remote<Mortal>))
      : inWorkers(limits, (tasks) => check(tasks)),
  );
  await settles(over, `all that waits in ${who} when ${cause} comes ${place}`, 40_000);
  tried.combinations += 1;
  tried['ms at the longest'] = Math.max(tried['ms at the longest'], Math.round(performance.now() - start));
}

export const area: Area = {
  name: 'hangs',
  what: 'each cause of the end of a worker at each place, while calls, streams, callbacks and queued tasks wait: all of them settle with a code that says why',
  weight: 2,
  async run(attempt) {
    const { random, isOver, progress } = attempt;
    const tried: Tried = { combinations: 0, promises: 0, 'ms at the longest': 0 };
    while (!isOver()) {
      const left = [...COMBINATIONS];
      while (left.length > 0 && !isOver()) {
        const some = Array.from({ length: Math.min(left.length, 1 + random(MOST_AT_ONCE)) }, () => left.splice(random(left.length), 1)[0]!);
        await Promise.all(some.map((one) => tryOne(attempt, one, tried)));
        progress({ ...tried });
      }
    }
    return { ...tried };
  },
};
