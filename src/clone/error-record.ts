// What an error looks like while it crosses. A flat table: node numbers instead of references, so that cycles, shared objects and
// any depth cost no recursion here, in the runtime's structured clone or in the codec.

/** A place in a record: a primitive as it is, or the number of a node. */
export type ErrorCell = string | number | bigint | boolean | null | undefined | { readonly node: number };

/** An own property of an error, or a value that it inherited. */
export interface ErrorProperty {
  /** The string key, or the key of a symbol of `Symbol.for`. */
  readonly key: string;
  readonly symbol: boolean;
  readonly enumerable: boolean;
  readonly value: ErrorCell;
}

/** An error in a record. */
export interface ErrorNode {
  readonly kind: 'error';
  /** The nearest built-in class: a key of the table in `error-classes.ts`. */
  readonly base: string;
  /** Names of the classes between the error and `base`, the most derived first. */
  readonly classes: readonly string[];
  readonly name: string;
  readonly message: string;
  /** The `name` that the class gives, when it is a string. */
  readonly nameOfPrototype: string | undefined;
  readonly properties: ErrorProperty[];
  /** What the error got from its prototypes (`get code()`); revived as own properties where the revived class does not give the same. */
  readonly inherited: ErrorProperty[];
}

/** What a record is made of. */
export type ErrorRecordNode =
  | ErrorNode
  | { readonly kind: 'array'; readonly length: number; readonly keys: string[]; readonly values: ErrorCell[] }
  | { readonly kind: 'object'; readonly keys: string[]; readonly values: ErrorCell[] }
  | { readonly kind: 'map'; readonly keys: ErrorCell[]; readonly values: ErrorCell[] }
  | { readonly kind: 'set'; readonly values: ErrorCell[] }
  /** Copied by the runtime (a `Date`, a `Uint8Array`, a `Blob`); already a copy, so that it cannot be detached on the way. */
  | { readonly kind: 'leaf'; readonly value: unknown };

/** A thrown value as plain data: `describeError()` makes it, `reviveError()` reads it. The structured clone of a record never fails. */
export interface ErrorRecord {
  readonly thrown: ErrorCell;
  readonly nodes: readonly ErrorRecordNode[];
}
