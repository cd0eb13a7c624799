import { setOwn } from './own-property.ts';

// Generating and compiling a constructor costs about as much as building this many objects without one.
const USES_BEFORE_CONSTRUCTOR = 16;

/** Where the values of an object come from. */
export interface ValueSource {
  value(): unknown;
}

type Constructor = (source: ValueSource) => object;

// Set when the process forbids code generation from strings; asking again would only throw again.
let forbidden = false;

/** A key list that the writer has taught, and the fastest way yet to build an object with it. */
export class LearnedShape {
  readonly keys: readonly string[];
  #uses = 0;
  #construct: Constructor | undefined = undefined;

  constructor(keys: readonly string[]) {
    this.keys = keys;
  }

  /** Reads one value for each key, in order, and returns the object. */
  build(source: ValueSource): object {
    const construct = this.#construct;
    return construct === undefined ? this.#buildSlowly(source) : construct(source);
  }

  /** The same into an object that exists already, because its values may refer to it. */
  fill(object: object, source: ValueSource): void {
    for (const key of this.keys) setOwn(object as Record<string, unknown>, key, source.value());
  }

  #buildSlowly(source: ValueSource): object {
    this.#uses += 1;
    if (this.#uses === USES_BEFORE_CONSTRUCTOR && !forbidden) this.#construct = generate(this.keys);
    const object = {};
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a method of this class
    this.fill(object, source);
    return object;
  }
}

// An object literal is the one form that defines own properties, keeps their order and gets the hidden class right from the start.
// Text of the frame appears in it only as JSON strings; a literal `__proto__` would set the prototype, a computed one does not.
function generate(keys: readonly string[]): Constructor | undefined {
  const properties = keys.map((key) => `${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}:source.value()`);
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- see above: nothing but quoted keys
    return new Function('source', `"use strict";return{${properties.join(',')}}`) as Constructor;
  } catch {
    forbidden = true;
    return undefined;
  }
}
