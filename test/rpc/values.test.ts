import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expose, MessageChannel, move, transfer, wrap } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { overLines } from './lines.ts';

noLeaks();

overLines('transfer() moves in arguments and results, once', async (tasks) => {
  const image = { pixels: new Uint8Array([1, 2, 3]) };
  assert.deepEqual(await tasks.echo({ image: transfer(image, [image.pixels.buffer]) }), { image: { pixels: new Uint8Array([1, 2, 3]) } });
  assert.equal(image.pixels.length, 0);
  image.pixels = new Uint8Array(4);
  await tasks.echo(image);
  assert.equal(image.pixels.length, 4);
  assert.deepEqual((await tasks.bytes(4)).array, new Uint8Array(4).fill(7));
});

overLines('move() moves what it finds', async (tasks) => {
  const { port1, port2 } = new MessageChannel();
  const value = { list: [new Float64Array(3)], map: new Map([['k', new ArrayBuffer(8)]]), view: new DataView(new ArrayBuffer(2)) };
  const small = Buffer.from('small');
  await tasks.echo(move({ value, small }));
  assert.deepEqual([value.list[0]!.length, value.map.get('k')!.byteLength, String(small)], [0, 0, 'small']);
  const buffer = new ArrayBuffer(16);
  assert.equal(await tasks.sizeOf(move(buffer)), 16);
  assert.equal(buffer.byteLength, 0);
  assert.equal(await tasks.add(move(1), 1), 2);
  port1.close();
  port2.close();
});

test('a port is moved by a call, and works', async () => {
  const { port1, port2 } = new MessageChannel();
  const other = new MessageChannel();
  expose({ greet: (port: MessagePort) => port.postMessage('hello') }, port2);
  const greeting = new Promise((resolve) => other.port1.once('message', resolve));
  await wrap<any>(port1).greet(move(other.port2));
  assert.equal(await greeting, 'hello');
  await assert.rejects(wrap<any>(port1).greet(new MessageChannel().port1), { name: 'DataCloneError', path: 'arguments[0]' });
  port1.close();
  other.port1.close();
});

overLines('errors cross whole as arguments and results', async (tasks) => {
  const error = Object.assign(new RangeError('r', { cause: new Error('c') }), { code: 'E_R' });
  const expected = { name: 'RangeError', message: 'r', code: 'E_R', cause: 'c', isRange: true };
  assert.deepEqual(await tasks.readError(error), expected);
  const { list } = await tasks.makeError();
  assert.deepEqual(
    [list[0] instanceof RangeError, list[0].message, list[0].code, list[0].details, list[0].cause.message],
    [true, 'wrong', 'E_WRONG', { row: 3 }, 'why'],
  );
  const back = (await tasks.echo(new Map([['e', new DOMException('m', 'AbortError')]]))).get('e');
  assert.deepEqual([back instanceof DOMException, back.name, back.message], [true, 'AbortError', 'm']);
});

overLines('what holds something special crosses as it would without', async (tasks) => {
  const marker = new Error('marker');
  const shared = { n: 1 };
  const holes: unknown[] = [1];
  holes[2] = 3;
  Object.assign(holes, { extra: marker });
  let reads = 0;
  const value = {
    holes,
    shared: [shared, shared],
    map: new Map<unknown, unknown>([[shared, marker]]),
    set: new Set([marker, shared]),
    date: new Date(5),
    bytes: new Uint8Array([1, 2]),
    get computed() {
      return (reads += 1);
    },
    ['__proto__']: marker,
    [Symbol('left out')]: 1,
  };
  const back = await tasks.echo(value);
  assert.equal(reads, 1);
  assert.deepEqual(Object.keys(back), ['holes', 'shared', 'map', 'set', 'date', 'bytes', 'computed', '__proto__']);
  assert.equal(Object.getOwnPropertyDescriptor(back, '__proto__')!.value.message, 'marker');
  assert.deepEqual([back.holes.length, 1 in back.holes, back.holes.extra.message], [3, false, 'marker']);
  assert.equal(back.shared[0], back.shared[1]);
  assert.equal(back.map.get(back.shared[0]).message, 'marker');
  assert.ok(back.set.has(back.shared[0]));
  assert.deepEqual([back.date, back.bytes, back.computed], [new Date(5), new Uint8Array([1, 2]), 1]);
});

overLines('a getter that throws rejects the call with what it throws', async (tasks) => {
  const value = {
    error: new Error('makes it special'),
    get broken(): never {
      throw new RangeError('getter');
    },
  };
  await assert.rejects(tasks.echo(value), { name: 'RangeError', message: 'getter' });
  assert.equal(await tasks.add(1, 1), 2);
});

overLines('nesting is deep, and refused where it is too deep', async (tasks) => {
  const nested = (depth: number): object => {
    let value: object = { callback: new Error('end') };
    for (let level = 1; level < depth; level += 1) value = { value };
    return value;
  };
  let back = await tasks.echo(nested(1000));
  for (let level = 1; level < 1000; level += 1) back = back.value;
  assert.equal(back.callback.message, 'end');
  await assert.rejects(tasks.echo(nested(1002)), { name: 'DataCloneError' });
  await assert.rejects(tasks.echo(nested(100_000)), { name: 'DataCloneError' });
  assert.equal(await tasks.add(1, 1), 2);
});

overLines('paths are those of the program, also beside special values', async (tasks) => {
  const value = { error: new Error('special'), list: [1, { symbol: Symbol('s') }] };
  await assert.rejects(tasks.add(1, value as never), { name: 'DataCloneError', path: 'arguments[1].list[1].symbol' });
  await assert.rejects(
    tasks.each([1], () => () => {}),
    { name: 'DataCloneError', path: 'result' },
  );
  await assert.rejects(
    tasks.each([1], () => ({ rows: [new WeakMap()] })),
    { name: 'DataCloneError', path: 'result.rows[0]' },
  );
  assert.equal(await tasks.add(1, 1), 2);
});

test('transfer() and move() check what they get', () => {
  assert.throws(() => transfer(1 as never, []), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => transfer({}, undefined as never), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => transfer({}, [1 as never]), { code: 'ERR_INVALID_ARG_TYPE' });
});
