import { builtInClass, errorClassFor } from './error-classes.ts';
import { headerOf } from './error-node.ts';
import type { ErrorCell, ErrorNode, ErrorProperty, ErrorRecord, ErrorRecordNode } from './error-record.ts';

/**
 * Rebuilds on this thread what `describeError()` described on another: the thrown value, an error of the same class where it is built in or
 * registered (see `registerErrorClass()`), else of a class generated under the same name. No constructor of a user's class runs.
 * Its own properties are writable and configurable, also when the original was frozen.
 */
export function reviveError(record: ErrorRecord): unknown {
  // All objects first, then their parts: the record may hold cycles.
  const objects = record.nodes.map(emptyObject);
  const valueOf = (cell: ErrorCell): unknown => (typeof cell === 'object' && cell !== null ? objects[cell.node] : cell);
  for (const [number, node] of record.nodes.entries()) fill(objects[number]!, node, valueOf);
  return valueOf(record.thrown);
}

function emptyObject(node: ErrorRecordNode): object {
  switch (node.kind) {
    case 'error':
      return emptyError(node);
    case 'array': {
      const array: unknown[] = [];
      array.length = node.length;
      return array;
    }
    case 'object':
      return {};
    case 'map':
      return new Map();
    case 'set':
      return new Set();
    case 'leaf':
      return node.value as object;
  }
}

// The built-in constructor with another `new.target`: a native error (it has [[ErrorData]]) with the class's prototype from the start.
function emptyError(node: ErrorNode): object {
  const parameters = node.base === 'DOMException' ? [node.message, node.name] : node.base === 'AggregateError' ? [[]] : [];
  return Reflect.construct(builtInClass(node.base), parameters as never[], errorClassFor(node.base, node.classes, node.nameOfPrototype));
}

function fill(target: object, node: ErrorRecordNode, valueOf: (cell: ErrorCell) => unknown): void {
  switch (node.kind) {
    case 'error':
      return fillError(target, node, valueOf);
    case 'array':
    case 'object':
      return node.keys.forEach((key, index) => define(target, key, true, valueOf(node.values[index])));
    case 'map':
      return node.keys.forEach((key, index) => (target as Map<unknown, unknown>).set(valueOf(key), valueOf(node.values[index])));
    case 'set':
      return node.values.forEach((value) => (target as Set<unknown>).add(valueOf(value)));
  }
}

function fillError(error: object, node: ErrorNode, valueOf: (cell: ErrorCell) => unknown): void {
  // The runtime gave the error a stack of this thread, which would name the wrong place.
  define(error, 'stack', false, headerOf(node));
  for (const property of node.properties) define(error, keyOf(property), property.enumerable, valueOf(property.value));
  for (const property of node.inherited) {
    const value = valueOf(property.value);
    const key = keyOf(property);
    if (read(error, key) !== value) define(error, key, false, value);
  }
  // The class may have been generated for an error that did not inherit the same name, or a registered one may say another.
  if (read(error, 'name') !== node.name) define(error, 'name', false, node.name);
}

function keyOf(property: ErrorProperty): PropertyKey {
  return property.symbol ? Symbol.for(property.key) : property.key;
}

function read(source: object, key: PropertyKey): unknown {
  try {
    return (source as Record<PropertyKey, unknown>)[key];
  } catch {
    // A registered class whose getter needs a private field, which a revived error has not.
    return undefined;
  }
}

// Defined and not assigned: a key may be `__proto__`, or a setter of the class.
function define(target: object, key: PropertyKey, enumerable: boolean, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true });
}
