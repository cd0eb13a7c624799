import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExitRecord } from '../../src/thread/exit-record.ts';

/** What the parent reads of what the worker has written. */
function readAfter(write: (exitRecord: ExitRecord) => void): ReturnType<ExitRecord['read']> {
  const parents = new ExitRecord();
  write(new ExitRecord(parents.memory));
  return parents.read();
}

test('Will.read() says of a thread that could say nothing whether it had loaded, and what it had written', () => {
  const reason = 'it was terminated or ran out of memory';
  assert.deepEqual(
    readAfter(() => {}),
    { isLoaded: false, exitCode: undefined, reason, stderr: '' },
  );
  assert.deepEqual(
    readAfter((exitRecord) => {
      exitRecord.loaded();
      exitRecord.keepLines('first');
      exitRecord.keepLines('first\nlast');
    }),
    { isLoaded: true, exitCode: undefined, reason, stderr: 'first\nlast' },
  );
});

test('Will.leave() keeps the error whole', () => {
  const inner = new TypeError('inner');
  const error = Object.assign(new RangeError('outer', { cause: inner }), { code: 'E_OUTER', at: { line: 3n } });
  const { exitCode, reason, error: read } = readAfter((exitRecord) => exitRecord.leave(1, { reason: 'uncaught error: outer', error }));
  assert.deepEqual({ exitCode, reason }, { exitCode: 1, reason: 'uncaught error: outer' });
  assert.ok(read instanceof RangeError);
  assert.deepEqual([(read as unknown as typeof error).code, (read as unknown as typeof error).at.line], ['E_OUTER', 3n]);
  assert.ok(read.cause instanceof TypeError);
});

test('Will.leave() keeps the essence of an error that is too large, or has what only a message can carry', () => {
  for (const more of ['x'.repeat(100_000), new Blob(['x'])]) {
    const error = Object.assign(new RangeError('y'.repeat(10)), { more });
    const { error: read } = readAfter((exitRecord) => exitRecord.leave(1, { error }));
    assert.equal((read as Error).message, 'y'.repeat(10));
    assert.equal((read as Error).name, 'RangeError');
  }
  const { reason, error } = readAfter((exitRecord) => exitRecord.leave(1, { reason: 'z'.repeat(100_000), error: 'x'.repeat(100_000) }));
  assert.match(reason!, /^z+$/);
  assert.equal(error, undefined);
});

test('Will.leave() without words, and lines that are too long', () => {
  const long = `${'é'.repeat(50_000)} end`;
  const { reason, stderr } = readAfter((exitRecord) => {
    exitRecord.leave(0, {});
    exitRecord.keepLines(long);
  });
  assert.equal(reason, 'the event loop was empty');
  assert.ok(long.endsWith(stderr) && stderr.length > 4_000);
  assert.equal(readAfter((exitRecord) => exitRecord.leave(7, {})).reason, 'exit code 7');
});
