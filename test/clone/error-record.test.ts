import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { types } from 'node:util';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describeError } from '../../src/clone/describe-error.ts';
import { registerErrorClass } from '../../src/clone/error-classes.ts';
import { reviveError } from '../../src/clone/revive-error.ts';
import { HeddleError } from '../../src/core/heddle-error.ts';

// The types of WebAssembly belong to those of the DOM, which a package for Node does without.
const RuntimeErrorOfWebAssembly = (globalThis as unknown as { WebAssembly: { RuntimeError: ErrorConstructor } }).WebAssembly.RuntimeError;

type Props = Error & Record<PropertyKey, unknown>;

function cross(value: unknown): Props {
  return reviveError(structuredClone(describeError(value))) as Props;
}

test('errors arrive whole from another thread', async () => {
  const worker = new Worker(new URL('../../../test/fixtures/clone/throw-errors.mjs', import.meta.url), {
    workerData: { describe: new URL('../../src/clone/describe-error.js', import.meta.url).href },
  });
  const ended = once(worker, 'exit');
  const [records] = (await once(worker, 'message')) as [Record<string, ReturnType<typeof describeError>>];
  await ended;
  const store = reviveError(records['store']!) as Props;
  assert.deepEqual([store.name, store.constructor.name, store.message, store['key']], ['StoreError', 'QuotaError', 'full', 'k1']);
  assert.equal(Object.getPrototypeOf(store.constructor).name, 'StoreError');
  assert.ok(store instanceof TypeError && types.isNativeError(store));
  assert.match(store.stack!, /throw-errors\.mjs/);
  const cause = store.cause as DOMException;
  assert.ok(cause instanceof DOMException);
  assert.deepEqual([cause.name, cause.message, cause.code], ['QuotaExceededError', 'too much', 22]);
  const system = reviveError(records['system']!) as Props;
  assert.deepEqual(Object.assign({}, system), { errno: -2, code: 'ENOENT', syscall: 'open', path: '/no/such/file' });
  const assertion = reviveError(records['assertion']!) as Props;
  assert.deepEqual(
    [assertion.constructor.name, assertion['code'], assertion['actual'], assertion['operator']],
    ['AssertionError', 'ERR_ASSERTION', { a: 1 }, 'deepStrictEqual'],
  );
  const argument = reviveError(records['argument']!) as Props;
  assert.equal(argument['code'], 'ERR_INVALID_ARG_TYPE');
  assert.match(String(argument), /^TypeError: /);
});

test('reviveError() gives each built-in class back', () => {
  for (const Class of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, RuntimeErrorOfWebAssembly]) {
    const original = new Class('m', { cause: 1 });
    const revived = cross(original);
    assert.equal(Object.getPrototypeOf(revived), Class.prototype);
    assert.ok(types.isNativeError(revived));
    assert.deepEqual(shape(revived), shape(original));
  }
  const aggregate = cross(new AggregateError([new RangeError('a'), 'b'], 'm')) as unknown as AggregateError;
  assert.ok(aggregate instanceof AggregateError && aggregate.errors[0] instanceof RangeError);
  assert.equal(aggregate.errors[1], 'b');
  const own = cross(new HeddleError('HEDDLE_WORKER_NOT_FOUND', 'gone', { cause: 'x' }));
  assert.ok(own instanceof HeddleError && HeddleError.is(own));
  assert.deepEqual([own.code, own.cause, own.name], ['HEDDLE_WORKER_NOT_FOUND', 'x', 'HeddleError']);
});

function shape(error: object): unknown[] {
  return Reflect.ownKeys(error)
    .sort((a, b) => (String(a) < String(b) ? -1 : 1))
    .map((key) => [key, Object.getOwnPropertyDescriptor(error, key)!.enumerable, (error as Props)[key]]);
}

test('reviveError() generates one class per name, and revives registered ones without running them', () => {
  class NamedByGetter extends RangeError {
    override get name(): string {
      return 'Renamed';
    }
    get code(): string {
      return 'E_GETTER';
    }
  }
  const first = cross(new NamedByGetter('x'));
  assert.equal(first.constructor, cross(new NamedByGetter('y')).constructor);
  assert.deepEqual(
    [first.constructor.name, first.name, first['code'], Object.hasOwn(first, 'name')],
    ['NamedByGetter', 'Renamed', 'E_GETTER', false],
  );
  let runs = 0;
  class Registered extends Error {
    constructor(message: string) {
      super(message);
      runs++;
    }
    hello(): string {
      return this.message;
    }
  }
  class Derived extends Registered {}
  registerErrorClass(Registered);
  const revived = cross(new Derived('hi'));
  assert.ok(revived instanceof Registered && types.isNativeError(revived));
  assert.deepEqual([revived.hello(), revived.constructor.name, runs], ['hi', 'Derived', 1]);
  for (const wrong of [class {}, class Plain {}, () => 1, undefined, class extends Error {}]) {
    assert.throws(() => registerErrorClass(wrong as never), { code: 'ERR_INVALID_ARG_TYPE' });
  }
});

