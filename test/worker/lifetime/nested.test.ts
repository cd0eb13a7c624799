import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { withDeadline } from '../../support/with-deadline.ts';
import { answer } from '../../support/worker-of.ts';

noLeaks();

const DEPTH = 3;

/** The outermost of three workers, each of which started the next; each counts as long as it runs. */
async function tower(ending: string): Promise<{ worker: Worker; beats: Int32Array }> {
  const beats = new Int32Array(new SharedArrayBuffer(4 * DEPTH));
  const worker = new Worker(fixture('worker-life/tower.ts'), { workerData: { beats, level: 0, ending } });
  worker.on('error', () => {});
  assert.equal(await withDeadline(answer(worker), 'the word that all run'), 'all run');
  return { worker, beats };
}

/** Fails unless every counter stands still: the workers that count are gone before their parent's end is told. */
async function assertStill(beats: Int32Array): Promise<void> {
  const before = [...beats];
  assert.ok(
    before.every((count) => count > 0),
    String(before),
  );
  // Each counter would move many thousand times while another worker starts and ends.
  await lifeOf(new Worker('', { eval: true }));
  assert.deepEqual([...beats], before);
}

for (const ending of ['process.exit', 'error', 'close', 'terminate'])
  test(`workers three levels deep end with their parent: ${ending}`, async () => {
    const { worker, beats } = await tower(ending);
    const life = lifeOf(worker);
    if (ending === 'terminate') void worker.terminate();
    else worker.postMessage('end');
    const { close } = await life;
    assert.equal(close.code, { 'process.exit': 5, error: 1, close: 0, terminate: 1 }[ending]);
    await assertStill(beats);
  });

test("a worker lives as long as its nested worker, unless that is unref'ed", async () => {
  const held = new Worker(`new Worker('setTimeout(() => {}, 50)', { eval: true }).onclose = () => postMessage('inner closed')`, {
    eval: true,
  });
  assert.deepEqual((await lifeOf(held)).messages, ['inner closed']);
  const loose = new Worker(`new Worker('setInterval(() => {}, 1000)', { eval: true, ref: false })`, { eval: true });
  assert.equal((await lifeOf(loose)).close.code, 0);
});
