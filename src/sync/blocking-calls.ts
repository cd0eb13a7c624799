import { clock, thisThread } from '#platform';
import { HeddleError } from '../core/heddle-error.ts';
import { threadTable } from '../thread/thread-table.ts';
import { Connection } from '../rpc/connection.ts';
import { timedOut, workerDied } from '../rpc/calls/call-errors.ts';
import { CALL } from '../rpc/line/messages.ts';
import type { Peer } from '../rpc/value/peer.ts';
import { BlockedCall, type Outcome } from './blocked-call.ts';
import { BlockingIterator } from './blocking-iterator.ts';
import { blockingKinds } from './blocking-kinds.ts';
import { BlockingLine } from './blocking-line.ts';
import { AdaptiveSpin } from '../thread/adaptive-spin.ts';

/** How long a thread sleeps before it looks whether the other side is still there, in milliseconds: at first, and at most. */
const FIRST_SLEEP = 20;
const LONGEST_SLEEP = 250;

/** Those over each connection that a program has made blocking calls over. */
const known = new WeakMap<Peer, BlockingCalls>();

/** The blocking calls of this thread to the other side of one connection. */
export class BlockingCalls {
  readonly #outer: Peer;
  readonly #line: BlockingLine;
  readonly #connection: Connection;
  readonly #spin = new AdaptiveSpin();
  /** Of the call that this thread waits for: also that of each step of the iterators that it gives. */
  #timeout = Infinity;

  /** Those to the other side of `outer`, which they share with all other calls. */
  static over(outer: Peer): BlockingCalls {
    let calls = known.get(outer);
    if (!calls) known.set(outer, (calls = new BlockingCalls(outer)));
    return calls;
  }

  private constructor(outer: Peer) {
    this.#outer = outer;
    this.#line = new BlockingLine(outer.line);
    this.#connection = new Connection(this.#line, {
      root: {},
      kinds: blockingKinds((lease) => {
        const timeout = this.#timeout;
        return new BlockingIterator(lease, (name, value) => this.call(lease.task, [name, value], timeout, lease.handle));
      }),
      peer: outer.peer,
      closed: () => this.#end(),
    });
    outer.nested.add(this.#line.channel, this.#connection);
  }

  get peer(): string {
    return this.#outer.peer;
  }

  /**
   * Calls `path` of what the other side exposes, and waits for the answer without the event loop.
   *
   * @param timeout - in milliseconds
   * @param handle - of a function that the other side has handed out, to call that instead; `path` is for errors
   * @returns what it returned or threw, or why there is no answer
   */
  call(path: string, parameters: readonly unknown[], timeout: number, handle?: number): Outcome {
    const call = new BlockedCall(path);
    // So that a task of which the time is over finds its signal aborted.
    const aborter = timeout < Infinity ? new AbortController() : undefined;
    const options = aborter && { signal: aborter.signal, grace: Infinity };
    this.#connection.placeAt([handle, handle === undefined ? path : ''], call, CALL, parameters, options);
    // Already within one where a callback makes another call.
    const { isBlocked } = this.#line;
    const timeoutBefore = this.#timeout;
    this.#line.isBlocked = true;
    this.#timeout = timeout;
    try {
      if (!call.outcome) this.#wait(call, timeout, (reason) => aborter?.abort(reason));
    } finally {
      this.#line.isBlocked = isBlocked;
      this.#timeout = timeoutBefore;
    }
    return call.outcome!;
  }

  #wait(call: BlockedCall, timeout: number, abort: (reason: unknown) => void): void {
    const { waits } = threadTable();
    const { id: threadId } = thisThread;
    const begun = clock.now();
    /** At least so long it has waited, whatever the clock says. */
    let slept = 0;
    let isGone = false;
    let pause = FIRST_SLEEP;
    for (;;) {
      // Before the last look: whatever was sent before the end is found.
      const seen = waits.sent(threadId);
      const isOver = isGone || this.#line.server.isClosed;
      while (!call.outcome && this.#line.takeIn());
      if (call.outcome) return;
      if (isOver) return this.#end();
      if (this.#spin.look(() => waits.sent(threadId) !== seen) !== undefined) continue;
      const left = timeout - Math.max(clock.now() - begun, slept);
      if (left <= 0) {
        const reason = timedOut(`Cannot finish ${call.task}: ${this.peer} has not answered within ${timeout} ms`);
        abort(reason);
        return this.#giveUp(call, () => reason);
      }
      const longest = Math.min(pause, left);
      const end = this.#sleep(call, seen, longest);
      isGone = end === 'gone';
      if (end !== 'slept') continue;
      slept += longest;
      pause = Math.min(2 * pause, LONGEST_SLEEP);
      isGone = !this.#line.isConnected() || this.#outer.thread()?.exitRecord?.hasStopped() === true;
    }
  }

  /** @returns `gone` when the thread that is to answer is over */
  #sleep(call: BlockedCall, seen: number, milliseconds: number): 'woken' | 'slept' | 'gone' {
    const { guard, waits } = threadTable();
    const { id: threadId } = thisThread;
    const target = this.#line.server.thread ?? this.#outer.thread()?.id;
    try {
      if (target !== undefined) {
        waits.block(threadId, target, seen);
        const cycle = waits.cycle(threadId);
        if (cycle) {
          this.#giveUp(call, () => deadlock(call.task, cycle));
          return 'woken';
        }
        // After block(): whoever says it later wakes this thread.
        if (guard.isOver(target)) return 'gone';
      }
      return waits.sleep(threadId, seen, milliseconds) ? 'woken' : 'slept';
    } catch (cause) {
      this.#giveUp(
        call,
        () => new HeddleError('HEDDLE_CANNOT_BLOCK', `Cannot wait for ${call.task}: this thread may not block`, { cause }),
      );
      return 'woken';
    } finally {
      waits.unblock(threadId);
    }
  }

  /** Nobody waits for the answer any more; when it comes it is dropped. */
  #giveUp(call: BlockedCall, makeError: () => unknown): void {
    this.#connection.withdraw(call);
    call.fail(makeError);
  }

  /** No answer will come any more. */
  #end(): void {
    this.#connection.close((task) => this.#ending(task));
  }

  #ending(task: string): Error {
    const { server, exitCause } = this.#line;
    const { peer } = this.#outer;
    const known = this.#outer.thread();
    const id = server.thread ?? known?.id;
    // A thread that has never heard of the caller may be there and have closed the port; this thread is there.
    const isClosed = server.isClosed || id === undefined || id === thisThread.id;
    if (isClosed && !exitCause) return new HeddleError('HEDDLE_PORT_CLOSED', `Cannot finish ${task}: the port to ${peer} is closed`);
    const exitStatus = known?.exitRecord?.read();
    const { reason = 'it was terminated, ran out of memory or did not load', error, stderr } = exitCause ?? exitStatus ?? {};
    const loading = exitStatus !== undefined && !exitStatus.isLoaded && !known!.exitRecord!.isTerminated;
    const code = server.exitCode ?? exitStatus?.exitCode ?? 1;
    return workerDied(task, { name: known?.name ?? '', id: id ?? -1, code, reason, error, loading }, stderr);
  }
}

function deadlock(task: string, [thread, ...others]: readonly number[]): Error {
  const waits = [...others, thread].map((other) => `thread ${other}`).join(', which waits for ');
  return new HeddleError('HEDDLE_DEADLOCK', `Cannot wait for ${task}: this thread (${thread}) would wait for ${waits}`);
}
