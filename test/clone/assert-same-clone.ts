import assert from 'node:assert/strict';

/**
 * Compares two clones more strictly than `assert.deepStrictEqual()`: prototypes, the order of keys and their attributes, holes, `-0`,
 * the bytes behind views, and which places hold the same object.
 */
export function assertSameClone(actual: unknown, expected: unknown): void {
  new Comparison().same(actual, expected, 'value');
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value);

class Comparison {
  readonly #partners = new Map<object, object>();
  readonly #taken = new Set<object>();

  same(actual: unknown, expected: unknown, path: string): void {
    if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) {
      if (!Object.is(actual, expected)) assert.fail(`${path}: ${String(actual)} instead of ${String(expected)}`);
      return;
    }
    const partner = this.#partners.get(expected);
    if (partner !== undefined) {
      assert.ok(partner === actual, `${path}: another object than where it was met before`);
      return;
    }
    assert.ok(!this.#taken.has(actual), `${path}: an object that was met elsewhere`);
    this.#partners.set(expected, actual);
    this.#taken.add(actual);
    assert.equal(Object.getPrototypeOf(actual), Object.getPrototypeOf(expected), `${path}: prototype`);
    assert.equal(tagOf(actual), tagOf(expected), `${path}: kind`);
    this.#slots(actual, expected, path);
    if (!ArrayBuffer.isView(expected)) this.#properties(actual, expected, path);
  }

  #properties(actual: object, expected: object, path: string): void {
    const keys = Reflect.ownKeys(expected);
    assert.deepEqual(Reflect.ownKeys(actual), keys, `${path}: keys and their order`);
    for (const key of keys) {
      const mine = Object.getOwnPropertyDescriptor(actual, key)!;
      const theirs = Object.getOwnPropertyDescriptor(expected, key)!;
      const where = `${path}[${JSON.stringify(String(key))}]`;
      for (const attribute of ['writable', 'enumerable', 'configurable', 'get', 'set'] as const) {
        assert.equal(mine[attribute], theirs[attribute], `${where}: ${attribute}`);
      }
      // `stack` is an accessor of the engine on some versions: read, not compared as a descriptor.
      this.same((actual as Record<PropertyKey, unknown>)[key], (expected as Record<PropertyKey, unknown>)[key], where);
    }
  }

  #slots(actual: object, expected: object, path: string): void {
    if (expected instanceof Map) {
      this.same(
        [...(actual as Map<unknown, unknown>)].flatMap((entry) => entry),
        [...expected].flatMap((entry) => entry),
        `${path} entries`,
      );
    } else if (expected instanceof Set) {
      this.same([...(actual as Set<unknown>)], [...expected], `${path} members`);
    } else if (expected instanceof Date) {
      this.same((actual as Date).getTime(), expected.getTime(), `${path} time`);
    } else if (expected instanceof RegExp) {
      this.same((actual as RegExp).source, expected.source, `${path} source`);
      this.same((actual as RegExp).flags, expected.flags, `${path} flags`);
    } else if (expected instanceof ArrayBuffer) {
      const buffer = actual as ArrayBuffer;
      this.same(
        [buffer.byteLength, buffer.resizable, buffer.maxByteLength],
        [expected.byteLength, expected.resizable, expected.maxByteLength],
        `${path} size`,
      );
      assert.deepEqual(new Uint8Array(buffer), new Uint8Array(expected), `${path} bytes`);
    } else if (ArrayBuffer.isView(expected)) {
      const view = actual as ArrayBufferView;
      this.same([view.byteOffset, view.byteLength], [expected.byteOffset, expected.byteLength], `${path} extent`);
      this.same(view.buffer, expected.buffer, `${path} buffer`);
    } else if (expected instanceof Number || expected instanceof String || expected instanceof Boolean || expected instanceof BigInt) {
      this.same((actual as { valueOf(): unknown }).valueOf(), expected.valueOf(), `${path} boxed`);
    }
  }
}
