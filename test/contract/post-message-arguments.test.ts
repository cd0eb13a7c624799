import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';

noLeaks();

contract('postMessage() takes a list, an object with a list, or neither', async ({ from, to }) => {
  await from.run(({ port, assert }) => {
    const buffers = Array.from({ length: 6 }, () => new ArrayBuffer(8));
    const post = (...values: unknown[]): unknown => Reflect.apply(port.postMessage, port, values);
    assert.equal(post(0), undefined);
    for (const none of [undefined, null, {}, [], { transfer: undefined }, { transfer: [] }, new Set(), () => {}]) post('none', none);
    post(buffers[0], [buffers[0]]);
    post(buffers[1], { transfer: [buffers[1]] });
    post(buffers[2], new Set([buffers[2]]));
    post(buffers[3], { transfer: new Set([buffers[3]]) });
    // What is iterable is a list, even when it has a member `transfer`: https://webidl.spec.whatwg.org/#es-overloads
    post(buffers[4], Object.assign([buffers[4]], { transfer: 'ignored' }));
    // Further arguments are ignored.
    post(buffers[5], [buffers[5]], 'ignored');
    assert.deepEqual(
      buffers.map((buffer) => buffer.byteLength),
      [0, 0, 0, 0, 0, 0],
    );
  });
  const seen = await to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) => {
        const seen: unknown[] = [];
        port.on('message', (data) => {
          seen.push(data instanceof ArrayBuffer ? data.byteLength : data);
          if (seen.length < 15) return;
          port.removeAllListeners('message');
          resolve(seen);
        });
      }),
  );
  assert.deepEqual(seen, [0, ...Array(8).fill('none'), ...Array(6).fill(8)]);
});

contract('postMessage() refuses wrong arguments with a TypeError and sends nothing', async ({ from, to }) => {
  await from.run(({ port, assert }) => {
    const post = (...values: unknown[]): unknown => Reflect.apply(port.postMessage, port, values);
    assert.throws(() => post(), TypeError);
    for (const wrong of [0, 1, NaN, '', 'text', true, false, 1n, Symbol('s')]) {
      assert.throws(() => post(1, wrong), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }, typeof wrong);
      assert.throws(() => post(1, { transfer: wrong }), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }, typeof wrong);
      assert.throws(() => post(1, [wrong]), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }, typeof wrong);
      assert.throws(() => post(1, { transfer: [wrong] }), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }, typeof wrong);
    }
    for (const wrong of [null, {}, () => {}, { length: 1, 0: new ArrayBuffer(1) }]) {
      assert.throws(() => post(1, { transfer: wrong }), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
    }
    for (const wrong of [null, undefined]) assert.throws(() => post(1, [wrong]), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
    // Errors of the caller's own code come through as they are, and each member is read once.
    const own = new RangeError('own');
    const fails = (): never => {
      throw own;
    };
    assert.throws(
      () => post(1, Object.defineProperty({}, 'transfer', { get: fails })),
      (error: unknown) => error === own,
    );
    assert.throws(
      () => post(1, { [Symbol.iterator]: fails }),
      (error: unknown) => error === own,
    );
    assert.throws(
      () => post(Object.defineProperty({}, 'read', { get: fails, enumerable: true })),
      (error: unknown) => error === own,
    );
    let reads = 0;
    post(
      'the end',
      Object.defineProperty({}, 'transfer', {
        get() {
          reads++;
          return [];
        },
      }),
    );
    assert.equal(reads, 1);
    assert.throws(() => Reflect.apply(port.postMessage, {}, [1]), TypeError);
  });
  const first = await to.run(({ port }) => new Promise((resolve) => port.once('message', resolve)));
  assert.equal(first, 'the end');
});

contract('a getter that posts comes first, and a message is as it was when it was posted', async ({ from, to }) => {
  await from.run(({ port }) => {
    const value = {
      get inner() {
        port.postMessage('from the getter');
        return 1;
      },
      later: 'before',
    };
    port.postMessage(value);
    const object = { text: 'before', list: [1] };
    port.postMessage(object);
    object.text = 'after';
    object.list.push(2);
  });
  const seen = await to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) => {
        const seen: unknown[] = [];
        port.on('message', (data) => {
          if (seen.push(data) < 3) return;
          port.removeAllListeners('message');
          resolve(seen);
        });
      }),
  );
  assert.deepEqual(seen, ['from the getter', { inner: 1, later: 'before' }, { text: 'before', list: [1] }]);
});
