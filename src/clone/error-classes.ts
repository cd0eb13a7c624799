import { HeddleError } from '../core/heddle-error.ts';
import { wrongType } from '../core/invalid-argument.ts';
import { nameOfPrototype } from './name-of-class.ts';

/** A class of errors, whatever its constructor takes. */
export type ErrorClass = abstract new (...parameters: never[]) => Error;

// A prototype chain may be a Proxy's invention without an end.
const LONGEST_CHAIN = 100;

const GLOBAL_NAMES = [
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
  'SuppressedError',
  'DOMException',
];
const WEBASSEMBLY_NAMES = ['CompileError', 'LinkError', 'RuntimeError'];

function builtIns(): Map<string, ErrorClass> {
  const table = new Map<string, ErrorClass>();
  const add = (prefix: string, names: readonly string[], holder: Record<string, unknown> | undefined): void => {
    for (const name of names) {
      const found = holder?.[name];
      if (typeof found === 'function') table.set(prefix + name, found as unknown as ErrorClass);
    }
  };
  const globals = globalThis as Record<string, unknown>;
  add('', GLOBAL_NAMES, globals);
  add('WebAssembly.', WEBASSEMBLY_NAMES, globals['WebAssembly'] as Record<string, unknown> | undefined);
  return table;
}

const BUILT_INS: ReadonlyMap<string, ErrorClass> = builtIns();
const NAME_OF_BUILT_IN = new Map<object, string>([...BUILT_INS].map(([name, found]) => [found.prototype as object, name]));

// Registry: the classes that errors are revived as, by name.
const registered = new Map<string, ErrorClass>([['HeddleError', HeddleError]]);
// Registry: the classes made for names that nobody registered, so that two errors of one class share a constructor.
const generated = new WeakMap<object, Map<string, ErrorClass>>();

/**
 * Makes errors that come from other threads instances of `errorClass` when the name of their class, or of a class that it extends, is
 * `errorClass.name`. The constructor does not run for them: the properties arrive, private fields (`#name`) do not.
 * A second class of the same name takes the place of the first.
 *
 * @param errorClass - a named class that extends `Error`
 * @throws TypeError (`ERR_INVALID_ARG_TYPE`) when it is not one
 *
 * @example
 * ```ts
 * class HttpError extends Error { status = 500 }
 * registerErrorClass(HttpError);
 * ```
 */
export function registerErrorClass(errorClass: ErrorClass): void {
  const valid =
    typeof errorClass === 'function' && errorClass.prototype instanceof Error && nameOfPrototype(errorClass.prototype) !== undefined;
  if (!valid) throw wrongType('an error class', errorClass, 'a named class that extends Error');
  registered.set(nameOfPrototype(errorClass.prototype)!, errorClass);
}

/** The built-in class of a record; `Error` when this runtime lacks it. */
export function builtInClass(name: string): ErrorClass {
  return BUILT_INS.get(name) ?? Error;
}

/** The names of the classes of an error, the most derived first, down to its nearest built-in class. May throw when the error is a Proxy. */
export function classesOf(error: object): { base: string; classes: string[] } {
  const classes: string[] = [];
  let prototype: object | null = Object.getPrototypeOf(error);
  for (let steps = 0; prototype !== null && steps < LONGEST_CHAIN; steps++) {
    const base = nameOfBuiltIn(prototype);
    if (base !== undefined) return { base, classes };
    const name = nameOfPrototype(prototype);
    if (name !== undefined && name !== 'Object') classes.push(name);
    prototype = Object.getPrototypeOf(prototype);
  }
  return { base: 'Error', classes };
}

/** The class that an error of these classes is revived as: registered where the name is, generated where not. */
export function errorClassFor(base: string, classes: readonly string[], name: string | undefined): ErrorClass {
  let parent = builtInClass(base);
  for (let index = classes.length - 1; index >= 0; index--) {
    const className = classes[index]!;
    parent = registered.get(className) ?? generatedClass(parent, className, index === 0 ? name : undefined);
  }
  return parent;
}

function nameOfBuiltIn(prototype: object): string | undefined {
  const known = NAME_OF_BUILT_IN.get(prototype);
  if (known !== undefined) return known;
  // The same class of another realm: not the same object, but native code under the same name.
  const name = nameOfPrototype(prototype);
  if (name === undefined || !BUILT_INS.has(name)) return undefined;
  const source = Function.prototype.toString.call(Object.getOwnPropertyDescriptor(prototype, 'constructor')!.value);
  return source.endsWith('{ [native code] }') ? name : undefined;
}

/** How many names of classes that others invent are remembered, and how long one may be, in UTF-16 units. An error beyond that has a class of its own. */
const MOST_GENERATED = 1024;
const LONGEST_NAME = 256;
let generatedCount = 0;

function generatedClass(parent: ErrorClass, className: string, name: string | undefined): ErrorClass {
  let children = generated.get(parent);
  if (!children) generated.set(parent, (children = new Map()));
  let child = children.get(className);
  if (!child) {
    child = class extends (parent as new () => Error) {};
    Object.defineProperty(child, 'name', { value: className, configurable: true });
    if (name !== undefined) Object.defineProperty(child.prototype, 'name', { value: name, writable: true, configurable: true });
    if (generatedCount < MOST_GENERATED && className.length <= LONGEST_NAME) {
      generatedCount += 1;
      children.set(className, child);
    }
  }
  return child;
}
