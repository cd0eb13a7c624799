import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';
import { FLAG_FORGET_SHAPES, MAX_KEY_LENGTH, MAX_SHAPE_KEYS, MAX_SHAPE_TEXT, MAX_SHAPES, TAG_LEARN } from '../../src/clone/format.ts';
import { assertSameClone } from './assert-same-clone.ts';
import { CodecPair } from './codec-pair.ts';

const forgets = (frame: Uint8Array): boolean => (frame[0]! & FLAG_FORGET_SHAPES) !== 0;

test('the keys of an object cross once', () => {
  const pair = new CodecPair();
  const first = pair.frame({ aLongKeyName: 1, another: 2 });
  const second = pair.frame({ aLongKeyName: 3, another: 4 });
  assert.ok(first.length > 20);
  assert.equal(second.length, 4);
  assertSameClone(pair.decoder.decode(first, 0, first.length), { aLongKeyName: 1, another: 2 });
  assertSameClone(pair.decoder.decode(second, 0, second.length), { aLongKeyName: 3, another: 4 });
});

test('the same keys in another order are another shape', () => {
  const pair = new CodecPair();
  for (let round = 0; round < 20; round += 1) {
    assertSameClone(pair.roundTrip({ a: 1, b: 2 }), { a: 1, b: 2 });
    assertSameClone(pair.roundTrip({ b: 1, a: 2 }), { b: 1, a: 2 });
    assertSameClone(pair.roundTrip({ a: 1 }), { a: 1 });
  }
});

test('a frame that was given up leaves no half-learned shape', () => {
  const pair = new CodecPair();
  const value = { first: { second: { third: 1 } } };
  assert.equal(pair.refusal([value, () => undefined]), 'uncloneable');
  assertSameClone(pair.roundTrip(value), value);
  assert.equal(pair.refusal([value, { fresh: Symbol('s') }]), 'uncloneable');
  assertSameClone(pair.roundTrip([value, { fresh: 1 }, { other: 1 }]), [value, { fresh: 1 }, { other: 1 }]);
});

test('more shapes than there may be: both sides forget them together and go on', () => {
  const pair = new CodecPair();
  let forgotten = 0;
  for (let index = 0; index < 2 * MAX_SHAPES + 100; index += 1) {
    const value = { [`k${index}`]: index, common: { id: index } };
    if (index % 500 === 0) assert.equal(pair.refusal([value, () => undefined]), 'uncloneable');
    const frame = pair.frame(value);
    if (forgets(frame)) forgotten += 1;
    assertSameClone(pair.decoder.decode(frame, 0, frame.length), value);
  }
  assert.equal(forgotten, 2);
});

test('one message with more shapes than there may be', () => {
  const pair = new CodecPair();
  const value = Array.from({ length: MAX_SHAPES + 50 }, (_, index) => ({ [`k${index}`]: { [`inner${index}`]: index } }));
  for (let round = 0; round < 3; round += 1) assertSameClone(pair.roundTrip(value), value);
});

test('an order to forget is repeated until a frame carries it', () => {
  const pair = new CodecPair();
  // Twice each: what never comes again is not learned for long.
  for (let index = 0; index < MAX_SHAPES; index += 1) pair.roundTrip([{ [`k${index}`]: index }, { [`k${index}`]: 0 }]);
  assert.equal(
    pair.refusal(() => undefined),
    'uncloneable',
  );
  assert.equal(pair.refusal({ a: () => undefined }), 'uncloneable');
  const frame = pair.frame({ a: 1 });
  assert.ok(forgets(frame));
  assertSameClone(pair.decoder.decode(frame, 0, frame.length), { a: 1 });
  assert.ok(!forgets(pair.frame({ a: 2 })));
});

test('dictionaries are not shapes: their keys teach nothing', () => {
  const pair = new CodecPair();
  const wide = (from: number): object => Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`w${from + index}`, index]));
  const indexed = (id: number): object => ({ [id]: 'by id' });
  for (let index = 0; index < 2 * MAX_SHAPES; index += 1) {
    const value = indexed(index);
    const frame = pair.frame(value);
    assert.ok(!forgets(frame));
    assertSameClone(pair.decoder.decode(frame, 0, frame.length), value);
  }
  assertSameClone(pair.roundTrip(wide(0)), wide(0));
  const again = pair.frame(wide(0));
  assert.ok(again.length > 100);
});

test('keys that read like code are only keys', () => {
  const pair = new CodecPair();
  const value = JSON.parse(
    '{"\\":(globalThis.broken=1),\\"":1,"__proto__":2,"]}//":3,"\\u2028":4,"\\ud800":5,"${1}":6,"get x":7,"async":8}',
  ) as object;
  for (let round = 0; round < 40; round += 1) assertSameClone(pair.roundTrip(value), value);
  assert.equal((globalThis as Record<string, unknown>)['broken'], undefined);
});

