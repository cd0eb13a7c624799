import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { call, expose, MessageChannel, type MessagePort, proxy, release, type Remote, spawn, wrap } from '../../src/index.ts';
import { collectGarbageUntil } from '../support/collect-garbage.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { overLines, type Tasks } from './lines.ts';

noLeaks();

overLines('a function in the arguments is called from the other side', async (tasks) => {
  const seen: number[] = [];
  const results = await tasks.each([1, 2, 3], (item) => {
    seen.push(item);
    return 10 * item;
  });
  assert.deepEqual(
    [seen, results],
    [
      [1, 2, 3],
      [10, 20, 30],
    ],
  );
  assert.deepEqual(await tasks.each([1], async (item) => `${item}`), ['1']);
});

overLines('what a callback throws is thrown there, and comes back whole', async (tasks) => {
  const error = Object.assign(new RangeError('no'), { code: 'E_NO' });
  const refuse = (): never => {
    throw error;
  };
  await assert.rejects(tasks.each([1], refuse), { name: 'RangeError', message: 'no', code: 'E_NO' });
});

overLines('functions lie anywhere, also in what refers to itself', async (tasks) => {
  const value: Record<string, unknown> = { deep: { callback: (count: number) => count + 1 } };
  value['self'] = value;
  assert.deepEqual(await tasks.inside(value), ['function', 2, true]);
  assert.equal(value['self'], value);
});

overLines('a callback has callbacks of its own', async (tasks) => {
  const outer = async (item: number): Promise<unknown> => tasks.each([item], (inner) => inner + 1);
  assert.deepEqual(await tasks.each([1, 2], outer), [[2], [3]]);
});

overLines('a callback that is called after its call rejects and names both', async (tasks) => {
  await tasks.keep(function onChange() {});
  await assert.rejects(tasks.callKept(), { code: 'HEDDLE_RELEASED', message: /onChange.*keep/ });
  await tasks.forget();
});

/** How the caller gives up a call whose task goes on. */
const GIVING_UP: Readonly<Record<string, (api: Remote<Working>, port: MessagePort, onStep: () => void) => Promise<unknown>>> = {
  'that is overdue': (api, _port, onStep) => call(api.work, [onStep], { timeout: 5, grace: 5 }),
  'whose wrapping is disposed': (api, _port, onStep) => (setImmediate(() => void api[Symbol.asyncDispose]()), api.work(onStep)),
  'whose port is closed': (api, port, onStep) => (setImmediate(() => port.close()), api.work(onStep)),
};
interface Working {
  work(onStep: () => void): Promise<void>;
}
for (const [which, giveUp] of Object.entries(GIVING_UP))
  test(`the task of a call ${which} may call its callback on, and need not await it`, async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', listen);
    const { port1, port2 } = new MessageChannel();
    const givenUp = new AbortController();
    const done = new Promise<string>((resolve) => {
      const work = async (onStep: () => Promise<void>): Promise<void> => {
        while (!givenUp.signal.aborted) {
          void onStep();
          await new Promise((resolveTurn) => setImmediate(resolveTurn));
        }
        void onStep();
        // Whoever awaits it is told.
        resolve(await onStep().then(String, (error) => error.code));
      };
      expose({ work }, port2);
    });
    await assert.rejects(giveUp(wrap<Working>(port1), port1, () => {}));
    givenUp.abort();
    assert.match(await withDeadline(done, 'the end of the task'), /HEDDLE_(RELEASED|PORT_CLOSED)/);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(unhandled, []);
    process.off('unhandledRejection', listen);
    port1.close();
  });

overLines('a proxy lives until it is released, and is one object there', async (tasks) => {
  const seen: unknown[] = [];
  const listener = proxy((value: unknown) => seen.push(value));
  await tasks.keep(listener);
  assert.equal(await tasks.isKept(listener), true);
  assert.equal(await tasks.callKept('a'), 1);
  assert.equal(await tasks.callKept('b'), 2);
  assert.deepEqual(seen, ['a', 'b']);
  // Comes home as what it is.
  assert.equal(await tasks.giveKept(), listener);
  await tasks.forget();
});

