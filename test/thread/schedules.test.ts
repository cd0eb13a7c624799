// The wait-for graph and the termination guard under many orders of their atomic accesses; see test/support/interleave.ts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ThreadTable } from '../../src/thread/thread-table.ts';
import { type Case, manyOrders, type Thread } from '../support/interleave.ts';

const WORDS = 8;
/** The slots of threads 1, 2 and 3: what looks through all slots takes no steps for the others. */
const isShared = (index: number): boolean => index >= WORDS && index < 4 * WORDS;

/** Three threads that block on each other's answers as `BlockingCalls` does. */
class Blocking {
  readonly #memory = new ThreadTable().memory;
  readonly #answered = new Set<number>();
  readonly cycles: (readonly number[])[] = [];

  /** The code of one of the threads. */
  body(id: number, act: (thread: { ask(target: number): void; answer(caller: number): void }) => void): (thread: Thread) => void {
    return (thread) => {
      const { waits } = new ThreadTable(this.#memory);
      const ask = (target: number): void => {
        for (;;) {
          const seen = waits.sent(id);
          if (thread.step(() => this.#answered.delete(id))) return;
          waits.block(id, target, seen);
          const cycle = waits.cycle(id);
          if (cycle) thread.step(() => this.cycles.push(cycle));
          else waits.sleep(id, seen, 1e6);
          waits.unblock(id);
          if (cycle) return;
        }
      };
      const answer = (caller: number): void => {
        thread.step(() => this.#answered.add(caller));
        waits.wake(caller);
      };
      act({ ask, answer });
    };
  }
}

describe('WaitForGraph, in any order of the accesses of three threads', () => {
  test('a circle is seen by one of its threads at least, and none sleeps for ever', () => {
    manyOrders(1_500, () => {
      const blocking = new Blocking();
      const next = (id: number): number => (id % 3) + 1;
      return {
        threads: [1, 2, 3].map((id) =>
          blocking.body(id, ({ ask, answer }) => {
            ask(next(id));
            // It asks for the next one and has been asked by the one before.
            answer(next(next(id)));
          }),
        ),
        isShared,
        check(asleep) {
          assert.deepEqual(asleep, []);
          assert.notEqual(blocking.cycles.length, 0);
          for (const [first, ...others] of blocking.cycles) assert.deepEqual(others, [next(first!), next(next(first!))]);
        },
      };
    });
  });

  test('threads that never wait in a circle at one moment see none, though all edges of one appear', () => {
    manyOrders(3_000, () => {
      const blocking = new Blocking();
      return {
        threads: [
          blocking.body(1, ({ ask, answer }) => {
            ask(2);
            answer(3);
          }),
          blocking.body(2, ({ ask, answer }) => {
            ask(3);
            answer(1);
          }),
          blocking.body(3, ({ ask, answer }) => {
            answer(2);
            ask(1);
          }),
        ],
        isShared,
        check(asleep) {
          assert.deepEqual(blocking.cycles, []);
          assert.deepEqual(asleep, []);
        },
      };
    });
  });
});

/** 1 has started 2, which has started 3. One of the threads links now and then; another one is about to stop it, or to end itself. */
function stopping(linker: number, stop: (guard: ThreadTable['guard'], thread: Thread) => void): Case {
  const { memory, guard } = new ThreadTable();
  guard.join(2, 1);
  guard.join(3, 2);
  let isLinking = false;
  let isStopped = false;
  return {
    threads: [
      (thread) => {
        const { guard } = new ThreadTable(memory);
        for (let time = 0; time < 2; time += 1) {
          guard.enter(linker);
          thread.step(() => {
            // A thread that is over takes no step.
            if (!isStopped) isLinking = true;
          });
          thread.step(() => (isLinking = false));
          guard.leave(linker);
        }
      },
      (thread) => {
        stop(new ThreadTable(memory).guard, thread);
        thread.step(() => {
          assert.equal(isLinking, false, 'stopped while it links');
          isStopped = true;
        });
      },
    ],
    isShared,
    check(asleep) {
      assert.ok(isStopped, 'whoever stops a thread waits for ever');
      // The one that is stopped sleeps until then.
      assert.ok(asleep.every((thread) => thread === 0));
    },
  };
}

describe('TerminationGuard, in any order of the accesses, stops no thread that links, nor waits for ever', () => {
  for (const linker of [2, 3])
    test(`when thread 2 is stopped and thread ${linker} links`, () => {
      manyOrders(1_000, () =>
        stopping(linker, (guard, thread) => {
          guard.stop(2);
          // It looks once in a while, as `stopThread()`.
          while (guard.linkingIn(2) !== undefined) thread.step(() => {});
        }),
      );
    });

  test('when thread 1 ends by itself and takes thread 3 along, which links', () => {
    manyOrders(1_500, () =>
      stopping(3, (guard) => {
        guard.stopSelf(1);
        for (let linking = guard.linkingIn(1); linking !== undefined; linking = guard.linkingIn(1)) guard.waitFor(linking, 1e6);
      }),
    );
  });
});
