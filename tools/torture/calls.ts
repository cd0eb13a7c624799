// Calls, streams, callbacks and cancellations whose other end dies or answers nonsense: all of them settle.
import assert from 'node:assert/strict';
import threads from 'node:worker_threads';
import fc from 'fast-check';
import { MessageChannel, type Remote, spawn, Worker, workerOf, wrap } from '../../src/index.ts';
import { suspect } from '../../test/contract/suspect.ts';
import { fixture } from '../../test/support/fixture.ts';
import { seeded } from '../../test/support/seeded.ts';
import type { Area, Attempt } from './run/area.ts';

/** What test/fixtures/rpc/mortal.mjs exports. */
interface Mortal {
  ready(): string;
  wait(): Promise<void>;
  answerAndDie(cause: string): string;
  die(cause: string): Promise<void>;
  callBack(callback: () => unknown, cause: string): Promise<void>;
  rows(cause: string): AsyncGenerator<number>;
  read(stream: AsyncIterable<unknown>, cause: string): Promise<void>;
}
type Random = Attempt['random'];
type Tasks = Remote<Mortal>;

const CAUSES = ['exit', 'crash', 'rejection', 'close', 'terminate'] as const;
const AT_ONCE = 4;

async function* items(random: Random): AsyncGenerator {
  for (let item = 0; item < 500; item += 1) {
    // Some cannot be sent.
    yield random(400) === 0 ? Symbol('item') : item;
    if (random(20) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
async function read(rows: AsyncIterable<unknown>, most: number): Promise<void> {
  let seen = 0;
  for await (const _row of rows) if (++seen >= most) return;
}
const never = (): Promise<void> => new Promise(() => {});

/** What a stranger may begin. `cause` is mostly `nothing`. */
const CALLS: Readonly<Record<string, (tasks: Tasks, random: Random, cause: string) => Promise<unknown>>> = {
  ready: (tasks) => tasks.ready(),
  wait: (tasks) => tasks.wait(),
  answerAndDie: (tasks, _random, cause) => tasks.answerAndDie(cause),
  'a function that is not there': (tasks) => (tasks as unknown as Record<string, () => Promise<unknown>>)['missing']!(),
  'an argument that cannot be cloned': (tasks) => tasks.answerAndDie(Symbol('cause') as never),
  'a callback that returns': (tasks, _random, cause) => tasks.callBack(() => 1, cause),
  'a callback that throws': (tasks, _random, cause) =>
    tasks.callBack(() => {
      throw new RangeError('on purpose');
    }, cause),
  'a callback that never returns': (tasks, _random, cause) => tasks.callBack(never, cause),
  'a stream that is read': (tasks, random, cause) => read(tasks.rows(cause), random(2) === 0 ? 1 : Infinity),
  'a stream that is written': (tasks, random, cause) => tasks.read(items(random), cause),
  async 'a call with a signal'(tasks, random) {
    const abort = new AbortController();
    const call = (tasks.wait as (signal: AbortSignal) => Promise<void>)(abort.signal);
    if (random(2) === 0) setImmediate(() => abort.abort());
    else setTimeout(() => abort.abort(), random(30));
    return call;
  },
};
const NAMES = Object.keys(CALLS);

function begin(tasks: Tasks, random: Random, fatal: string): [string, Promise<unknown>][] {
  const calls = Array.from({ length: 3 + random(12) }, (_, index): [string, Promise<unknown>] => {
    const name = NAMES[random(NAMES.length)]!;
    const cause = index > 1 && random(6) === 0 ? fatal : 'nothing';
    return [name, Promise.resolve().then(() => CALLS[name]!(tasks, random, cause))];
  });
  for (const [, promise] of calls) promise.catch(() => {});
  return calls;
}

async function allSettle({ settles }: Attempt, calls: readonly [string, Promise<unknown>][], what: string): Promise<number> {
  const outcomes = await Promise.all(
    calls.map(async ([name, promise]) => {
      const [outcome] = await settles(Promise.allSettled([promise]), `the end of ${name}, ${what}`);
      return [name, outcome] as const;
    }),
  );
  for (const [name, outcome] of outcomes)
    if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof Error, `${name}, ${what}: ${String(outcome.reason)}`);
  return calls.length;
}

/** Calls to a worker that dies in the middle. */
async function dyingPeer(attempt: Attempt, random: Random): Promise<number> {
  const fatal = CAUSES[random(CAUSES.length)]!;
  const transport = random(2) === 0 ? 'auto' : 'native';
  const isSpawned = random(2) === 0;
  const plain = new Worker(fixture('rpc/mortal-exposing.mjs'), { transport });
  const tasks = isSpawned ? spawn<Mortal>(fixture('rpc/mortal.mjs'), { transport, stderr: true }) : wrap<Mortal>(plain);
  const worker = isSpawned ? workerOf(tasks)! : plain;
  if (isSpawned) void plain.terminate();
  const ended = new Promise((resolve) => worker.on('exit', resolve));
  worker.on('error', () => {});
  worker.on('message', (message: unknown) => message === 'end me' && void worker.terminate());
  const early = begin(tasks, random, fatal);
  if (random(3) !== 0) await Promise.race([tasks.ready().catch(() => {}), ended]);
  const late = begin(tasks, random, fatal);
  for (let turns = random(30); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
  // Mostly it has been told to die already.
  if (random(3) === 0) void worker.terminate();
  else void tasks.die(fatal).catch(() => {});
  await attempt.settles(ended, `the end of a worker by ${fatal}`);
  const afterwards = begin(tasks, random, fatal);
  return allSettle(
    attempt,
    [...early, ...late, ...afterwards],
    `when its worker dies of ${fatal}, ${isSpawned ? 'spawn' : 'wrap'}, ${transport}`,
  );
}

/** Calls to a peer that answers each message with nonsense, in the words of the protocol, and goes at last. */
async function hostilePeer(attempt: Attempt, random: Random): Promise<number> {
  const Channel = random(2) === 0 ? MessageChannel : threads.MessageChannel;
  const { port1, port2 } = new Channel() as MessageChannel;
  const junk = fc.sample(suspect, { seed: random(2 ** 31), numRuns: 20 });
  port2.on('message', (message: unknown) => {
    const words = Array.isArray(message) ? (message as unknown[]) : [];
    for (let count = random(4); count > 0; count -= 1) {
      const id = random(2) === 0 ? words[2] : random(20);
      const answer = [words[0], random(15), id, ...junk.slice(random(20)).slice(0, random(4))];
      try {
        port2.postMessage(answer);
      } catch {
        // Junk may be what cannot be cloned.
      }
    }
  });
  const tasks = wrap<Mortal>(port1);
  const calls = begin(tasks, random, 'nothing');
  for (let turns = 5 + random(30); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
  (random(2) === 0 ? port1 : port2).close();
  return allSettle(attempt, calls, 'when its peer answers nonsense and goes');
}

export const area: Area = {
  name: 'calls',
  what: 'calls, streams, callbacks and cancellations, whose peers die at any moment or answer nonsense in the words of the protocol: every promise settles',
  weight: 2,
  async run(attempt) {
    const tried = { calls: 0, peers: 0 };
    while (!attempt.isOver()) {
      const some = Array.from({ length: AT_ONCE }, (_, index) => {
        const random = seeded(attempt.random(2 ** 31));
        return index % 2 === 0 ? dyingPeer(attempt, random) : hostilePeer(attempt, random);
      });
      for (const count of await Promise.all(some)) tried.calls += count;
      tried.peers += AT_ONCE;
      attempt.progress(tried);
    }
    return tried;
  },
};
