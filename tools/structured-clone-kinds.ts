// One value of every kind that structured clone tells apart. docs/reference/structured-clone.md is what explain() says about them.
import { createSecretKey } from 'node:crypto';
import { BlockList } from 'node:net';
import { MessageChannel } from 'node:worker_threads';

export interface Kind {
  /** Markdown. */
  readonly label: string;
  readonly make: () => unknown;
  /** The transfer list, when the kind is about moving. */
  readonly transfer?: (value: never) => readonly object[];
  /** What is said from which Node on, where the versions differ; otherwise it is measured. Checked on the version that runs. */
  readonly since?: Readonly<Record<number, string>>;
}

class User {
  readonly #password = 'secret';
  name = 'Ada';
  matches(password: string): boolean {
    return password === this.#password;
  }
}

class HttpError extends Error {
  override name = 'HttpError';
  status = 404;
}

class Tally extends Map<string, number> {
  total(): number {
    return [...this.values()].reduce((sum, value) => sum + value, 0);
  }
}

const hidden = (): object => Object.defineProperty({ id: 1 }, 'cache', { value: {}, writable: true, configurable: true });

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

/** The channels of ports that are only looked at. They keep nothing alive. */
const port = (): object => new MessageChannel().port1;
const itself = (value: object): readonly object[] => [value];

export const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  'Primitive values': [
    { label: 'string, number, boolean, `null`, `undefined`, BigInt', make: () => ['text', 1.5, true, null, undefined, 10n] },
    { label: 'symbol', make: () => Symbol('key') },
    { label: 'boxed string, number, boolean, BigInt', make: () => [Object('text'), Object(1), Object(true), Object(1n)] },
    { label: 'boxed symbol', make: () => Object(Symbol('key')) },
  ],
  'Objects and arrays': [
    { label: 'plain object, `{}`', make: () => ({ a: 1 }) },
    { label: 'array, also with holes and other properties', make: () => Object.assign(Array<number>(3).fill(1, 0, 1), { more: true }) },
    { label: 'the same object twice, cycles', make: () => ((cycle: Record<string, unknown>) => (cycle['self'] = cycle))({}) },
    {
      label: 'object with a getter',
      make: () => ({
        get total() {
          return 1;
        },
      }),
    },
    { label: 'object with a setter only', make: () => ({ set total(_: number) {} }) },
    { label: 'non-enumerable property', make: hidden },
    { label: 'property whose key is a symbol', make: () => ({ [Symbol('key')]: 1 }) },
    { label: 'frozen object', make: () => Object.freeze({ a: 1 }) },
    { label: '`Object.create(null)`', make: () => Object.create(null) as object },
    {
      label: '`arguments`',
      make: () =>
        (function (..._: number[]) {
          return arguments;
        })(1),
    },
    { label: '`Proxy`', make: () => new Proxy({}, {}) },
  ],
  'Functions and classes': [
    { label: 'function', make: () => () => 1 },
    { label: 'class', make: () => User },
    { label: 'instance of a class', make: () => new User() },
    { label: 'instance of a subclass of `Map`', make: () => new Tally() },
    { label: 'generator, iterator', make: () => [1].values() },
    { label: '`Promise`', make: () => Promise.resolve() },
  ],
  'Built-in objects': [
    { label: '`Date`', make: () => new Date(0) },
    { label: '`RegExp`', make: () => /a/g },
    { label: '`RegExp` with a `lastIndex`', make: () => Object.assign(/a/g, { lastIndex: 1 }) },
    { label: '`Map`, `Set`', make: () => [new Map([[1, 2]]), new Set([1])] },
    { label: 'property of a `Map`', make: () => Object.assign(new Map(), { label: 'x' }) },
    { label: '`WeakMap`, `WeakSet`, `WeakRef`', make: () => new WeakMap() },
    { label: '`Intl` objects', make: () => new Intl.NumberFormat('en') },
  ],
  Errors: [
    {
      label: '`Error`, `TypeError` and the others of the language, with `cause`',
      make: () => new TypeError('x', { cause: new Error('y') }),
    },
    { label: 'property of an error', make: () => Object.assign(new Error('x'), { code: 'E_X' }) },
    { label: '`AggregateError`', make: () => new AggregateError([new Error('x')], 'many') },
    { label: 'instance of a class of errors', make: () => new HttpError('x') },
    {
      label: '`DOMException`',
      make: () => new DOMException('x', 'AbortError'),
      since: { 20: 'copied; lost: its class (a DOMException arrives as a plain object), `.stack`', 22: 'copied' },
    },
  ],
  'Binary data': [
    { label: '`ArrayBuffer`', make: () => new ArrayBuffer(8) },
    { label: '`ArrayBuffer` in the transfer list', make: () => new ArrayBuffer(8), transfer: itself },
    { label: 'resizable `ArrayBuffer`', make: () => new ArrayBuffer(8, { maxByteLength: 16 }) },
    { label: 'detached `ArrayBuffer`', make: detached },
    { label: 'typed array, `DataView`', make: () => [new Uint8Array(8), new DataView(new ArrayBuffer(8))] },
    { label: 'view of a part of its buffer', make: () => new Uint8Array(new ArrayBuffer(64), 0, 8) },
    { label: 'view whose buffer is in the transfer list', make: () => new Uint8Array(8), transfer: (view: Uint8Array) => [view.buffer] },
    { label: 'view of a resizable buffer', make: () => new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 })) },
    { label: '`Buffer` of `Buffer.alloc()`', make: () => Buffer.alloc(8) },
    { label: '`Buffer` of `Buffer.from()`, from the pool', make: () => Buffer.from('abc') },
    { label: '`SharedArrayBuffer`, and views of one', make: () => new Int32Array(new SharedArrayBuffer(8)) },
  ],
  'Platform objects': [
    { label: '`MessagePort`', make: port },
    { label: '`MessagePort` in the transfer list', make: port, transfer: itself },
    { label: '`ReadableStream`, `WritableStream`, `TransformStream`', make: () => new ReadableStream() },
    { label: 'a stream in the transfer list', make: () => new ReadableStream(), transfer: itself },
    { label: '`Blob`', make: () => new Blob(['x']) },
    {
      label: '`File`',
      make: () => new File(['x'], 'x.txt'),
      since: { 20: 'copied; lost: its class (a File arrives as a Blob), private names', 24: 'copied' },
    },
    { label: '`KeyObject`', make: () => createSecretKey(Buffer.alloc(16)) },
    { label: '`BlockList`', make: () => new BlockList() },
    {
      label: '`URL`',
      make: () => new URL('https://example.org/'),
      since: {
        20: 'copied; lost: its class (a URL arrives as a plain object), private names',
        22: '**refused**: a URL that is marked as uncloneable cannot be cloned',
      },
    },
    {
      label: '`Headers`',
      make: () => new Headers(),
      since: {
        20: 'copied; lost: its class (a Headers arrives as a plain object), private names',
        22: '**refused**: a Headers that is marked as uncloneable cannot be cloned',
      },
    },
    { label: '`AbortSignal`, `Event`, `EventTarget`', make: () => new EventTarget() },
  ],
};
