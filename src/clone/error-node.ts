import { classesOf } from './error-classes.ts';
import type { ErrorCell, ErrorNode, ErrorProperty } from './error-record.ts';
import { guardedRead, readString } from './guarded-read.ts';
import { isNativeError } from './internal-slots.ts';

// What an error may get from its class by a getter or a prototype's property, and that must not get lost with the class.
const INHERITED_KEYS = ['name', 'message', 'code', 'stack', 'cause'];

/** Whether `value` is an error: made by an error constructor, or an instance of `Error` (a Proxy of one, `Object.create(Error.prototype)`). */
export function isErrorLike(value: object): boolean {
  return isNativeError(value) || value instanceof Error;
}

/** The node of an error without its properties. May throw when the error is a Proxy. */
export function emptyErrorNode(error: object): ErrorNode {
  const prototype: object | null = Object.getPrototypeOf(error);
  return {
    kind: 'error',
    ...classesOf(error),
    name: readString(error, 'name') ?? 'Error',
    message: readString(error, 'message') ?? '',
    // Read as the error would inherit it: `get name() { return this.constructor.name }` looks at `this`.
    nameOfPrototype: prototype === null ? undefined : inheritedName(prototype, error),
    properties: [],
    inherited: [],
  };
}

/** Writes the properties of an error into its node. */
export function describeProperties(error: object, node: ErrorNode, cellOf: (value: unknown) => ErrorCell): void {
  const own = new Set<PropertyKey>();
  for (const key of Reflect.ownKeys(error)) {
    own.add(key);
    const property = describeProperty(error, key, node, cellOf);
    if (property) node.properties.push(property);
  }
  for (const key of INHERITED_KEYS) {
    if (own.has(key)) continue;
    const read = guardedRead(error, key);
    if (!('value' in read) || read.value === undefined) continue;
    node.inherited.push({ key, symbol: false, enumerable: false, value: cellOf(read.value) });
  }
}

function describeProperty(
  error: object,
  key: PropertyKey,
  node: ErrorNode,
  cellOf: (value: unknown) => ErrorCell,
): ErrorProperty | undefined {
  const registeredKey = typeof key === 'symbol' ? Symbol.keyFor(key) : (key as string);
  if (registeredKey === undefined) return undefined;
  const enumerable = Object.getOwnPropertyDescriptor(error, key)?.enumerable === true;
  const read = guardedRead(error, key);
  if ('value' in read && isShadowedMethod(key, read.value)) return undefined;
  // A getter that throws, or V8's own getter of `stack`, which gives `undefined` through a Proxy.
  const stackMissing = key === 'stack' && (!('value' in read) || read.value === undefined);
  const value = stackMissing ? headerOf(node) : 'value' in read ? cellOf(read.value) : read.threw;
  return { key: registeredKey, symbol: typeof key === 'symbol', enumerable, value };
}

/** The first line of a stack: what stands in for a stack that is not to be had. */
export function headerOf(node: Pick<ErrorNode, 'name' | 'message'>): string {
  return node.message === '' ? node.name : `${node.name}: ${node.message}`;
}

// The string that describes an own `toString` would shadow the inherited method, and `String(error)` would throw.
function isShadowedMethod(key: PropertyKey, value: unknown): boolean {
  return typeof value === 'function' && key in Error.prototype;
}

function inheritedName(prototype: object, error: object): string | undefined {
  try {
    const name: unknown = Reflect.get(prototype, 'name', error);
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
