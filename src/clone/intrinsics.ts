// The built-in methods as they were at import. They work on internal slots: they run no code of the user,
// and they throw on anything that only looks like what it is asked to be.

type Method<Receiver, Result> = (receiver: Receiver) => Result;

function getter<Receiver, Result>(prototype: object, key: string | symbol): Method<Receiver, Result> {
  const get = Object.getOwnPropertyDescriptor(prototype, key)!.get!;
  return (receiver) => Reflect.apply(get, receiver, []) as Result;
}

function method<Receiver, Result>(call: (this: Receiver) => Result): Method<Receiver, Result> {
  return (receiver) => Reflect.apply(call, receiver, []);
}

const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object;

export const mapSize: Method<ReadonlyMap<unknown, unknown>, number> = getter(Map.prototype, 'size');
export const mapForEach: typeof Map.prototype.forEach = Map.prototype.forEach;
export const setSize: Method<ReadonlySet<unknown>, number> = getter(Set.prototype, 'size');
export const setForEach: typeof Set.prototype.forEach = Set.prototype.forEach;
export const dateTime: Method<Date, number> = method(Date.prototype.getTime);

/** The concrete type of a typed array, or undefined for a `DataView`. */
export const typedArrayName: Method<ArrayBufferView, string | undefined> = getter(TypedArrayPrototype, Symbol.toStringTag);
export const typedArrayBuffer: Method<ArrayBufferView, ArrayBufferLike> = getter(TypedArrayPrototype, 'buffer');
export const typedArrayOffset: Method<ArrayBufferView, number> = getter(TypedArrayPrototype, 'byteOffset');
export const typedArrayLength: Method<ArrayBufferView, number> = getter(TypedArrayPrototype, 'length');
export const dataViewBuffer: Method<ArrayBufferView, ArrayBufferLike> = getter(DataView.prototype, 'buffer');
export const dataViewOffset: Method<ArrayBufferView, number> = getter(DataView.prototype, 'byteOffset');
export const dataViewLength: Method<ArrayBufferView, number> = getter(DataView.prototype, 'byteLength');

export const bufferLength: Method<ArrayBufferLike, number> = getter(ArrayBuffer.prototype, 'byteLength');
export const bufferResizable: Method<ArrayBufferLike, boolean> = getter(ArrayBuffer.prototype, 'resizable');
export const bufferMaximum: Method<ArrayBufferLike, number> = getter(ArrayBuffer.prototype, 'maxByteLength');

export const regExpSource: Method<RegExp, string> = getter(RegExp.prototype, 'source');

const REGEXP_FLAGS: readonly (readonly [string, Method<RegExp, boolean>])[] = [
  ['d', getter(RegExp.prototype, 'hasIndices')],
  ['g', getter(RegExp.prototype, 'global')],
  ['i', getter(RegExp.prototype, 'ignoreCase')],
  ['m', getter(RegExp.prototype, 'multiline')],
  ['s', getter(RegExp.prototype, 'dotAll')],
  ['u', getter(RegExp.prototype, 'unicode')],
  ['v', getter(RegExp.prototype, 'unicodeSets')],
  ['y', getter(RegExp.prototype, 'sticky')],
];

/** The flags of an expression whatever properties it was given: its own `flags` getter reads those. */
export function regExpFlags(expression: RegExp): string {
  let flags = '';
  for (const [flag, has] of REGEXP_FLAGS) if (has(expression)) flags += flag;
  return flags;
}

export type BuiltIn = 'map' | 'set' | 'date' | 'regexp' | 'error' | 'buffer' | 'number' | 'string' | 'boolean' | 'bigint' | 'shared';

/** What an object with exactly this prototype may be. Whether it is one, only its internal slot says. */
export const BUILT_INS: ReadonlyMap<unknown, BuiltIn> = new Map<unknown, BuiltIn>([
  [Map.prototype, 'map'],
  [Set.prototype, 'set'],
  [Date.prototype, 'date'],
  [RegExp.prototype, 'regexp'],
  [ArrayBuffer.prototype, 'buffer'],
  // A page that is not isolated has none.
  ...(typeof SharedArrayBuffer === 'undefined' ? [] : [[SharedArrayBuffer.prototype, 'shared'] as const]),
  [Number.prototype, 'number'],
  [String.prototype, 'string'],
  [Boolean.prototype, 'boolean'],
  [BigInt.prototype, 'bigint'],
  ...[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((type) => [type.prototype, 'error'] as const),
]);

/** The primitive inside a boxed one. */
export const UNBOX: Readonly<Record<'number' | 'string' | 'boolean' | 'bigint', Method<object, unknown>>> = {
  number: method<object, unknown>(Number.prototype.valueOf),
  string: method<object, unknown>(String.prototype.valueOf),
  boolean: method<object, unknown>(Boolean.prototype.valueOf),
  bigint: method<object, unknown>(BigInt.prototype.valueOf),
};
