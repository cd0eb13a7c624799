import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { types } from 'node:util';
import * as threads from 'node:worker_threads';
import { checkTransferList } from '../../src/clone/check-transfer-list.ts';
import { dataCloneError } from '../../src/clone/data-clone-error.ts';

type Refused = DOMException & { path: string; cause: unknown };

/** What a user gets when the runtime's own `postMessage()` refuses. */
function post(value: unknown, transfer: unknown[] = [], root = 'message'): Refused {
  const { port1, port2 } = new threads.MessageChannel();
  try {
    port1.postMessage(value, transfer as threads.Transferable[]);
  } catch (error) {
    return dataCloneError(root, value, transfer, error) as Refused;
  } finally {
    port1.close();
    port2.close();
  }
  throw new Error('the runtime took it');
}

function thrownBy(action: () => void): Refused {
  try {
    action();
  } catch (error) {
    return error as Refused;
  }
  throw new Error('nothing was thrown');
}

test('dataCloneError() is a DataCloneError with the path and the cause', () => {
  const error = post({ payload: { onClick() {} } });
  assert.ok(error instanceof DOMException);
  assert.deepEqual([error.name, error.code, error.path], ['DataCloneError', 25, 'message.payload.onClick']);
  assert.equal(error.message, 'message.payload.onClick: a function cannot be cloned');
  assert.ok(Object.keys(error).includes('path'));
  assert.equal((error.cause as Error).name, 'DataCloneError');
  assert.equal(post(Symbol('x'), [], 'workerData').path, 'workerData');
});

test('dataCloneError() passes through what is no refusal', () => {
  const mine = new RangeError('mine');
  assert.equal(
    post({
      get part(): never {
        throw mine;
      },
    }),
    mine,
  );
  assert.equal(dataCloneError('message', {}, [], undefined), undefined);
});

test('dataCloneError() keeps the message of the runtime when no culprit is found', () => {
  const cause = new DOMException('words of the runtime', 'DataCloneError');
  const error = dataCloneError('message', { fine: 1 }, [], cause) as Refused;
  assert.deepEqual([error.path, error.message], ['message', 'message: words of the runtime']);
});

test('dataCloneError() names a port and a file handle that are not in the transfer list, and not those that are', async () => {
  const listed = new threads.MessageChannel();
  const missing = new threads.MessageChannel();
  const error = post({ listed: { port: listed.port1 }, missing: [missing.port1] }, [listed.port1]);
  assert.deepEqual([error.code, error.path], [25, 'message.missing[0]']);
  assert.match(error.message, /a MessagePort must be in the transfer list/);
  listed.port2.close();
  missing.port2.close();
  const handle = await fs.open(process.execPath);
  assert.equal(post({ handle }).path, 'message.handle');
  await handle.close();
});

test('dataCloneError() names objects that are refused as a whole', () => {
  const port = new threads.MessageChannel().port1;
  const proxied = post({ port, deep: [new Proxy({ f() {} }, {})], f() {} }, [port]);
  assert.equal(proxied.path, 'message.deep[0]');
  assert.match(proxied.message, /a Proxy cannot be cloned/);
  // Node 24 refuses a socket itself, Node 20 and 22 a function in it.
  assert.match(post({ socket: new Socket() }).path, /^message\.socket/);
});

test('dataCloneError() tells a Proxy and an arguments object from what is refused in the same words', () => {
  const leaf = [1].values();
  const refuse = (value: unknown): Refused => {
    try {
      structuredClone(value);
    } catch (error) {
      return dataCloneError('message', value, [], error, types.isProxy) as Refused;
    }
    throw new Error('the runtime took it');
  };
  assert.equal(refuse({ proxy: new Proxy({ a: 1 }, {}), leaf }).path, 'message.proxy');
  class Broken extends Error {}
  const given = (function (..._: number[]) {
    return arguments;
  })(1);
  const { path, message } = refuse(new Broken('x', { cause: new Map([['a', given]]) }));
  assert.equal(path, 'message.cause.get("a")');
  assert.match(message, /an arguments object cannot be cloned/);
});

const { markAsUncloneable } = threads as { markAsUncloneable?: (value: object) => void };
test(
  'dataCloneError() names an object that is marked as uncloneable',
  { skip: !markAsUncloneable && 'Node 20 has no markAsUncloneable()' },
  () => {
    const marked = { id: 1, inner: { id: 2 } };
    markAsUncloneable!(marked);
    const error = post({ rows: [{ id: 1 }, marked] });
    assert.equal(error.path, 'message.rows[1]');
    assert.match(error.message, /uncloneable/);
  },
);

test('dataCloneError() leaves buffers attached', () => {
  const buffer = new ArrayBuffer(8);
  const other = new Uint8Array(8);
  assert.equal(post({ buffer, other, f() {} }, [buffer]).path, 'message.f');
  assert.deepEqual([buffer.byteLength, other.byteLength], [8, 8]);
});

test('dataCloneError() names the entry that the runtime refuses to move', () => {
  const gone = new threads.MessageChannel();
  structuredClone(gone.port1, { transfer: [gone.port1] });
  assert.equal(post(0, [new ArrayBuffer(1), gone.port1]).path, 'transfer[1]');
  const locked = new ReadableStream();
  locked.getReader();
  gone.port2.close();
  assert.equal(post(0, [new ArrayBuffer(1), locked]).path, 'transfer[1]');
});

test('checkTransferList() refuses what cannot be right, with its place', () => {
  const buffer = new ArrayBuffer(8);
  const gone = new ArrayBuffer(8);
  structuredClone(gone, { transfer: [gone] });
  const { port1, port2 } = new threads.MessageChannel();
  const rows: [unknown[], string, RegExp][] = [
    [[buffer, buffer], 'transfer[1]', /listed twice/],
    [[gone], 'transfer[0]', /a detached ArrayBuffer cannot be moved/],
    [[port1], 'transfer[0]', /the port cannot be sent through itself/],
    [[port2, buffer, new Uint8Array(1)], 'transfer[2]', /a Uint8Array cannot be moved; list its buffer/],
    [[new DataView(buffer)], 'transfer[0]', /DataView/],
    [[new SharedArrayBuffer(1)], 'transfer[0]', /shared/],
    [[{}], 'transfer[0]', /an object cannot be moved/],
    [[[buffer]], 'transfer[0]', /an Array cannot be moved/],
    [[() => 1], 'transfer[0]', /a function cannot be moved/],
    [[new Error('x')], 'transfer[0]', /an Error cannot be moved/],
  ];
  for (const [list, path, message] of rows) {
    const error = thrownBy(() => checkTransferList(list, port1));
    assert.deepEqual([error.name, error.code, error.path], ['DataCloneError', 25, path]);
    assert.match(error.message, message);
  }
  for (const primitive of [1, 'x', null, undefined, Symbol('x')]) {
    const error = thrownBy(() => checkTransferList([buffer, primitive]));
    assert.ok(error instanceof TypeError);
    assert.equal(error.code, 'ERR_INVALID_ARG_TYPE');
  }
  checkTransferList([buffer, port2, new ReadableStream()], port1);
  assert.equal(buffer.byteLength, 8);
  port1.close();
});
