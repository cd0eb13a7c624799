import assert from 'node:assert/strict';
import { test } from 'node:test';
import threads from 'node:worker_threads';

import { rememberUncloneable } from '../../src/clone/uncloneable.ts';
import type { Refusal } from '../../src/clone/refused.ts';
import { assertSameClone } from './assert-same-clone.ts';
import { CodecPair } from './codec-pair.ts';

function detached(): ArrayBuffer {
  const memory = new ArrayBuffer(8);
  structuredClone(memory, { transfer: [memory] });
  return memory;
}

function detachedView(): Uint8Array {
  const view = new Uint8Array(8);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
}

function argumentsOf(..._values: unknown[]): IArguments {
  return arguments;
}

class Point {
  x = 1;
}

const REFUSED: readonly (readonly [string, unknown, Refusal])[] = [
  ['a function', () => undefined, 'uncloneable'],
  ['a symbol', Symbol('s'), 'uncloneable'],
  ['a class instance', new Point(), 'foreign'],
  ['a subclass of Array', new (class extends Array {})(), 'foreign'],
  ['a subclass of Map', new (class extends Map {})(), 'foreign'],
  ['a subclass of Error', new (class extends Error {})(), 'foreign'],
  ['what only has the prototype of a Map', Object.create(Map.prototype), 'foreign'],
  ['what only has the prototype of a Date', Object.create(Date.prototype), 'foreign'],
  ['what only has the prototype of an Error', Object.create(Error.prototype), 'foreign'],
  ['what only has the prototype of a RegExp', Object.create(RegExp.prototype), 'foreign'],
  ['what only has the prototype of a String', Object.create(String.prototype), 'foreign'],
  ['what only has the prototype of an ArrayBuffer', Object.create(ArrayBuffer.prototype), 'memory'],
  ['a boxed symbol', Object(Symbol('s')), 'foreign'],
  ['arguments', argumentsOf(1, 2), 'foreign'],
  ['empty arguments', argumentsOf(), 'foreign'],
  ['a module namespace', await import('../../src/clone/format.ts'), 'foreign'],
  ['a WeakMap', new WeakMap(), 'foreign'],
  ['a Promise', Promise.resolve(), 'foreign'],
  ['a port', new threads.MessageChannel().port1, 'foreign'],
  ['a proxy of an object', new Proxy({}, {}), 'proxy'],
  ['a proxy of an array', new Proxy([], {}), 'proxy'],
  ['a SharedArrayBuffer', new SharedArrayBuffer(8), 'memory'],
  ['a view of a SharedArrayBuffer', new Uint8Array(new SharedArrayBuffer(8)), 'memory'],
  ['a view of a resizable buffer', new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 })), 'memory'],
  ['a resizable buffer that may grow far', new ArrayBuffer(8, { maxByteLength: 2 ** 31 }), 'memory'],
  ['a detached buffer', detached(), 'memory'],
  ['a view of a detached buffer', detachedView(), 'memory'],
  ['a DataView of a SharedArrayBuffer', new DataView(new SharedArrayBuffer(8)), 'memory'],
];

for (const [what, value, reason] of REFUSED) {
  test(`${what} is left to the runtime, wherever it is`, () => {
    for (const place of [
      (inner: unknown) => inner,
      (inner: unknown) => ({ fresh: 1, inner }),
      (inner: unknown) => [inner],
      (inner: unknown) => new Map([[inner, 1]]),
      (inner: unknown) => new Error('e', { cause: inner }),
    ]) {
      const pair = new CodecPair();
      assert.equal(pair.refusal(place(value)), reason);
      // Nothing was taught and nothing is left behind.
      assertSameClone(pair.roundTrip({ fresh: 1, inner: 2 }), { fresh: 1, inner: 2 });
    }
  });
}

test('a message with a getter is refused before any getter is read', () => {
  const pair = new CodecPair();
  let reads = 0;
  const counted = {
    plain: 1,
    get value() {
      reads += 1;
      return 1;
    },
  };
  const hidden = Object.defineProperty([1, 2, 3], 1, { get: () => (reads += 1), enumerable: true });
  for (let round = 0; round < 3; round += 1) {
    assert.equal(pair.refusal([counted]), 'accessor');
    assert.equal(pair.refusal(Object.assign(new Array(9), { x: counted })), 'accessor');
  }
  const holey = Object.assign(hidden, { length: 5 });
  assert.equal(pair.refusal(holey), 'accessor');
  assert.equal(pair.refusal(Object.defineProperty(new Error('e'), 'message', { get: () => (reads += 1) })), 'accessor');
  assert.equal(pair.refusal(Object.defineProperty(new Error('e'), 'stack', { get: () => (reads += 1) })), 'accessor');
  assert.equal(reads, 0);
  // Objects of the same keys without a getter still cross.
  assertSameClone(pair.roundTrip({ plain: 1, value: 2 }), { plain: 1, value: 2 });
});

