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
    const [script, ending, ...parts] = process.argv.slice(2);
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
    for (const part of parts) {
      const worker = start();
      await until(1);
      // Nobody's code runs while modules are linked: nothing but time tells where that is.
      await new Promise((resolve) => setTimeout(resolve, took * Number(part)));
      if (ending === 'exit') process.exit(7);
      if ((await worker.terminate()) !== 1) throw new Error('not terminated');
    }
    process.exitCode = 7;`,
});

const PARTS = ['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9'];

/** @param parts - of the time that the `require()` takes: when the worker is stopped, one after another */
const run = async (script: string, ending: 'terminate' | 'exit', parts: readonly string[]): Promise<void> => {
  const { code, signal, stderr } = await runNode(['main.mjs', script, ending, ...parts], { cwd: folder });
  assert.deepEqual({ code, signal, stderr }, { code: 7, signal: null, stderr: '' });
};

// Without `StopGate`, Node 20 and 22 end with "FATAL ERROR: v8::Module::IsGraphAsync" in most of these runs.
describe('a worker that links the modules of a require() does not take the process along', () => {
  test('when it is terminated', () => run('links.cjs', 'terminate', PARTS));
  test('when the worker that started it is terminated', () => run('starts-nested.mjs', 'terminate', PARTS));
  for (const part of ['0.4', '0.6', '0.8']) test(`when the process ends, at ${part} of the time`, () => run('links.cjs', 'exit', [part]));
});