test('a frozen or extended Object.prototype changes nothing on the reading side', () => {
  const pair = new CodecPair();
  const value = { trap: 1, toString: 2 };
  const frame = pair.frame([value, value]);
  let calls = 0;
  Object.defineProperty(Object.prototype, 'trap', { set: () => (calls += 1), get: () => (calls += 1), configurable: true });
  try {
    const [decoded] = pair.decoder.decode(frame, 0, frame.length) as object[];
    assert.deepEqual(Object.entries(decoded!), [
      ['trap', 1],
      ['toString', 2],
    ]);
  } finally {
    delete (Object.prototype as Record<string, unknown>)['trap'];
  }
  assert.equal(calls, 0);
});

/** The UTF-16 units that a decoder keeps. */
const textOf = (pair: CodecPair): number => pair.decoder.shapes.reduce((sum, keys) => sum + keys.join('').length, 0);

test('what strangers invent arrives as it was, and is kept within bounds', () => {
  // Keys that come again, others that never do, long ones, many of them.
  const key = fc.oneof(
    fc.constantFrom('id', 'name', 'a'.repeat(MAX_KEY_LENGTH)),
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.integer({ min: MAX_KEY_LENGTH - 2, max: 3_000 }).map((length) => 'k'.repeat(length)),
    fc.uuid(),
  );
  const object = fc.dictionary(key, fc.oneof(fc.integer(), fc.string(), fc.dictionary(key, fc.integer(), { maxKeys: 40 })), {
    maxKeys: 40,
  });
  let forgotten = 0;
  fc.assert(
    fc.property(fc.array(object, { minLength: 50, maxLength: 150 }), (values) => {
      const pair = new CodecPair();
      for (const value of values) {
        const frame = pair.frame(value);
        if (forgets(frame)) forgotten += 1;
        assertSameClone(pair.decoder.decode(frame, 0, frame.length), structuredClone(value));
        assert.ok(textOf(pair) <= MAX_SHAPE_TEXT);
        assert.ok(pair.decoder.shapes.every((keys) => keys.length <= MAX_SHAPE_KEYS && keys.every((one) => one.length <= MAX_KEY_LENGTH)));
      }
    }),
    { numRuns: 20 },
  );
  // The bound was reached: each of those objects may be a shape of its own.
  const pair = new CodecPair();
  for (let index = 0; index < 2_000; index += 1) {
    const make = (): object => ({ [`${index}`.padStart(MAX_KEY_LENGTH, 'x')]: index, [`${index}`.padStart(MAX_KEY_LENGTH, 'y')]: index });
    const value = [make(), make()];
    const frame = pair.frame(value);
    if (forgets(frame)) forgotten += 1;
    assertSameClone(pair.decoder.decode(frame, 0, frame.length), value);
    assert.ok(textOf(pair) <= MAX_SHAPE_TEXT);
  }
  assert.ok(forgotten > 0);
});

test('a frame that teaches too long a key, or too much text, is corrupt', () => {
  const teaching = (keys: readonly string[]): Uint8Array => {
    const names = keys.flatMap((one) => [0x08, ...varint(one.length), ...Buffer.from(one, 'latin1')]);
    return Uint8Array.from([0, TAG_LEARN, keys.length, ...names, ...keys.map(() => 0xc0)]);
  };
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);
  const decode = (pair: CodecPair, frame: Uint8Array): unknown => pair.decoder.decode(frame, 0, frame.length);
  const pair = new CodecPair();
  assertSameClone(decode(pair, teaching(['a'.repeat(MAX_KEY_LENGTH)])), { ['a'.repeat(MAX_KEY_LENGTH)]: 0 });
  assert.throws(() => decode(pair, teaching(['b'.repeat(MAX_KEY_LENGTH + 1)])), { code: 'HEDDLE_FRAME_CORRUPT' });
  const flooded = new CodecPair();
  assert.throws(
    () => {
      for (let index = 0; index < MAX_SHAPES; index += 1)
        decode(
          flooded,
          teaching(Array.from({ length: 32 }, (_, number) => `${String.fromCharCode(97 + number)}${index}`.padEnd(MAX_KEY_LENGTH, 'z'))),
        );
    },
    { code: 'HEDDLE_FRAME_CORRUPT' },
  );
  assert.ok(textOf(flooded) <= MAX_SHAPE_TEXT);
});

test('shapes that never come again are not learned for long, and those that do are', () => {
  const pair = new CodecPair();
  for (let index = 0; index < 5_000; index += 1) assertSameClone(pair.roundTrip({ [`k${index}`]: index }), { [`k${index}`]: index });
  assert.ok(pair.decoder.shapes.length <= 512, `${pair.decoder.shapes.length} shapes`);
  // The pause ends, and a program's own objects are learned then.
  for (let index = 0; index < 20_000; index += 1) pair.roundTrip({ known: index, by: 'name' });
  assert.ok(pair.frame({ known: 1, by: '' }).length < 8);
});
