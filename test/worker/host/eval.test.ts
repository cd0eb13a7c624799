import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';
import { withDeadline } from '../../support/with-deadline.ts';

noLeaks();

const run = (source: unknown, type?: 'classic' | 'module'): Worker =>
  new Worker(source as string, type ? { eval: true, type } : { eval: true });

describe('a worker from code, with eval', () => {
  it('has what CommonJS has', async () => {
    const source = `
      const { basename } = require('node:path');
      const { parentPort, isMainThread } = require('worker_threads');
      parentPort.postMessage([basename('/a/b'), isMainThread, typeof module.exports, __filename]);`;
    assert.deepEqual(await answerOf(run(source)), ['b', false, 'object', '[worker eval]']);
  });

  it('is a module when its content is, or when it shall be one', async () => {
    assert.equal(await answerOf(run("import { basename } from 'node:path'; postMessage(basename('/a/b'));")), 'b');
    assert.equal(await answerOf(run('postMessage(await Promise.resolve(typeof this))')), 'undefined');
    assert.deepEqual(await answerOf(run('postMessage([typeof this, typeof require])', 'module')), ['undefined', 'undefined']);
  });

  it('is TypeScript when it cannot be JavaScript', async () => {
    assert.equal(await answerOf(run('enum Day { Monday = 1 } const day: Day = Day.Monday; postMessage(day);')), 1);
    assert.equal(await answerOf(run("import { sep } from 'node:path'; const length: number = sep.length; postMessage(length);")), 1);
    assert.equal(
      await answerOf(run("import type { Stats } from 'node:fs'; let stats: Stats | undefined; postMessage(typeof stats);", 'module')),
      'undefined',
    );
  });

  it('imports by import() too', async () => {
    assert.equal(await answerOf(run("import('node:path').then(({ basename }) => postMessage(basename('/a/b')))")), 'b');
  });

  it('warns of nothing that it did not ask for', async () => {
    const code = "import('node:path').then(() => process.emitWarning('own')); new Worker('data:text/javascript,import(\"node:fs\")');";
    const worker = new Worker(code, { eval: true, stderr: true });
    const [printed] = await withDeadline(Promise.all([text(worker.stderr), outcomeOf(worker)]), 'the output of the worker');
    assert.match(printed, /^\(node:\d+\) Warning: own\n\(Use `node --trace-warnings[^\n]*\n$/);
  });

  it('is made a string, as Node does', async () => {
    assert.equal(await answerOf(run({ toString: () => 'postMessage(1)' })), 1);
  });

  it('fails with error and close when it has a syntax error', async () => {
    const { events, errors, code } = await outcomeOf(run('postMessage('));
    assert.deepEqual(events, ['error', 'close']);
    assert.equal(errors[0].name, 'SyntaxError');
    assert.equal(code, 1);
  });
});
