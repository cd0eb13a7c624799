import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROUNDS = 3;
const AT_ONCE = 4;

// A native transformer that a thread loads is part of the process when that thread has ended: versions 1.16.17 to 1.16.22 of @swc/core end the
// process with a segmentation fault as soon as another thread loads it, unless the main thread has.
test('threads transform TypeScript after others that did have ended, or were terminated', async () => {
  const folder = temporaryFolder({
    'main.mjs': `
      import { Worker } from 'heddle';
      for (let round = 0; round < ${ROUNDS}; round += 1) {
        await Promise.all(Array.from({ length: ${AT_ONCE} }, async (_, index) => {
          const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: index });
          const closed = new Promise((resolve) => worker.addEventListener('close', resolve));
          worker.addEventListener('message', ({ data }) => {
            console.log(data);
            if (index % 2 === 1) worker.terminate();
          });
          await closed;
        }));
      }`,
    'worker.ts': `
      import { workerData } from 'node:worker_threads';
      enum Said { Once = 'said' }
      postMessage(Said.Once);
      if (workerData % 2 === 1) setInterval(() => {}, 1_000);`,
  });
  const { code, signal, stdout, stderr } = await runNode(['main.mjs'], { cwd: folder, milliseconds: 60_000, env: { HEDDLE_CACHE: 'off' } });
  assert.deepEqual({ code, signal, said: stdout.split('said').length - 1 }, { code: 0, signal: null, said: ROUNDS * AT_ONCE }, stderr);
});
