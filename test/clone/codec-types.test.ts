import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';

import { assertSameClone } from './assert-same-clone.ts';
import { CodecPair, HOSTS } from './codec-pair.ts';

function withCycle(): unknown {
  const root: Record<string, unknown> = { list: [] };
  root['self'] = root;
  (root['list'] as unknown[]).push(root, root['list'], new Map([[root, new Set([root])]]));
  return root;
}

function twoViews(): unknown {
  const memory = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  return { memory, bytes: new Uint8Array(memory, 2, 3), words: new Uint16Array(memory), data: new DataView(memory, 1, 5) };
}

function withExpression(): RegExp {
  const expression = Object.assign(/a\/b(?<n>.)/dgimsuy, { extra: 1 });
  expression.lastIndex = 7;
  // Own properties that the `flags` getter of the prototype would read.
  Object.defineProperty(expression, 'global', { value: false });
  return expression;
}

const longRun = Array.from({ length: 500 }, (_, index) => `item ${index}`);
const many = Array.from({ length: 200 }, (_, index) => ({ index }));

const VALUES: Readonly<Record<string, unknown>> = {
  primitives: [undefined, null, true, false, 0, -0, 1, -1, 63, 64, -128, -129, 32767, 32768, 2 ** 31, NaN, Infinity, 1.5],
  'each end of the integers': [[-(2 ** 31)], [2 ** 31 - 1], [2 ** 32], [2 ** 53]].flat().map((value) => ({ value })),
  'arrays of integers, of numbers with -0, and of NaN': [
    [1, 2, 3, 4, 5],
    [1, 2, 3, -0, 5],
    [1.5, NaN, 2, 3],
    [1, 2, 3, 4, 'five'],
  ],
  'a BigInt of any size': [0n, -1n, 2n ** 63n, -(2n ** 63n), 2n ** 64n, -(7n ** 3000n)],
  strings: ['', 'plain', 'é', '€', '\ud800', 'a\udc00b', '\0', 'x'.repeat(63), 'x'.repeat(64), 'é'.repeat(5000), '€'.repeat(5000)],
  'a long string of which the last character alone is wide': `${'x'.repeat(70_000)}\u1234`,
  dates: [new Date(0), new Date(NaN), new Date(-1.5e12)],
  expressions: [withExpression(), /(?:)/, new RegExp('[\\u{1f600}--a]', 'v')],
  'boxed primitives': [new Number(-0), new String('ab'), new Boolean(false), Object(10n)],
  'dense arrays': [[], [1], [[]], longRun, many],
  'arrays with holes': [[, 1], [1, , 3], new Array(5), Object.assign(new Array(3), { 1: undefined })],
  'a sparse array': Object.assign([], { 4294967293: 'last' }),
  'arrays with other properties': [
    Object.assign([1, 2], { extra: 1 }),
    Object.assign([1, , 3], { x: 1 }),
    Object.assign([], { '-1': 0, '01': 1 }),
    'ab'.match(/a(?<b>b)/),
  ],
  'a long array with another property': Object.assign(longRun.slice(), { note: 'kept' }),
  'a long array with a hole': Object.assign(new Array(200).fill(1), { length: 201 }),
  'a short array with a hidden element': Object.defineProperty([1, 2, 3], 1, { value: 2, enumerable: false }),
  objects: [{}, { a: 1 }, { b: 1, a: 2 }, { 2: 'two', 1: 'one', x: 0 }, Object.create(null), Object.assign(Object.create(null), { a: 1 })],
  'keys that objects inherit': JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":3,"":4,"hasOwnProperty":5}'),
  'symbol keys and hidden properties, which are left behind': Object.defineProperty({ [Symbol('s')]: 1, seen: 2 }, 'hidden', { value: 3 }),
  'an object with many keys': Object.fromEntries(longRun.map((key) => [key, key])),
  'maps and sets': [
    new Map<unknown, unknown>([
      ['b', 1],
      ['a', new Map([[{}, []]])],
      [NaN, -0],
    ]),
    new Set<unknown>(['b', 'a', NaN, {}]),
    new Map(),
    new Set(),
  ],
  buffers: [new ArrayBuffer(0), new Uint8Array([1, 2, 3]).buffer, new ArrayBuffer(2, { maxByteLength: 9 })],
  'buffers around the length from which they are aligned': [1, 63, 64, 65, 100].map((length) => new Uint8Array(length).fill(length)),
  'views of one buffer': twoViews(),
  'a Buffer, with the pool it lies in': Buffer.from('abc'),
  'each kind of view': [
    ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array].map(
      (type) => type.of(1, 2, 255),
    ),
    BigInt64Array.of(-1n),
    BigUint64Array.of(2n ** 64n - 1n),
  ],
  cycles: withCycle(),
  'sharing among many objects': [many, many.slice(100), many[150], many[0]],
};

for (const [name, host] of HOSTS) {
  for (const [what, value] of Object.entries(VALUES)) {
    test(`${what} (${name})`, () => {
      const pair = new CodecPair(host);
      // The first frame teaches shapes, the second uses them, and after many more the generated constructors do.
      for (let round = 0; round < 20; round += 1) assertSameClone(pair.roundTrip(value), structuredClone(value));
    });
  }
}

test('errors are what structuredClone() makes of them', () => {
  const pair = new CodecPair();
  const named = Object.assign(new TypeError('changed'), { name: 'RangeError', code: 'E_LOST' });
  const withoutStack = new Error('bare');
  delete withoutStack.stack;
  const odd = new Error('odd');
  Object.assign(odd, { message: 5, name: undefined });
  const errors = [
    new Error(),
    new Error('m'),
    new URIError('u', { cause: { deep: [1] } }),
    new Error('c', { cause: undefined }),
    new AggregateError([1], 'many'),
    named,
    withoutStack,
    odd,
  ];
  for (const error of errors) {
    if (error instanceof AggregateError) assert.equal(pair.refusal(error), 'foreign');
    else assertSameClone(pair.roundTrip(error), structuredClone(error));
  }
});

test('an error that is its own cause keeps that, where Node 20 cannot read its own clone', () => {
  const error = new Error('round');
  error.cause = error;
  const clone = new CodecPair().roundTrip(error) as Error;
  assert.equal(clone.cause, clone);
  assert.equal(clone.stack, error.stack);
});

test('a decoded buffer is not the memory of the frame', () => {
  const pair = new CodecPair();
  const frame = pair.frame(new Uint8Array([1, 2, 3]));
  const view = pair.decoder.decode(frame, 0, frame.length) as Uint8Array;
  frame.fill(0);
  assert.deepEqual([...view], [1, 2, 3]);
  assert.equal(view.buffer.byteLength, 3);
});
