import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, spawn, terminate, workerOf } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { Gates, withPool } from '../support/pool-of.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

type Tasks = typeof import('../fixtures/pool/tasks.ts');

async function theProgramCalls(run: () => Promise<unknown>): Promise<DOMException> {
  try {
    await withDeadline(run(), 'the time-out');
  } catch (error) {
    return error as DOMException;
  }
  return assert.fail('it was answered');
}

/** The first frame of the stack is of the program, not of heddle or of a timer. */
function assertIsOfProgram({ stack = '', message }: Error): void {
  const [head, first = ''] = stack.split('\n');
  assert.equal(head, `TimeoutError: ${message}`);
  assert.match(stack, /theProgramCalls/);
  assert.doesNotMatch(first, /dist\/src|node:internal/);
}

test('a time-out in a worker names task, worker and milliseconds, and the caller', async () => {
  const tasks = spawn<Tasks>(fixture('pool/tasks.ts'), { name: 'press' });
  await tasks.nothing();
  const { threadId } = workerOf(tasks)!;
  const error = await theProgramCalls(async () => await call(tasks.never, [], { timeout: 5, grace: 5 }));
  assert.deepEqual([error.name, error.code], ['TimeoutError', DOMException.TIMEOUT_ERR]);
  assert.equal(error.message, `Cannot finish never: worker "press" (thread ${threadId}) has not answered within 5 ms`);
  assertIsOfProgram(error);
  await terminate(tasks);
});

test('a time-out in a pool names the worker, or the pool where the task has waited, and the whole time', () =>
  withPool({ size: 1, name: 'loom' }, async (pool) => {
    const gates = new Gates();
    const [worker] = pool.stats().workers;
    await pool.call.nothing();
    const running = theProgramCalls(async () => await pool.run('stubborn', [gates.memory], { timeout: 1500, grace: 5 }));
    await gates.reached(2);
    const waiting = theProgramCalls(async () => await pool.run('add', [1, 2], { timeout: 7 }));
    assert.match((await waiting).message, /^Cannot run add: no worker of pool loom was free for it within 7 ms$/);
    assertIsOfProgram(await waiting);
    assert.equal(
      (await running).message,
      `Cannot finish stubborn: worker "loom-1" (thread ${worker!.threadId}) has not answered within 1500 ms`,
    );
    assertIsOfProgram(await running);
  }));

test('the reason of a signal is the program’s, and stays as it is', () =>
  withPool({ size: 1 }, async (pool) => {
    const reason = new DOMException('mine', 'TimeoutError');
    const { stack } = reason;
    assert.equal(await theProgramCalls(() => pool.run('add', [1, 2], { signal: AbortSignal.abort(reason) })), reason);
    assert.equal(reason.stack, stack);
  }));
