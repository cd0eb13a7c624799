import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { spawn, workerOf } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { rejectionOf } from './pairs.ts';

noLeaks();

interface Tasks {
  write(parts: readonly string[]): Promise<void>;
}
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    export function write(parts) {
      for (const part of parts) process.stderr.write(part);
      process.exit(2);
    }`)}`,
);

async function written(parts: readonly string[]): Promise<{ stderr: string | undefined; all: string }> {
  const tasks = spawn<Tasks>(script, { stderr: true });
  const all = text(workerOf(tasks)!.stderr);
  const error = await withDeadline(rejectionOf(tasks.write(parts)), 'the end of the worker');
  return { stderr: error.stderr, all: await all };
}

test('the last ten lines of stderr are on the error, whatever the pieces in which they were written', async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `line ${index} – ü`);
  const whole = `${lines.join('\n')}\n`;
  const expected = lines.slice(-10).join('\n');
  for (const parts of [
    [whole],
    lines.map((line) => `${line}\n`),
    Array.from({ length: 20 }, (_, part) => whole.slice(part * 800, (part + 1) * 800)),
  ]) {
    const { stderr, all } = await written(parts);
    assert.equal(all, parts.join(''));
    assert.equal(stderr, parts.join('').trimEnd().split('\n').slice(-10).join('\n'));
  }
  assert.equal((await written([whole])).stderr, expected);
});

test('a last line without an end counts, long lines are cut, and nothing written is no property', async () => {
  assert.equal((await written(['one\n', 'tw', 'o'])).stderr, 'one\ntwo');
  assert.equal((await written(['x'.repeat(5_000), '\n', 'y'.repeat(5_000)])).stderr, `${'x'.repeat(1_000)}\n${'y'.repeat(1_000)}`);
  assert.equal((await written([])).stderr, undefined);
});
