// Workers that end at any moment in any way, with calls, streams, blocking calls and ports under way.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { expose, HeddleError, MessageChannel, Worker, wrap } from '../../src/index.ts';
import { fixture } from '../../test/support/fixture.ts';
import { lifeOf } from '../../test/support/life-of.ts';
import { seeded } from '../../test/support/seeded.ts';
import type { Area, Attempt } from './run/area.ts';

const WAYS = [
  'process.exit(3)',
  'self.close()',
  'a throw',
  'a rejection',
  'the close of the port',
  'the close of both ports',
  'a loop',
  'nothing',
] as const;
const PLACES = [
  'while it loads',
  'in a microtask',
  'in a timer',
  'with a worker of its own',
  'in a handler of its port',
  'in a handler of its parent',
  'in a stream',
  'in a blocking call',
] as const;
/** What need not end the thread, so that the parent has to. */
const LIVES_ON = new Set<string>(['the close of the port', 'the close of both ports', 'a loop', 'nothing']);
/** So many live at the same time. */
const AT_ONCE = 6;

interface Tasks {
  never(): Promise<void>;
  add(a: number, b: number): number;
  rows(): AsyncGenerator<number>;
  callBack(callback: () => Promise<number>): Promise<number>;
  block(): number;
}

const isOnPurpose = (outcome: unknown): boolean => outcome instanceof Error && outcome.message === 'on purpose';
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** One worker, from its start until nothing of it is left. @returns how many promises have settled */
async function live({ settles }: Attempt, random: Attempt['random']): Promise<number> {
  const way = WAYS[random(WAYS.length)]!;
  const place = PLACES[random(PLACES.length)]!;
  const after = 1 + random(5);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(fixture('torture/ending.mjs'), {
    transport: random(2) === 0 ? 'auto' : 'native',
    workerData: { place, way, after, port: port2 },
    transferList: [port2],
    stderr: true,
  });
  const life = lifeOf(worker);
  life.catch(() => {});
  const closed = new Promise<void>((resolve) => port1.on('close', () => resolve()));
  port1.on('message', () => {});
  const served = expose({ late: (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds, 1)) }, worker);
  const tasks = wrap<Tasks>(worker);
  const begin: readonly (() => Promise<unknown>)[] = [
    () => tasks.never(),
    async () => assert.equal(await tasks.add(1, 2), 3),
    async () => {
      let rows = 0;
      for await (const _row of tasks.rows()) if (++rows === 50) return;
    },
    () => tasks.callBack(async () => 1),
    () => tasks.callBack(() => new Promise(() => {})),
    () => tasks.block(),
  ];
  const waits = Array.from({ length: 2 + random(5) }, () => begin[random(begin.length)]!());
  if (place === 'in a stream') waits.push(begin[2]!());
  if (place === 'in a blocking call') waits.push(begin[5]!());
  for (let count = 0; count < after + 3; count += 1) {
    port1.postMessage(count);
    worker.postMessage(count);
  }
  const outcomes = waits.map((promise) =>
    promise.then(
      () => 'value',
      (error: unknown) => error,
    ),
  );

  const terminate = async (): Promise<void> => {
    const kind = random(4);
    if (kind === 1) await turns(random(40));
    // One that loops while it loads never opens.
    else if (kind === 2) await Promise.race([life, new Promise((resolve) => worker.once('open', resolve)), wait(1_000)]);
    else if (kind === 3) await Promise.race([life, wait(random(150))]);
    if (random(4) === 0) port1.close();
    if (random(3) === 0) void worker.terminate();
    await worker.terminate();
  };
  const isTerminated = LIVES_ON.has(way) || random(2) === 0;
  const what = `the end of a worker by ${way} ${place}${isTerminated ? ', which is terminated' : ''}`;
  if (isTerminated) await settles(terminate(), what);
  else if (place.startsWith('in a handler') || place === 'in a stream' || place === 'in a blocking call') {
    // A place may never be reached, when the other end is gone before.
    await Promise.race([life, wait(2_000)]);
    await settles(worker.terminate(), what);
  }
  // Before lifeOf() gives up, which does not know what it was.
  const { events } = await settles(life, what, 25_000);
  const count = (type: string): number => events.filter((each) => each === type).length;
  assert.deepEqual([count('close'), count('exit'), events.at(-1)], [1, 1, 'exit'], `${what}: ${events.join()}`);
  for (const outcome of await settles(Promise.all(outcomes), `${what}: its calls`))
    // What a generator throws is what its reader gets.
    assert.ok(outcome === 'value' || HeddleError.is(outcome) || isOnPurpose(outcome), `${what}: ${String(outcome)}`);
  await settles(closed, `${what}: the close of its port`);
  served.stop();
  return outcomes.length + 3;
}

export const area: Area = {
  name: 'endings',
  what: 'workers that end in every way at every moment, with calls, streams, blocking calls and ports under way: all settles, `close` and `exit` come once',
  weight: 3,
  async run(attempt) {
    const tried = { workers: 0, promises: 0 };
    while (!attempt.isOver()) {
      const settled = await Promise.all(Array.from({ length: AT_ONCE }, () => live(attempt, seeded(attempt.random(2 ** 31)))));
      tried.workers += AT_ONCE;
      for (const count of settled) tried.promises += count;
      attempt.progress(tried);
    }
    return tried;
  },
};
