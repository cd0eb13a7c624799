import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fixture } from '../../support/fixture.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { runNode } from '../../support/run-node.ts';
import { withDeadline } from '../../support/with-deadline.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

const program = fileURLToPath(fixture('worker-life/stdio.mjs'));

test('stdout and stderr of a worker go to those of the parent', async () => {
  assert.deepEqual(await runNode([program, 'default']), {
    code: 0,
    signal: null,
    stdout: 'out 1\nout 2\nout 3\n',
    stderr: 'err 1\nerr 2\n',
  });
});

for (const ending of ['process.exit', 'close', 'natural'])
  test(`10,000 lines are written in order before the end: ${ending}`, async () => {
    const { stdout } = await runNode([program, ending]);
    assert.equal(stdout, Array.from({ length: 10_000 }, (_, index) => `line ${index}\n`).join(''));
  });

test('what a worker wrote before an uncaught error is there', async () => {
  const { stdout, stderr, code } = await runNode([program, 'error']);
  assert.deepEqual([stdout, code], ['before the error\n', 0]);
  assert.match(stderr, /lost/);
});

test('options.stdout and options.stderr give the streams to the program', async () => {
  const worker = workerOf(
    () => {
      console.log('to stdout');
      process.stderr.write('to stderr');
      process.exit();
    },
    { stdout: true, stderr: true },
  );
  const [stdout, stderr] = [text(worker.stdout), text(worker.stderr)];
  await lifeOf(worker);
  assert.deepEqual(await withDeadline(Promise.all([stdout, stderr]), 'the end of the streams'), ['to stdout\n', 'to stderr']);
});

test('options.stdin gives a stream that feeds the process.stdin of the worker', async () => {
  const worker = workerOf(
    () => {
      let read = '';
      process.stdin.setEncoding('utf8');
      process.stdin.on('data', (chunk: string) => (read += chunk));
      process.stdin.on('end', () => postMessage(read));
    },
    { stdin: true },
  );
  worker.stdin!.write('first ');
  worker.stdin!.end('second');
  assert.deepEqual((await lifeOf(worker)).messages, ['first second']);
});

test('without options.stdin there is no stream, and process.stdin is at its end', async () => {
  const worker = workerOf(() => {
    process.stdin.on('data', () => postMessage('data')).on('end', () => postMessage('end'));
  });
  assert.equal(worker.stdin, null);
  assert.deepEqual((await lifeOf(worker)).messages, ['end']);
});

test('a worker that prints does not live on for it', async () => {
  const { close } = await lifeOf(workerOf(() => process.stdout.write(''), { stdout: true }));
  assert.equal(close.code, 0);
});
