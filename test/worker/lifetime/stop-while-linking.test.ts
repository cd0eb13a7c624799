import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LEVELS = 60;
const names = Array.from({ length: 700 }, (_, index) => `name${index}`);
const levels = Array.from({ length: LEVELS }, (_, level): [string, string] => [
  `levels/${level}.mjs`,
  level === 0 ? `export let ${names.join(', ')};` : `export * from './${level - 1}.mjs';`,
]);

// Each name is looked up through all levels while the modules are linked: that takes half of the time of the `require()`.
const folder = temporaryFolder({
  ...Object.fromEntries(levels),
  'slow-to-link.mjs': `import { ${names.join(', ')} } from './levels/${LEVELS - 1}.mjs'; export const first = name0;`,
  'links.cjs': `
    const { workerData } = require('node:worker_threads');
    Atomics.store(workerData, 0, 1);
    require('./slow-to-link.mjs');
    Atomics.store(workerData, 0, 2);
    setInterval(() => {}, 1000);`,
  'starts-nested.mjs': `
    import { Worker } from 'heddle';
    import { workerData } from 'node:worker_threads';
    new Worker(new URL('links.cjs', import.meta.url), { workerData });`,
  'main.mjs': `
    import { Worker } from 'heddle';
    const [script, how] = process.argv.slice(2);
    const word = new Int32Array(new SharedArrayBuffer(4));
    const until = async (value) => {
      while (Atomics.load(word, 0) < value) await new Promise((resolve) => setImmediate(resolve));
    };
    const start = () => {
      Atomics.store(word, 0, 0);
      return new Worker(new URL(script, import.meta.url), { workerData: word });
    };
    // Twice: the first finds nothing in the caches of the file system.
    let took;
    for (const _ of 'ab') {
      const worker = start();
      await until(1);
      const began = performance.now();
      await until(2);
      took = performance.now() - began;
      await worker.terminate();
    }
    for (let part = 0.1; part < 1; part += how === 'exit' ? 1 : 0.1) {
      const worker = start();
      await until(1);
      await new Promise((resolve) => setTimeout(resolve, took * (how === 'exit' ? Number(process.argv[4]) : part)));
      if (how === 'exit') process.exit(7);
      if ((await worker.terminate()) !== 1) throw new Error('not terminated');
    }
    process.exitCode = 7;`,
});

const run = async (...args: string[]): Promise<void> => {
  const { code, signal, stderr } = await runNode(['main.mjs', ...args], { cwd: folder });
  assert.deepEqual({ code, signal, stderr }, { code: 7, signal: null, stderr: '' });
};

// Without `StopGate`, Node 20 and 22 end with "FATAL ERROR: v8::Module::IsGraphAsync" in most of these runs.
describe('a worker that links the modules of a require() does not take the process along', () => {
  test('when it is terminated', () => run('links.cjs', 'terminate'));
  test('when the worker that started it is terminated', () => run('starts-nested.mjs', 'terminate'));
  for (const part of ['0.4', '0.6', '0.8']) test(`when the process ends, at ${part} of the time`, () => run('links.cjs', 'exit', part));
});
