import { nameOfClass, nameOfPrototype } from '../name-of-class.ts';
import { isClass } from '../uncloneable-text.ts';
import { privateNamesOf } from './private-names.ts';

const MOST_NAMES = 5;
// A prototype chain may be a Proxy's invention without an end.
const LONGEST_CHAIN = 100;

/** What instances of a class lose when they are copied. */
export interface ClassFacts {
  readonly name: string;
  /** Methods and accessors, for a person; empty when there are none. */
  readonly members: string;
  readonly privateNames: readonly string[];
}

/** @param base - the prototype of what arrives: what it has is not lost */
export function classFacts(value: object, base: object): ClassFacts {
  const members = new Set<string>();
  const privateNames = new Set<string>();
  let prototype: object | null = Object.getPrototypeOf(value);
  for (let steps = 0; prototype !== null && prototype !== base && steps < LONGEST_CHAIN; steps += 1) {
    if (prototype === Object.prototype) break;
    const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    // What is not written as a class is the runtime's, such as Buffer: its methods are known, and many.
    if (typeof constructor !== 'function' || isClass(constructor)) {
      for (const name of memberNames(prototype)) if (!(name in base)) members.add(name);
      if (typeof constructor === 'function') for (const name of privateNamesOf(constructor)) privateNames.add(name);
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  return { name: nameOfClass(value) ?? 'object with a prototype', members: listed([...members]), privateNames: [...privateNames] };
}

function memberNames(prototype: object): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
}

/** `rename, toJSON and size`; `a, b, c, d, e and 3 more`. */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  if (names.length <= MOST_NAMES) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
}

/** Whether `prototype` is that of the built-in `name` in another realm: the runtime gives the object the one of the receiver's. */
export function isOfOtherRealm(prototype: object | null, name: string): boolean {
  if (prototype === null || nameOfPrototype(prototype) !== name) return false;
  const constructor = Object.getOwnPropertyDescriptor(prototype, 'constructor')!.value as Function;
  return Function.prototype.toString.call(constructor).endsWith('{ [native code] }');
}
