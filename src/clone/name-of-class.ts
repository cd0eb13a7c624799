/**
 * The name of the class of an object, as its prototype's `constructor` says, else as `Symbol.toStringTag` says (generators, iterators,
 * module namespaces have no constructor). `undefined` when neither says more than `Object`. Never throws.
 */
export function nameOfClass(value: object): string | undefined {
  try {
    for (let prototype = Object.getPrototypeOf(value); prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
      const name = nameOfPrototype(prototype);
      // A prototype without a tag or a name of its own is that of an object literal's child: what it inherits decides.
      if (name !== undefined) return name === 'Object' ? tagOf(value) : name;
      const tag = tagOf(value);
      if (tag !== undefined) return tag;
    }
    return tagOf(value);
  } catch {
    return undefined;
  }
}

/** The name of the class that `prototype` belongs to; `undefined` when it has no constructor of its own or that has no name. */
export function nameOfPrototype(prototype: object): string | undefined {
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof constructor !== 'function') return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(constructor, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function tagOf(value: object): string | undefined {
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return tag === 'Object' ? undefined : tag;
}