test('a getter on a known key list is read once, also when it changes its object', () => {
  const pair = new CodecPair();
  pair.roundTrip({ a: 1, b: 2, c: 3 });
  let reads = 0;
  const value = {
    get a() {
      reads += 1;
      return 'read';
    },
    b: 2,
    c: 3,
  };
  assertSameClone(pair.roundTrip(value), { a: 'read', b: 2, c: 3 });
  assert.equal(reads, 1);
  const target: Record<string, unknown> = Object.defineProperty({}, 'a', {
    get: () => delete target['c'],
    enumerable: true,
    configurable: true,
  });
  Object.assign(target, { b: 2, c: 3 });
  assert.equal(pair.refusal(target), 'accessor');
});

test('a getter that throws, throws out of encode() and leaves the pair working', () => {
  const pair = new CodecPair();
  pair.roundTrip({ a: 1 });
  const failure = new Error('mine');
  const value = [
    { fresh: 1 },
    {
      get a(): never {
        throw failure;
      },
    },
  ];
  assert.throws(
    () => pair.encoder.encode(value, pair.sink),
    (error) => error === failure,
  );
  assertSameClone(pair.roundTrip({ fresh: 2 }), { fresh: 2 });
});

test('markAsUncloneable() is honoured, except on binary data, as in Node', () => {
  const pair = new CodecPair();
  const marked = [{ a: 1 }, [1], new Map(), Object.create(null) as object, new Date()];
  for (const value of marked) {
    rememberUncloneable(value);
    assert.equal(pair.refusal({ value }), 'foreign');
  }
  const bytes = new Uint8Array([1]);
  for (const value of [bytes, bytes.buffer]) {
    rememberUncloneable(value);
    assertSameClone(pair.roundTrip(value), structuredClone(value));
  }
  rememberUncloneable(5);
  rememberUncloneable(null);
});

test('markAsUntransferable() concerns transfers only: the codec copies', () => {
  const memory = new ArrayBuffer(4);
  threads.markAsUntransferable(memory);
  assertSameClone(new CodecPair().roundTrip(memory), structuredClone(memory));
});

test('nesting of 500 levels crosses, more is left to the runtime, 100,000 levels do no harm', () => {
  const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level += 1) value = wrap(value);
    return value;
  };
  for (const wrap of [(inner: unknown) => [inner], (inner: unknown) => ({ inner }), (inner: unknown) => new Map([['inner', inner]])]) {
    const pair = new CodecPair();
    assertSameClone(pair.roundTrip(nested(500, wrap)), structuredClone(nested(500, wrap)));
    assert.equal(pair.refusal(nested(501, wrap)), 'deep');
    assert.equal(pair.refusal(nested(100_000, wrap)), 'deep');
  }
});

test('an encode that runs out of stack teaches nothing', () => {
  const pair = new CodecPair();
  const frames: [Uint8Array, unknown][] = [];
  let failures = 0;
  const dive = (): void => {
    try {
      dive();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    // On the way up every call has a little more stack than the one before.
    if (frames.length === 20) return;
    const value = { [`key${failures}`]: [{ [`inner${failures}`]: 'x'.repeat(30) }] };
    try {
      pair.sink.reset();
      if (pair.encoder.encode(value, pair.sink)) frames.push([pair.sink.bytes.slice(pair.sink.start, pair.sink.position), value]);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      failures += 1;
    }
  };
  dive();
  assert.ok(failures > 0);
  assert.equal(frames.length, 20);
  for (const [frame, value] of frames) assertSameClone(pair.decoder.decode(frame, 0, frame.length), value);
});

test('a polluted Object.prototype sends everything by the runtime', () => {
  const pair = new CodecPair();
  Object.defineProperty(Object.prototype, 'polluted', { value: 1, enumerable: true, configurable: true });
  try {
    assert.equal(pair.refusal({ a: 1 }), 'polluted');
  } finally {
    delete (Object.prototype as Record<string, unknown>)['polluted'];
  }
  assertSameClone(pair.roundTrip({ a: 1 }), { a: 1 });
});

test('an encoder that is asked again while it encodes refuses', () => {
  const pair = new CodecPair();
  pair.roundTrip({ a: 1 });
  let inner: boolean | undefined;
  const value = {
    get a() {
      inner = pair.encoder.encode(1, pair.sink);
      return 'outer';
    },
  };
  assertSameClone(pair.roundTrip(value), { a: 'outer' });
  assert.equal(inner, false);
});
