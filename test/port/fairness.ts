import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Pool, Worker } from 'heddle';

/** The most that was done between two turns of the event loop. */
const COUNT = `let since = 0, most = 0;
const timer = setInterval(() => { since = 0; }, 1);
const spend = (milliseconds) => { const until = performance.now() + milliseconds; while (performance.now() < until); };
const work = () => { spend(4); since += 1; most = Math.max(most, since); return most; };`;

/** @param path - the way that the messages are to take */
export function testFairness(path: 'ring' | 'plain'): void {
  test('a thread that has messages all of the time comes to its timers between them', async () => {
    const code = `${COUNT}
onmessage = ({ data }) => {
  if (data === 'work') work();
  else if (data === 'end') { clearInterval(timer); postMessage(most); }
  else postMessage(data);
};`;
    await using worker = new Worker(code, { eval: true });
    // From the third message on the ring is used, if it is.
    for (let number = 0; number < 5; number += 1) {
      worker.postMessage(number);
      await once(worker as never, 'message');
    }
    for (let number = 0; number < 100; number += 1) worker.postMessage('work');
    worker.postMessage('end');
    const [most] = (await once(worker as never, 'message')) as [number];
    assert.ok(worker.stats().messages.paths[path]! > 90);
    assert.ok(most < 10, `${most} messages between two turns`);
  });

  test('and so does one that has tasks of a pool all of the time', async () => {
    const module = `${COUNT} timer.unref(); export { work };`;
    await using pool = new Pool<{ work(): number }>(`data:text/javascript,${encodeURIComponent(module)}`, { size: 1 });
    const results = await Promise.all(Array.from({ length: 150 }, () => pool.run('work', [])));
    assert.ok(Math.max(...results) < 20, `${Math.max(...results)} tasks between two turns`);
  });
}
