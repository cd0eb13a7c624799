import assert from 'node:assert/strict';
import { proxy } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { overLines } from './served.ts';

noLeaks();

overLines('a callback runs in the thread that is blocked', ({ tasks }) => {
  const seen: number[] = [];
  const callback = (index: number): number => {
    seen.push(index);
    return index * 10;
  };
  assert.equal(tasks.each(4, callback), 60);
  assert.deepEqual(seen, [0, 1, 2, 3]);
  assert.throws(
    () =>
      tasks.each(2, () => {
        throw new RangeError('from the callback');
      }),
    { name: 'RangeError', message: 'from the callback' },
  );
});

overLines('a callback makes blocking calls of its own', ({ tasks }) => {
  assert.equal(
    tasks.each(3, (index) => tasks.addLater(index, 1)),
    6,
  );
});

overLines('a callback that gives a promise is a deadlock where it is waited for, and nothing elsewhere', async ({ tasks }) => {
  assert.throws(() => tasks.each(1, async (index) => index), { code: 'HEDDLE_DEADLOCK', message: /promise/ });
  const told = new Promise((resolve) => {
    assert.equal(
      tasks.tell(async (what) => resolve(what)),
      'done',
    );
  });
  assert.equal(await told, 'told');
  assert.equal(tasks.add(1, 2), 3);
});

overLines('a proxy lives on, also while nobody blocks', async ({ tasks, calls }) => {
  tasks.keep(proxy((value: number) => value + 1));
  assert.equal(tasks.useKept(1), 2);
  assert.equal(await calls.useKept(2), 3);
  tasks.keep(proxy(async (value: number) => value + 2));
  assert.equal(await calls.useKept(3), 5);
});
