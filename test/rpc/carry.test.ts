import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { carry, spawn } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { connect, rejectionOf } from './pairs.ts';

noLeaks();

const traceparent = new AsyncLocalStorage<string>();
const request = new AsyncLocalStorage<object>();

test('a call made before anything is carried has no context', async () => {
  const { caller, close } = connect({ get: () => [traceparent.getStore(), request.getStore()] });
  await traceparent.run('a', async () => assert.deepEqual(await caller.call('get', []), [undefined, undefined]));
  close();
});

test('values of carried storages travel with a call, by name', async () => {
  carry('traceparent', traceparent);
  carry('request', request);
  const { caller, close } = connect({
    get: async (signal?: AbortSignal) => {
      await new Promise((resolve) => setImmediate(resolve));
      return [traceparent.getStore(), request.getStore(), signal?.aborted];
    },
  });
  const call = (...parameters: unknown[]): Promise<unknown> => caller.call('get', parameters);
  assert.deepEqual(await call(), [undefined, undefined, undefined]);
  await traceparent.run('00-1', async () => {
    assert.deepEqual(await call(), ['00-1', undefined, undefined]);
    await request.run({ id: 7 }, async () => {
      assert.deepEqual(await call(), ['00-1', { id: 7 }, undefined]);
      assert.deepEqual(await call(new AbortController().signal), ['00-1', { id: 7 }, false]);
      assert.deepEqual(await caller.call('get', [], { timeout: 10_000 }), ['00-1', { id: 7 }, undefined]);
    });
  });
  close();
});

test('the caller has its own values in what follows a call, whatever becomes of it', async () => {
  const { caller, close } = connect({ echo: (value: unknown) => value, fail: () => Promise.reject(new Error('no')) });
  const values = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      traceparent.run(`trace ${index}`, async () => {
        await caller.call('echo', [index]);
        const first = traceparent.getStore();
        await rejectionOf(caller.call('fail', []));
        const second = traceparent.getStore();
        const third = await caller.call('echo', [index]).then(() => traceparent.getStore());
        return [first, second, third];
      }),
    ),
  );
  assert.deepEqual(
    values,
    values.map((_, index) => Array.from({ length: 3 }, () => `trace ${index}`)),
  );
  close();
});

test('values travel to another thread, which knows its own storage by the name', async () => {
  const tasks = spawn<{ requestOf(): Promise<object | undefined> }>(fixture('rpc/cancellable.mjs'));
  assert.equal(await tasks.requestOf(), undefined);
  assert.deepEqual(
    await Promise.all([1, 2, 3].map((id) => request.run({ id }, () => traceparent.run('unknown there', () => tasks.requestOf())))),
    [{ id: 1 }, { id: 2 }, { id: 3 }],
  );
  await tasks[Symbol.asyncDispose]();
});

test('a value that cannot be cloned rejects the call, with its path', async () => {
  const { caller, close } = connect({ get: () => request.getStore() });
  const error = await rejectionOf(request.run({ user: { name: 'x', greet: () => {} } }, () => caller.call('get', [])));
  assert.deepEqual([error.name, error.path], ['DataCloneError', 'context.request.user.greet']);
  assert.deepEqual(await request.run({ fine: true }, () => caller.call('get', [])), { fine: true });
  close();
});

test('carry() refuses what is no name and no storage', () => {
  assert.throws(() => carry(7 as never, request), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => carry('x', {} as never), { code: 'ERR_INVALID_ARG_TYPE' });
});
