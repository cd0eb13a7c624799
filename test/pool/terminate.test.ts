import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel, spawn, terminate, workerOf, wrap } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

type Tasks = typeof import('../fixtures/pool/tasks.ts');

test('terminate() ends the worker of spawn(), whatever it does, and rejects what is pending', async () => {
  const tasks = spawn<Tasks>(fixture('pool/tasks.ts'));
  assert.equal(await tasks.add(1, 2), 3);
  const worker = workerOf(tasks)!;
  const pending = assert.rejects(tasks.never(), { code: 'HEDDLE_WORKER_DIED' });
  assert.equal(await withDeadline(terminate(tasks), 'the end of the worker'), undefined);
  assert.equal(worker.threadId, -1);
  await pending;
  assert.equal(await withDeadline(terminate(tasks), 'the end once more'), undefined);
});

test('terminate() takes nothing but what spawn() returned', () => {
  const { port1 } = new MessageChannel();
  for (const other of [undefined, {}, wrap<Tasks>(port1)])
    assert.throws(() => terminate(other as never), { name: 'TypeError', message: /what spawn\(\) returned/ });
  port1.close();
});
