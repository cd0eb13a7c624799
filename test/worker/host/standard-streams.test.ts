import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { outcomeOf } from '../../support/outcome-of.ts';
import { runNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withDeadline } from '../../support/with-deadline.ts';

noLeaks();

const SPEAK = "console.log('out'); console.error('err')";

describe('the standard streams of a worker', () => {
  it('can be read with stdout and stderr', async () => {
    const worker = new Worker(SPEAK, { eval: true, stdout: true, stderr: true });
    const both = Promise.all([text(worker.stdout), text(worker.stderr), outcomeOf(worker)]);
    const [out, err] = await withDeadline(both, 'the output of the worker');
    assert.deepEqual({ out, err }, { out: 'out\n', err: 'err\n' });
  });

  it('can be fed with stdin', async () => {
    const code = "let all = ''; process.stdin.on('data', (part) => (all += part)).on('end', () => postMessage(all))";
    const worker = new Worker(code, { eval: true, stdin: true });
    worker.stdin!.end('fed');
    assert.deepEqual((await outcomeOf(worker)).messages, ['fed']);
    const without = new Worker('', { eval: true });
    assert.equal(without.stdin, null);
    await outcomeOf(without);
  });

  it('go to those of the parent otherwise', async () => {
    const program = `new (require('heddle').Worker)(${JSON.stringify(SPEAK)}, { eval: true })`;
    const { code, stdout, stderr } = await runNode(['-e', program], { cwd: temporaryFolder({}) });
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'out\n', stderr: 'err\n' });
  });
});