test('describeError() keeps properties, says what cannot be cloned, and keeps errors inside', () => {
  const original = Object.assign(new Error('m'), {
    onClick() {},
    Loom: class Loom {},
    socket: new Socket(),
    url: new URL('http://a.example/'),
    symbol: Symbol('s'),
    buffer: Buffer.from('abc'),
    at: new Date(5),
    deep: { list: [new TypeError('inner', { cause: new RangeError('innermost') })], map: new Map([[1, new URIError('u')]]) },
    row: new (class Row {
      id = 1;
      error = new SyntaxError('s');
    })(),
    [Symbol.for('heddle.test')]: 7,
    [Symbol('private')]: 8,
  });
  Object.defineProperty(original, 'hidden', { value: 'h' });
  Object.defineProperty(original, '__proto__', { value: 'p', enumerable: true });
  Object.defineProperty(original, 'getter', {
    get(): never {
      throw new RangeError('boo');
    },
    enumerable: true,
  });
  const revived = cross(original);
  assert.equal(revived['onClick'], '[Function: onClick]');
  assert.equal(revived['Loom'], '[class Loom]');
  assert.equal(revived['socket'], '[Socket cannot be cloned]');
  assert.equal(revived['url'], '[URL cannot be cloned: http://a.example/]');
  assert.equal(revived['symbol'], 'Symbol(s)');
  assert.deepEqual(revived['at'], new Date(5));
  assert.equal((revived['buffer'] as Uint8Array).buffer.byteLength, 3, 'not the pool');
  const deep = revived['deep'] as { list: Error[]; map: Map<number, Error> };
  assert.ok(deep.list[0] instanceof TypeError && deep.list[0].cause instanceof RangeError && deep.map.get(1) instanceof URIError);
  assert.ok((revived['row'] as { error: Error }).error instanceof SyntaxError);
  assert.equal(revived[Symbol.for('heddle.test')], 7);
  assert.equal(Object.getOwnPropertySymbols(revived).length, 1);
  assert.deepEqual([revived['hidden'], Object.keys(revived).includes('hidden')], ['h', false]);
  assert.equal(Object.getOwnPropertyDescriptor(revived, '__proto__')!.value, 'p');
  assert.equal(revived['getter'], '[Getter threw: RangeError: boo]');
});

test('describeError() survives cycles and depth', () => {
  const self = new Error('self');
  self.cause = { self, list: [self] };
  const revived = cross(self);
  assert.deepEqual(
    [(revived.cause as Props)['self'] === revived, (revived.cause as { list: unknown[] }).list[0] === revived],
    [true, true],
  );
  let chain = new Error('0');
  for (let index = 1; index < 20_000; index++) chain = new RangeError(String(index), { cause: chain });
  let last: unknown = cross(chain);
  let length = 0;
  for (; last instanceof RangeError; last = last.cause) length++;
  assert.deepEqual([length, last], [101, '[RangeError left out: more than 100 levels deep]']);
});

test('describeError() survives errors that work against it', () => {
  const badStack = Object.defineProperty(new TypeError('m'), 'stack', {
    get(): never {
      throw new Error('no');
    },
  });
  assert.equal(cross(badStack).stack, 'TypeError: m');
  const proxied = cross(new Proxy(new RangeError('p'), {}));
  assert.ok(proxied instanceof RangeError && proxied.message === 'p' && typeof proxied.stack === 'string');
  assert.equal(cross(Object.freeze(new Error('frozen'))).message, 'frozen');
  assert.ok(cross(Object.setPrototypeOf(new Error('null'), null)) instanceof Error);
  const foreign = cross(vm.runInNewContext('class Foreign extends TypeError {}; Object.assign(new Foreign("f"), { code: 1 })'));
  assert.ok(foreign instanceof TypeError);
  assert.deepEqual([foreign.constructor.name, foreign.message, foreign['code']], ['Foreign', 'f', 1]);
  const ownMethod = cross(Object.assign(new Error('m'), { toString: () => 'mine' }));
  assert.equal(String(ownMethod), 'Error: m');
  const hostile = new Proxy(new Error('h'), {
    ownKeys() {
      throw new Error('trap');
    },
    getPrototypeOf() {
      throw new Error('trap');
    },
    get() {
      throw new Error('trap');
    },
  });
  assert.ok(cross(hostile) instanceof Error);
  const old = function Old(this: object) {} as unknown as { new (): object; prototype: object };
  old.prototype = Object.create(Error.prototype, { constructor: { value: old } });
  assert.ok(types.isNativeError(cross(new old())));
});

test('describeError() carries what is no error', () => {
  for (const value of [undefined, null, 'text', 5, 5n, NaN, { a: [1, { b: new Map([[{}, new Set([1])]]) }] }])
    assert.deepEqual(cross(value), value);
  for (const [value, shown] of [
    [function onClick() {}, '[Function: onClick]'],
    [Symbol('s'), 'Symbol(s)'],
    [new Socket(), '[Socket cannot be cloned]'],
  ]) {
    const revived = cross(value);
    assert.ok(revived instanceof Error);
    assert.ok(revived.message.endsWith(shown as string) && revived.stack!.startsWith('Error: '));
  }
});

test('describeError() gives back random data as it was', () => {
  // No dates: Node 22 takes two invalid dates for different ones.
  const data = fc.anything({ withBigInt: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: true });
  fc.assert(
    fc.property(data, (value) => assert.deepEqual(cross(Object.assign(new Error('x'), { value }))['value'], structuredClone(value))),
    { numRuns: 500 },
  );
});

// Last: it fills what other tests would use.
test('reviveError() remembers no more names of classes than there may be, and gives each error its name', () => {
  const named = (name: string): Error => {
    const type = class extends Error {};
    Object.defineProperty(type, 'name', { value: name });
    return new type('x');
  };
  const constructors = new Set<unknown>();
  for (let index = 0; index < 3_000; index += 1) {
    const name = `Invented${index % 1_500}`;
    const { constructor } = cross(named(name));
    assert.equal(constructor.name, name);
    constructors.add(constructor);
  }
  // Of 1500 names some come back as the class that is remembered, and the others as a new one each time.
  assert.ok(constructors.size > 1_500 && constructors.size < 3_000, String(constructors.size));
});
