import fc from 'fast-check';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.array(fc.integer({ min: 0, max: 0xff }), { minLength: 20, maxLength: 80 }).map((codes) => String.fromCharCode(...codes)),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom('', '\ud800', '\udfff\ud800', 'é', 'x'.repeat(24), 'x'.repeat(25), 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(300)),
);

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('id', 'type', 'name', 'items', 'price') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'valueOf',
      'length',
      '',
      '0',
      '1',
      '10',
      '01',
      '-1',
      '4294967295',
      '\ud800',
      'é€',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);

const primitive = fc.oneof(
  text,
  fc.integer(),
  fc.integer({ min: -200, max: 70000 }),
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    63,
    64,
    127,
    128,
    -128,
    -129,
    32767,
    32768,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    2 ** 53,
    5e-324,
  ),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.constantFrom(0n, -(2n ** 63n), 2n ** 63n - 1n, 2n ** 63n, -(2n ** 500n)),
);

const VIEWS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];
type View = new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView;
const viewTypes: readonly View[] = [
  ...VIEWS,
  DataView,
  ...('Float16Array' in globalThis ? [(globalThis as unknown as { Float16Array: View }).Float16Array] : []),
];

const buffer = fc.uint8Array({ maxLength: 64 }).map((bytes) => new Uint8Array(bytes).buffer);

// Several views of one buffer, which must go on sharing it.
const views = fc
  .tuple(
    fc.uint8Array({ minLength: 32, maxLength: 64 }),
    fc.array(fc.tuple(fc.nat(viewTypes.length - 1), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 3 }),
  )
  .map(([bytes, specs]) => {
    const shared = new Uint8Array(bytes).buffer;
    return specs.map(([type, offset, length]) => new viewTypes[type]!(shared, 8 * offset, length));
  });

const resizable = fc.tuple(fc.uint8Array({ maxLength: 16 }), fc.nat(16)).map(([bytes, more]) => {
  const memory = new ArrayBuffer(bytes.length, { maxByteLength: bytes.length + more });
  new Uint8Array(memory).set(bytes);
  return memory;
});

const regExp = fc
  .tuple(fc.constantFrom('a/b', '(?:)', '[^\\x00-\\xff]+', 'é€', '\\u{1f600}'), fc.subarray(['d', 'g', 'i', 'm', 's', 'u', 'y']))
  .map(([source, flags]) => {
    const expression = new RegExp(source, flags.join(''));
    expression.lastIndex = 3;
    return expression;
  });

const error = fc
  .tuple(
    fc.constantFrom(Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError),
    fc.option(text, { nil: undefined }),
    fc.option(fc.oneof(primitive, fc.constant({ why: 'nested' })), { nil: undefined }),
    fc.constantFrom(undefined, 'Custom', 'RangeError', 'Error'),
  )
  .map(([type, message, cause, name]) => {
    const made = cause === undefined ? new type(message) : new type(message, { cause });
    if (name !== undefined) made.name = name;
    return made;
  });

const leaf = fc.oneof(
  { weight: 12, arbitrary: primitive },
  { weight: 1, arbitrary: fc.oneof(fc.date({ noInvalidDate: false }), fc.constant(new Date(NaN))) },
  { weight: 1, arbitrary: regExp },
  { weight: 1, arbitrary: error },
  { weight: 1, arbitrary: fc.oneof(buffer, views, resizable) },
  { weight: 1, arbitrary: fc.oneof(fc.string(), fc.boolean(), fc.double(), fc.bigInt()).map((boxed) => Object(boxed) as object) },
);

function define(object: object, entries: readonly (readonly [string, unknown])[]): object {
  for (const [name, value] of entries) Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  return object;
}

const tree = fc.letrec<{ value: unknown }>((tie) => {
  const value = tie('value');
  const entries = fc.array(fc.tuple(key, value), { maxLength: 5 });
  return {
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      entries.map((list) => define({}, list)),
      entries.map((list) => define(Object.create(null) as object, list)),
      fc.array(value, { maxLength: 5 }),
      fc.array(fc.oneof(fc.integer(), fc.double()), { minLength: 3, maxLength: 80 }),
      fc
        .tuple(
          fc.array(fc.option(value, { nil: undefined }), { maxLength: 5 }),
          fc.nat(100),
          fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom('a', 'b', '_') }), value), { maxLength: 2 }),
        )
        .map(([items, gap, extra]) => {
          const array: unknown[] = [];
          for (const [index, item] of items.entries()) if (item !== undefined) array[index * (gap + 1)] = item;
          return define(array, extra);
        }),
      fc.array(fc.tuple(value, value), { maxLength: 4 }).map((list) => new Map(list)),
      fc.array(value, { maxLength: 4 }).map((list) => new Set(list)),
    ),
  };
}).value;

function containersIn(value: unknown, found: Set<object> = new Set()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  if (Array.isArray(value) || value instanceof Map || value instanceof Set || Object.getPrototypeOf(value) === Object.prototype) {
    found.add(value);
    for (const child of value instanceof Map ? [...value].flat() : value instanceof Set ? value : Object.values(value))
      containersIn(child, found);
  }
  return found;
}

/** Any value of structured clone that the codec takes: a tree, in which some places then refer to others, so that it has sharing and cycles. */
export const arbitraryValue: fc.Arbitrary<unknown> = fc
  .tuple(tree, fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 3 }))
  .map(([value, links]) => {
    const containers = [...containersIn(value)];
    if (containers.length === 0) return value;
    for (const [from, to] of links) {
      const holder = containers[from % containers.length]!;
      const target = containers[to % containers.length]!;
      if (Array.isArray(holder)) holder.push(target);
      else if (holder instanceof Map) holder.set(target, holder);
      else if (holder instanceof Set) holder.add(target);
      else (holder as Record<string, unknown>)['link'] = target;
    }
    return value;
  });
