/**
 * Why the codec left a message to the runtime's own structured clone.
 *
 * - `uncloneable`: a function, a symbol, or an object marked as uncloneable; the runtime throws the `DataCloneError`
 * - `foreign`: a class instance, a host object, or a built-in the codec does not know exactly
 * - `proxy`: the runtime throws the `DataCloneError`
 * - `accessor`: an object with a getter, which must be read once; the codec refuses before it reads one
 * - `memory`: a `SharedArrayBuffer`, a detached buffer, a view of either, or a view of a resizable buffer
 * - `deep`: nested more than 500 levels
 * - `room`: the sink has no room
 * - `busy`: called while encoding, by code that `Error.prepareStackTrace` ran
 * - `polluted`: `Object.prototype` has enumerable properties
 */
export type Refusal = 'uncloneable' | 'foreign' | 'proxy' | 'accessor' | 'memory' | 'deep' | 'room' | 'busy' | 'polluted';

/** Thrown inside the encoder to unwind, never out of it. Not an `Error`: capturing a stack would cost more than the encode. */
export class Refused {
  readonly reason: Refusal;

  constructor(reason: Refusal) {
    this.reason = reason;
  }
}

export function refuse(reason: Refusal): never {
  throw new Refused(reason);
}
