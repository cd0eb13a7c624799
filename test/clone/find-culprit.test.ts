import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dataCloneError } from '../../src/clone/data-clone-error.ts';
import { findCulprit } from '../../src/clone/find-culprit.ts';
import { followPath } from './follow-path.ts';

type Wrap = (inner: unknown) => unknown;

function detachedBuffer(): ArrayBuffer {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

const LEAVES: Readonly<Record<string, () => unknown>> = {
  function: () => () => 1,
  class: () => class Loom {},
  symbol: () => Symbol('thread'),
  WeakMap: () => new WeakMap(),
  WeakSet: () => new WeakSet(),
  WeakRef: () => new WeakRef({}),
  Promise: () => Promise.resolve(),
  generator: () => (function* () {})(),
  iterator: () => [1].values(),
  arguments: () =>
    (
      function () {
        return arguments;
      } as (...parts: number[]) => unknown
    )(1, 2),
  'empty Proxy': () => new Proxy({}, {}),
  'Proxy with parts': () => new Proxy({ weft: 1, warp: { deep: true } }, {}),
  'Proxy of an array': () => new Proxy([1, 2], {}),
  'Proxy with throwing traps': () =>
    new Proxy(
      {},
      {
        ownKeys() {
          throw new RangeError('trap');
        },
      },
    ),
  'revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'boxed symbol': () => Object(Symbol('boxed')) as unknown,
  'detached ArrayBuffer': detachedBuffer,
  'view of a detached ArrayBuffer': () => {
    const view = new Uint8Array(8);
    structuredClone(view.buffer, { transfer: [view.buffer] });
    return view;
  },
  'DataView of a detached ArrayBuffer': () => {
    const view = new DataView(new ArrayBuffer(8));
    structuredClone(view.buffer, { transfer: [view.buffer] });
    return view;
  },
};

const clean = fc.anything({
  maxDepth: 2,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
});
const key = fc.oneof(fc.string(), fc.constantFrom('name', '__proto__', 'get', 'odd key', '3', 'a.b', '"', 'café', 'length'));
const primitiveKey = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.constantFrom(null, undefined, NaN, -0, 1.5, ')', '").x'),
);

const wrap: fc.Arbitrary<Wrap> = fc.oneof(
  fc.tuple(key, fc.dictionary(fc.string(), clean)).map(
    ([name, others]): Wrap =>
      (inner) =>
        Object.fromEntries([...Object.entries(others), [name, inner]]),
  ),
  fc.tuple(fc.array(clean), fc.array(clean)).map(([before, after]): Wrap => (inner) => [...before, inner, ...after]),
  fc.tuple(primitiveKey, fc.array(fc.tuple(clean, clean))).map(
    ([name, others]): Wrap =>
      (inner) =>
        new Map([...others, [name, inner]]),
  ),
  fc.array(fc.tuple(clean, clean)).map(
    (others): Wrap =>
      (inner) =>
        new Map([...others, [{}, inner]]),
  ),
  fc.tuple(fc.array(fc.tuple(clean, clean)), clean).map(
    ([others, value]): Wrap =>
      (inner) =>
        new Map([...others, [inner, value]]),
  ),
  fc.array(clean).map(
    (others): Wrap =>
      (inner) =>
        new Set([...others, inner]),
  ),
  fc.constant<Wrap>((inner) => new TypeError('wrapped', { cause: inner })),
  fc.constant<Wrap>((inner) =>
    Object.assign(
      new (class Row {
        id = 1;
      })(),
      { inner },
    ),
  ),
);

function refuse(value: unknown): unknown {
  try {
    structuredClone(value);
  } catch (error) {
    return error;
  }
  throw new Error('the runtime cloned it');
}

test('dataCloneError() names a path that leads to the planted leaf', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(LEAVES)), fc.array(wrap, { maxLength: 6 }), (name, wraps) => {
      const leaf = LEAVES[name]!();
      const value = wraps.reduce((inner, each) => each(inner), leaf);
      const error = dataCloneError('message', value, [], refuse(value)) as DOMException & { path: string };
      assert.equal(error.code, 25);
      assert.ok(followPath(value, error.path) === leaf, `${error.path} does not lead to the ${name}`);
    }),
    { numRuns: 1000 },
  );
});

test('findCulprit() finds nothing in what the runtime clones', () => {
  fc.assert(
    fc.property(fc.array(wrap, { maxLength: 4 }), clean, (wraps, leaf) => {
      assert.equal(
        findCulprit(
          'message',
          wraps.reduce((inner, each) => each(inner), leaf),
          [],
        ),
        undefined,
      );
    }),
    { numRuns: 300 },
  );
});

test('findCulprit() stops at the first culprit in the order of the structured clone', () => {
  const value = { z: new Map<unknown, unknown>([[{ f() {} }, () => 1]]), 1: [0, { g() {} }], a() {} };
  assert.equal(findCulprit('message', value, [])!.path, 'message["1"][1].g');
  assert.equal(findCulprit('message', { z: value.z, a: value.a }, [])!.path, 'message.z.key(0).f');
});

test('findCulprit() handles cycles and 100,000 levels', () => {
  const bottom: Record<string, unknown> = {};
  let deep: unknown = bottom;
  for (let level = 0; level < 100_000; level++) deep = level % 2 ? [deep] : { next: deep };
  bottom['top'] = deep;
  assert.equal(findCulprit('message', deep, []), undefined);
  bottom['onClick'] = () => 1;
  assert.match(findCulprit('message', deep, [])!.path, /^message(\[0\]\.next){50000}\.onClick$/);
});

test('findCulprit() passes over what the runtime does not look at', () => {
  const f = (): number => 1;
  const blob = Object.assign(new Blob(['x']), { f });
  const value = {
    date: Object.assign(new Date(), { f }),
    map: Object.assign(new Map(), { f }),
    blob,
    [Symbol('s')]: f,
    error: Object.assign(new Error('x'), { f }),
    last: Symbol('x'),
  };
  Object.defineProperty(value, 'hidden', { value: f });
  const error = dataCloneError('message', value, [], refuse(value)) as { path: string };
  assert.equal(error.path, 'message.last');
});

test('findCulprit() reads each getter once and stops at one that throws', () => {
  let reads = 0;
  const counted = {
    get part() {
      reads++;
      return { f() {} };
    },
  };
  assert.equal(
    findCulprit(
      'message',
      counted,
      [],
      refuseMessage(() => structuredClone(counted)),
    )!.path,
    'message.part.f',
  );
  assert.equal(reads, 2, 'once by the runtime and once by the walk');
  assert.equal(
    findCulprit(
      'message',
      {
        get part(): never {
          throw new RangeError('mine');
        },
        f() {},
      },
      [],
    ),
    undefined,
  );
});

function refuseMessage(clone: () => unknown): string {
  try {
    clone();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the runtime cloned it');
}
