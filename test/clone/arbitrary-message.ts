import fc from 'fast-check';

import { arbitraryValue } from './arbitrary-value.ts';

class Loom {
  readonly #threads = 3;
  name = 'loom';
  get threads(): number {
    return this.#threads;
  }
  weave(): void {}
}

class Tally extends Map<unknown, unknown> {
  total(): number {
    return this.size;
  }
}

class LoomError extends Error {
  override name = 'LoomError';
  code = 'E_LOOM';
}

const detached = (): ArrayBuffer => {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
};

/** What the codec leaves to the runtime, what loses something, and what the runtime refuses. Made anew for each message. */
const SPICES: Readonly<Record<string, (inner: unknown) => unknown>> = {
  instance: (inner) => Object.assign(new Loom(), { inner }),
  'instance with a getter': (inner) => Object.defineProperty(new Loom(), 'inner', { get: () => inner, enumerable: true }),
  'subclass of Map': (inner) => new Tally([['inner', inner]]),
  'class of arrays': (inner) => class extends Array<unknown> {}.of(inner),
  'error of a class': (inner) => new LoomError('snapped', { cause: inner }),
  'error with properties': (inner) => Object.assign(new TypeError('snapped'), { inner, [Symbol('s')]: 1 }),
  'aggregate error': (inner) => new AggregateError([inner], 'many'),
  'error with another name': () => Object.assign(new Error('x'), { name: 'RangeError' }),
  getter: (inner) => ({
    before: 1,
    get inner() {
      return inner;
    },
  }),
  setter: (inner) => ({ inner, set value(_: unknown) {} }),
  'getter of an element': (inner) => Object.defineProperty([1, 2, 3], 1, { get: () => inner, enumerable: true }),
  'hidden property': (inner) => Object.defineProperty({ inner }, 'hidden', { value: () => 1, configurable: true, writable: true }),
  symbol: (inner) => ({ inner, [Symbol('key')]: () => 1 }),
  'symbol on an array': (inner) => Object.assign([inner], { [Symbol.for('key')]: 1 }),
  frozen: (inner) => Object.freeze({ inner }),
  'frozen array': (inner) => Object.freeze([inner]),
  'read-only': (inner) => Object.defineProperty({}, 'inner', { value: inner, enumerable: true, configurable: true }),
  'no prototype': (inner) => Object.assign(Object.create(null) as object, { inner }),
  'inherits from an object': (inner) => Object.assign(Object.create({ inherited: 1 }) as object, { inner }),
  'property of a Map': (inner) => Object.assign(new Map([['inner', inner]]), { extra: 1 }),
  'property of a Date': () => Object.assign(new Date(0), { extra: 1 }),
  'Buffer of the pool': () => Buffer.from('abc'),
  'shared memory': () => new SharedArrayBuffer(16),
  'view of shared memory': () => new Int32Array(new SharedArrayBuffer(16), 4, 1),
  'view of a resizable buffer': () => new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 })),
  Blob: () => new Blob(['cloth']),
  iterable: (inner) => ({ inner, [Symbol.iterator]: () => [][Symbol.iterator]() }),
  function: () => () => 1,
  class: () => Loom,
  'symbol value': () => Symbol('thread'),
  WeakMap: () => new WeakMap(),
  Promise: () => Promise.resolve(),
  iterator: () => [1].values(),
  Proxy: (inner) => new Proxy({ inner }, {}),
  arguments: () =>
    (function (..._: number[]) {
      return arguments;
    })(1, 2),
  'detached buffer': detached,
  'view of a detached buffer': () => {
    const view = new Uint8Array(8);
    structuredClone(view.buffer, { transfer: [view.buffer] });
    return view;
  },
};

const spiced = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    arbitraryValue,
    fc.tuple(fc.constantFrom(...Object.keys(SPICES)), tie('value')).map(([name, inner]) => SPICES[name]!(inner)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 4 }).map((record) => ({ ...record })),
    fc.array(fc.tuple(fc.constantFrom<unknown>('a', 1, null), tie('value')), { maxLength: 2 }).map((entries) => new Map(entries)),
    tie('value').map((inner) => new Set([inner])),
    tie('value').map((inner) => ({ one: inner, two: inner })),
  ),
})).value;

/** Any value at all that a program may try to send. */
export const arbitraryMessage: fc.Arbitrary<unknown> = spiced;
