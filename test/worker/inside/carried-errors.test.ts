import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Worker as HeddleWorker } from '../../../src/index.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

/** That of the worker's global scope. */
declare const Worker: typeof HeddleWorker;

async function errorOf(body: () => unknown): Promise<any> {
  const { errors } = await lifeOf(workerOf(body));
  assert.equal(errors.length, 1);
  return errors[0]!.error;
}

test('an AggregateError arrives with its errors', async () => {
  const error = await errorOf(() => Promise.any([Promise.reject(new RangeError('one')), Promise.reject('two')]));
  assert.ok(error instanceof AggregateError);
  assert.ok(error.errors[0] instanceof RangeError);
  assert.deepEqual([error.errors[0].message, error.errors[1]], ['one', 'two']);
});

test('a DOMException arrives with name and code', async () => {
  const error = await errorOf(() => structuredClone(() => {}));
  assert.ok(error instanceof DOMException);
  assert.deepEqual([error.name, error.code], ['DataCloneError', 25]);
});

test('an error of the runtime arrives with its code', async () => {
  const error = await errorOf(() => process.getBuiltinModule('node:fs').readFileSync('/no/such/file'));
  assert.deepEqual([error.code, error.syscall, error.path, typeof error.errno], ['ENOENT', 'open', '/no/such/file', 'number']);
});

test('a chain of causes arrives whole, up to its end', async () => {
  const error = await errorOf(() => {
    throw new Error('a', { cause: new TypeError('b', { cause: new RangeError('c', { cause: { plain: true } }) }) });
  });
  assert.ok(error.cause instanceof TypeError && error.cause.cause instanceof RangeError);
  assert.deepEqual(error.cause.cause.cause, { plain: true });
});

test('an error with parts that cannot be cloned still arrives', async () => {
  const error = await errorOf(() => {
    throw Object.assign(new RangeError('whole'), { callback: () => {}, code: 'E_PART' });
  });
  assert.ok(error instanceof RangeError);
  assert.deepEqual([error.message, (error as { code?: string }).code], ['whole', 'E_PART']);
});

test('an error of a nested worker reaches its own parent only', async () => {
  const { messages, events } = await lifeOf(
    workerOf(() => {
      const inner = new Worker(`throw Object.assign(new RangeError('inner'), { code: 'E_INNER' })`, { eval: true });
      inner.onerror = (event) => postMessage([event.error instanceof RangeError, (event.error as { code?: string }).code]);
      inner.onclose = (event) => postMessage(event.code);
    }),
  );
  assert.deepEqual(messages, [[true, 'E_INNER'], 1]);
  assert.ok(!events.includes('error'));
});

test('an error that an error listener throws on goes up, worker by worker', async () => {
  const { errors } = await lifeOf(
    workerOf(() => {
      const inner = new Worker(`throw Object.assign(new RangeError('inner'), { code: 'E_INNER' })`, { eval: true });
      inner.onerror = (event) => {
        throw event.error;
      };
    }),
  );
  assert.ok(errors[0]!.error instanceof RangeError);
  assert.equal((errors[0]!.error as { code?: string }).code, 'E_INNER');
});
