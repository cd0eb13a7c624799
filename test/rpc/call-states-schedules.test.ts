// The two sides of a call board in every order of their atomic accesses; see test/support/interleave.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallStates, ConcurrencyLimit } from '../../src/rpc/calls/call-states.ts';
import { allOrders, type Case, manyOrders } from '../support/interleave.ts';

type Sent = readonly ['call', number, use: number];

/** What became of each call, and the messages between the two sides. */
class Calls {
  readonly #board = new CallStates();
  readonly sent: Sent[] = [];
  readonly begun: Sent[] = [];
  readonly skipped: Sent[] = [];
  readonly takenBack: Sent[] = [];
  readonly answered: Sent[] = [];

  constructor() {
    this.#board.join();
  }
  /** The board of a side that begins from its beginning. */
  board(): CallStates {
    return new CallStates(this.#board.memory);
  }
  /** Whether each call was begun or taken back, and not both, in the order in which they were sent. */
  check(asleep: readonly number[]): void {
    assert.deepEqual(asleep, []);
    assert.deepEqual(this.skipped, this.takenBack.toSorted(bySending(this.sent)));
    assert.deepEqual(this.answered.toSorted(bySending(this.sent)), this.begun);
    assert.deepEqual([...this.begun, ...this.skipped].toSorted(bySending(this.sent)), this.sent);
  }
}

function bySending(sent: readonly Sent[]): (a: Sent, b: Sent) => number {
  return (a, b) => sent.indexOf(a) - sent.indexOf(b);
}

/** When a use of a number begins, by a clock that goes on with each. */
const beginOf = (use: number): number => 1_000 * (use + 1);

/** A number is used several times, each time once the other side has answered, or said that it has seen that the call is taken back. */
function oneNumber(uses: number): Case {
  const calls = new Calls();
  const id = 7;
  return {
    threads: [
      (thread) => {
        const board = calls.board();
        for (let use = 0; use < uses; use += 1) {
          board.open(id);
          // It could not be sent at first.
          board.withdraw(id);
          board.open(id);
          const call = thread.step(() => {
            calls.sent.push(['call', id, use]);
            return calls.sent.at(-1)!;
          });
          if (board.hasBegun(id)) {
            thread.step(() => {
              const begunAt = board.begunAt(id);
              assert.ok(Math.abs(begunAt - beginOf(use)) < 1e-3, `use ${use} has begun at ${begunAt}`);
            });
          }
          const isBack = board.takeBack(id);
          if (isBack) thread.step(() => calls.takenBack.push(call));
          thread.until(() => calls.answered.includes(call) || calls.skipped.includes(call));
          if (!isBack) thread.step(() => assert.equal(board.ranFor(id), 5 + use));
        }
      },
      (thread) => {
        const board = calls.board();
        for (let use = 0; use < uses; use += 1) {
          thread.until(() => calls.sent.length > use);
          const call = calls.sent[use]!;
          const now = beginOf(use);
          if (board.begin(id, now)) {
            board.finish(id, now + 5 + use);
            thread.step(() => calls.begun.push(call) && calls.answered.push(call));
          } else thread.step(() => calls.skipped.push(call));
        }
      },
    ],
    check: (asleep) => calls.check(asleep),
  };
}

/** Calls of several numbers at once, through a gate that lets in so many at a time; the caller takes back some of them. */
function gated(count: number, limit: number, random: (below: number) => number): Case {
  const calls = new Calls();
  const wanted = Array.from({ length: count }, () => random(2) === 0);
  let running = 0;
  return {
    threads: [
      (thread) => {
        const board = calls.board();
        const back = new Set<number>();
        for (let id = 0; id < count; id += 1) {
          board.open(id);
          thread.step(() => calls.sent.push(['call', id, 0]));
          const last = Math.floor(id / 2);
          if (!wanted[last] || back.has(last) || !board.takeBack(last)) continue;
          back.add(last);
          thread.step(() => calls.takenBack.push(calls.sent[last]!));
        }
      },
      (thread) => {
        const board = calls.board();
        const inside: Sent[] = [];
        const gate = new ConcurrencyLimit<Sent>(board, limit, {
          serve(call) {
            inside.push(call);
            thread.step(() => {
              calls.begun.push(call);
              running += 1;
              assert.ok(running <= limit, 'more than the gate may let in');
            });
          },
          skip: (call) => void thread.step(() => calls.skipped.push(call)),
        });
        const answer = (): void => {
          const call = inside.shift()!;
          gate.finish(call[1]);
          thread.step(() => {
            running -= 1;
            calls.answered.push(call);
          });
          gate.leave();
        };
        for (let came = 0; came < count; came += 1) {
          thread.until(() => calls.sent.length > came);
          gate.enter(calls.sent[came]!);
          if (inside.length > 0 && came % 2 === 1) answer();
        }
        while (inside.length > 0) answer();
      },
    ],
    check: (asleep) => calls.check(asleep),
  };
}

test('CallBoard, in every order, has each call either begun or taken back, and tells when it began and how long it ran', () => {
  const orders = allOrders(() => oneNumber(2));
  assert.ok(orders > 10_000, `${orders} orders`);
});

test('Gate, in many orders, begins or skips each call once, in their order, and no more at a time than it may', () => {
  manyOrders(1_000, (random) => gated(5, 1 + random(2), random));
});