overLines('methods of an object in a proxy are called where it is', async (tasks) => {
  const store = proxy({
    items: [] as string[],
    add(item: string) {
      return this.items.push(item);
    },
  });
  await tasks.keep(store);
  assert.equal(await tasks.callKeptMember('add', 'x'), 1);
  assert.deepEqual(store.items, ['x']);
  assert.equal(await tasks.giveKept(), store);
  await tasks.forget();
});

overLines('a function of the other side becomes the original there', async (tasks) => {
  assert.deepEqual(await tasks.each([[1], [2, 3]], tasks.length), [1, 2]);
  await tasks.keep(tasks.add);
  assert.equal(await tasks.isKept(tasks.add), true);
  await tasks.forget();
});

overLines('callbacks run in the asynchronous context of their call', async (tasks) => {
  const storage = new AsyncLocalStorage<string>();
  const stores = await Promise.all(['a', 'b'].map((name) => storage.run(name, () => tasks.each([1, 2], () => storage.getStore()))));
  assert.deepEqual(stores, [
    ['a', 'a'],
    ['b', 'b'],
  ]);
});

test('release() ends a proxy of the other side', async () => {
  const { port1, port2 } = new MessageChannel();
  const calls: number[] = [];
  let received: any;
  expose({ take: (value: unknown) => void (received = value) }, port2);
  const api = wrap<any>(port1);
  const callback = proxy((value: number) => calls.push(value));
  await api.take(callback);
  const first = received;
  assert.equal(await first(1), 1);
  await api.take(callback);
  assert.equal(received, first);
  release(first);
  await assert.rejects(first(2), { code: 'HEDDLE_RELEASED' });
  // Sent once more, it is another one.
  await api.take(callback);
  assert.notEqual(received, first);
  assert.equal(await received(3), 2);
  await received[Symbol.asyncDispose]();
  assert.throws(() => release(api.take), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => release({}), { code: 'ERR_INVALID_ARG_TYPE' });
  port1.close();
});

test('a proxy that has come several times is let go of when it is released once', async () => {
  const { port1, port2 } = new MessageChannel();
  const received: unknown[] = [];
  expose({ take: (value: unknown) => void received.push(value) }, port2);
  const api = wrap<any>(port1);
  let collected = false;
  const registry = new FinalizationRegistry(() => (collected = true));
  const send = async (): Promise<void> => {
    const callback = proxy(() => {});
    registry.register(callback, undefined);
    await api.take([callback, callback]);
    await api.take([callback]);
  };
  await send();
  release((received.pop() as object[])[0]!);
  received.length = 0;
  await withDeadline(
    collectGarbageUntil(() => collected),
    'the end of the proxy',
  );
  port1.close();
});

test('a proxy that is collected over there is released here and reported once for its place', async () => {
  const { port1, port2 } = new MessageChannel();
  const warnings: (Error & { code?: string })[] = [];
  // Other tests leave proxies to be collected, too.
  const listen = (warning: Error): unknown => warning.message.includes('made at dropped ') && warnings.push(warning);
  process.on('warning', listen);
  expose({ drop: (_: unknown) => {} }, port2);
  const api = wrap<any>(port1);
  const collected: string[] = [];
  const registry = new FinalizationRegistry((name: string) => collected.push(name));
  const dropped = async (name: string): Promise<void> => {
    const callback = proxy(() => {});
    registry.register(callback, name);
    await api.drop(callback);
  };
  await dropped('first');
  await dropped('second');
  await withDeadline(
    collectGarbageUntil(() => collected.length === 2 && warnings.length > 0),
    'the end of the proxies',
  );
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['HEDDLE_LEAKED'],
  );
  assert.match(warnings[0]!.message, /callbacks\.test/);
  process.off('warning', listen);
  port1.close();
});

test('a function is handed on to a third thread', async () => {
  const [first, second] = [spawn<Tasks>(fixture('rpc/tasks.mjs')), spawn<Tasks>(fixture('rpc/tasks.mjs'))];
  // The callback of the first worker calls the second one, by way of this thread.
  assert.deepEqual(await first.each([1, 2], second.images.resize as never), [2, 4]);
  await first.keep(second);
  assert.equal(await first.callKeptMember('add', 1, 2), 3);
  await Promise.all([first, second].map(async (tasks) => tasks[Symbol.asyncDispose]()));
});
