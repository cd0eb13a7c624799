// Every error of a time that is over says what it was, who let it pass and how long it was, and leads to the line that waited.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expose, type HeddleError, MessageChannel, Pool, spawn, wrap, wrapSync } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

interface Tasks {
  never(): Promise<never>;
  items(): AsyncGenerator<number>;
  one(): number;
}

const MODULE = new URL(`data:text/javascript,
  export const one = () => 1;
  export const never = () => new Promise(() => {});
  export async function* items() { await never(); }
`);
const NEVER_READY = new URL('data:text/javascript,export const ready = () => new Promise(() => {}); export const one = () => 1;');
const MILLISECONDS = 40;

interface Waiting {
  /** Resolves when everything is at its place; the wait itself is the function that it gives. */
  begin(): Promise<{ wait(): unknown; end(): PromiseLike<unknown> }>;
  readonly message: RegExp;
  readonly code?: string;
}

async function poolOf(options: object = {}): Promise<Pool<Tasks>> {
  const pool = new Pool<Tasks>(MODULE, { name: 'crew', size: 1, ...options });
  await pool.run('one', []);
  return pool;
}

const limits = { timeout: MILLISECONDS, grace: 20 };

const WAITS: Readonly<Record<string, Waiting>> = {
  'a call of spawn()': {
    async begin() {
      const tasks = spawn<Tasks>(MODULE, { name: 'clerk', ...limits, timeout: 400 });
      return { wait: () => tasks.never(), end: () => tasks[Symbol.asyncDispose]() };
    },
    message: /^Cannot finish never: worker "clerk" \(thread \d+\) has not answered within 400 ms$/,
  },
  'a call over a port': {
    async begin() {
      const { port1, port2 } = new MessageChannel();
      expose({ never: () => new Promise<never>(() => {}) }, port2);
      const api = wrap<Pick<Tasks, 'never'>>(port1, limits);
      return { wait: () => api.never(), end: async () => port1.close() };
    },
    message: /^Cannot finish never: the other side of a port has not answered within 40 ms$/,
  },
  'a blocking call': {
    async begin() {
      const tasks = spawn<Tasks>(MODULE, { name: 'clerk' });
      await tasks.one();
      return { wait: () => wrapSync<Tasks>(tasks, limits).never(), end: () => tasks[Symbol.asyncDispose]() };
    },
    message: /^Cannot finish never: worker "clerk" \(thread \d+\) has not answered within 40 ms$/,
  },
  'a step of a generator that blocks': {
    async begin() {
      const tasks = spawn<Tasks>(MODULE, { name: 'clerk' });
      await tasks.one();
      // It takes this call to get the generator, and the step is what is not answered.
      const items = wrapSync<Tasks>(tasks, { timeout: 2_000 }).items();
      return { wait: () => items.next(), end: () => tasks[Symbol.asyncDispose]() };
    },
    message: /^Cannot finish items: worker "clerk" \(thread \d+\) has not answered within 2000 ms$/,
  },
  'a task of a pool that runs': {
    async begin() {
      const pool = await poolOf();
      return { wait: () => pool.run('never', [], { ...limits, timeout: 400 }), end: () => pool.close({ timeout: 0 }).catch(() => {}) };
    },
    message: /^Cannot finish never: worker "crew-1" \(thread \d+\) has not answered within 400 ms$/,
  },
  'a task of a pool that waits': {
    async begin() {
      const pool = await poolOf();
      const other = pool.run('never', []).catch(() => {});
      return {
        wait: () => pool.run('one', [], limits),
        end: async () => {
          await pool.terminate();
          await other;
        },
      };
    },
    message: /^Cannot run one: no worker of pool crew was free for it within 40 ms$/,
  },
  'pool.map()': {
    async begin() {
      const pool = await poolOf();
      return { wait: () => pool.map('never', [[]], { ...limits, timeout: 400 }).toArray(), end: () => pool.terminate() };
    },
    message: /^Cannot finish never: worker "crew-1" \(thread \d+\) has not answered within 400 ms$/,
  },
  'pool.close()': {
    async begin() {
      const pool = await poolOf();
      void pool.run('never', []).catch(() => {});
      return { wait: () => pool.close(limits), end: () => pool.terminate() };
    },
    code: 'HEDDLE_NOT_DRAINED',
    message: /^Cannot finish what pool crew has: 40 ms are over/,
  },
  'a module that is never ready': {
    async begin() {
      const pool = new Pool<Tasks>(NEVER_READY, { name: 'crew', size: 1, setup: 'ready', setupTimeout: MILLISECONDS });
      return { wait: () => pool.run('one', []), end: () => pool.close() };
    },
    code: 'HEDDLE_LOAD_FAILED',
    message: /^Cannot run one: worker "crew-1" could not start: .+ within 40 ms \(setupTimeout\)$/,
  },
};

describe('an error of a time that is over names the task, who was waited for, and the milliseconds', () => {
  for (const [name, { begin, message, code }] of Object.entries(WAITS))
    test(name, async () => {
      const { wait, end } = await begin();
      const error = await withDeadline(errorOfTheLineThatWaits(wait), 'the error');
      await end();
      assert.match(error.message, message);
      if (code === undefined) assert.equal(error.name, 'TimeoutError');
      else assert.equal((error as HeddleError).code, code);
      assert.match(error.stack!, /errorOfTheLineThatWaits/);
    });
});

async function errorOfTheLineThatWaits(wait: () => unknown): Promise<Error> {
  try {
    await wait();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
