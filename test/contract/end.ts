import assert from 'node:assert/strict';
import events from 'node:events';
import fs from 'node:fs/promises';
import threads from 'node:worker_threads';
import * as heddle from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';

/** As the module's, but not narrowing types, which would need an annotation wherever it is used. */
interface Assert {
  ok(value: unknown, message?: string): void;
  equal(actual: unknown, expected: unknown, message?: string): void;
  deepEqual(actual: unknown, expected: unknown, message?: string): void;
  throws(action: () => unknown, expected: unknown, message?: string): void;
}

/** What a task finds wherever it runs: it is sent as text, so it sees nothing else of its module. */
export interface Tools {
  /** A `MessagePort`, a `Worker` or the `parentPort` of one: what holds for one must hold for all. */
  readonly port: heddle.MessagePort;
  readonly heddle: typeof heddle;
  readonly threads: typeof threads;
  readonly assert: Assert;
  readonly events: typeof events;
  readonly fs: typeof fs;
  /** Something of every type that can be cloned; the thread that posts and the one that compares make their own. */
  readonly values: Readonly<Record<string, ValueSpec>>;
}

export interface ValueSpec {
  make(): unknown;
  /** What to compare where `deepStrictEqual` sees only the outside. */
  read?(value: any): unknown;
}

/** One end of a pair, in this thread or in another. */
export interface End {
  run<R, A = undefined>(task: (tools: Tools, argument: A) => R | Promise<R>, argument?: A): Promise<R>;
}

const { values } = (await import(fixture('contract/values.mjs').href)) as Pick<Tools, 'values'>;

/** An end in the thread of the test. */
export function localEnd(port: object): End {
  const tools: Tools = { port: port as heddle.MessagePort, heddle, threads, assert: assert, events, fs, values };
  return { run: async (task, argument) => task(tools, argument as never) };
}
