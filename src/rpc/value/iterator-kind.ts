import type { Peer } from './peer.ts';
import { PendingCall } from '../calls/call-table.ts';
import { isThenable } from '../calls/is-thenable.ts';
import type { IteratorEnd } from '../stream/streams.ts';
import { KINDS, isIterated, type Iterating, iteratorOf, runWithin, STREAM_KIND } from './kinds.ts';
import { CALL } from '../line/messages.ts';
import type { SpecialKind } from './specials.ts';
import type { SourceIterator } from '../stream/stream-source.ts';

export type StepName = 'next' | 'return' | 'throw';

type IteratorData = readonly [handle: number];

/** What the side that reads has of an iterator of the other one. */
export class IteratorLease {
  readonly connection: Peer;
  readonly handle: number;
  readonly task: string;
  readonly #end: IteratorEnd;
  /** Nothing comes any more: the other side has forgotten it. */
  isDone = false;

  constructor(connection: Peer, handle: number, task: string) {
    this.connection = connection;
    this.handle = handle;
    this.task = task;
    this.#end = connection.streams.gotIterators.add(handle);
  }

  /** It has come to its end. */
  finish(): void {
    this.isDone = true;
    this.#end.end();
  }
  /** Has it end; nobody waits for that. */
  leave(): void {
    if (!this.isDone && !this.connection.isEnded) this.ask('return').catch(() => {});
    this.finish();
  }
  ask(name: StepName, value?: unknown): Promise<unknown> {
    const call = new PendingCall(this.task);
    this.connection.placeAt([this.handle, ''], call, CALL, [name, value]);
    return call.promise;
  }
}

// What the program read with has been collected before it came to the end.
const forgotten = new FinalizationRegistry<IteratorLease>((lease) => lease.leave());

/**
 * Generators and other iterators between a thread that blocks and the one that answers it. They are no streams, whose items come through an event loop:
 * each step is a call of the function that stands for the iterator.
 *
 * @param face - makes what the program reads with
 */
export function iteratorKind(face: (lease: IteratorLease) => object): SpecialKind {
  return {
    name: 'iterator',
    is: (value) => !(value instanceof ReadableStream) && isIterated(value),
    pack(value, { connection: { exports, streams }, within }): IteratorData {
      const own = iteratorOf(value as Iterating);
      const iterator = within ? runWithin(own, within) : own;
      const handle: number = exports.lend(
        value,
        stepsOf(iterator, () => {
          exports.release(handle);
          streams.givenIterators.get(handle)?.end();
        }),
      );
      // Also where the other side has gone: its `finally` runs.
      streams.givenIterators.add(handle).onEnd(() => void (exports.release(handle) && iterator.return?.()));
      return [handle];
    },
    takeBack(data, { connection: { exports, streams }, part }) {
      const [handle] = data as IteratorData;
      // What a function returned belongs to nobody else.
      if (part === 'arguments') exports.release(handle);
      streams.givenIterators.get(handle)?.end();
    },
    unpack(data, { connection, task, part }) {
      const name = part === 'arguments' ? `the iterator given to ${task}` : task;
      const lease = new IteratorLease(connection, (data as IteratorData)[0], name);
      const made = face(lease);
      forgotten.register(made, lease);
      return made;
    },
  };
}

function stepsOf(iterator: SourceIterator, ended: () => void): (...parameters: unknown[]) => unknown {
  const checked = ({ done, value }: IteratorResult<unknown>): IteratorResult<unknown> => {
    if (done) ended();
    return { done: done === true, value };
  };
  const failed = (error: unknown): never => {
    ended();
    throw error;
  };
  return (name, value) => {
    try {
      const result: unknown = step(iterator, name as StepName, value);
      return isThenable(result)
        ? (result as Promise<IteratorResult<unknown>>).then(checked, failed)
        : checked(result as IteratorResult<unknown>);
    } catch (error) {
      return failed(error);
    }
  };
}

function step(iterator: SourceIterator, name: StepName, value: unknown): ReturnType<SourceIterator['next']> {
  if (name === 'next') return iterator.next(value);
  if (name === 'return') return iterator.return ? iterator.return(value) : { done: true, value };
  if (iterator.throw) return iterator.throw(value);
  void iterator.return?.();
  throw value;
}

/** An iterator of a thread that is blocked, for the one that answers it. */
class IteratorOfBlocked implements AsyncIterableIterator<unknown> {
  readonly #lease: IteratorLease;

  constructor(lease: IteratorLease) {
    this.#lease = lease;
  }
  next(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#step('next', value);
  }
  return(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#step('return', value);
  }
  throw(error?: unknown): Promise<IteratorResult<unknown>> {
    return this.#step('throw', error);
  }
  [Symbol.asyncIterator](): this {
    return this;
  }

  async #step(name: StepName, value: unknown): Promise<IteratorResult<unknown>> {
    const lease = this.#lease;
    if (lease.isDone && name === 'throw') throw value;
    if (lease.isDone) return { done: true, value: name === 'return' ? value : undefined };
    try {
      const result = (await lease.ask(name, value)) as IteratorResult<unknown>;
      if (result.done) lease.finish();
      return result;
    } catch (error) {
      lease.finish();
      throw error;
    }
  }
}

/** Of a connection that answers a thread which blocks. */
export const ANSWER_KINDS: readonly SpecialKind[] = KINDS.flatMap((kind) =>
  kind === STREAM_KIND ? [iteratorKind((lease) => new IteratorOfBlocked(lease)), kind] : kind,
);
