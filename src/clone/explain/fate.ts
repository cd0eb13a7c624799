/**
 * What becomes of a part of a message. The same words as in the documents and in every `DataCloneError`.
 *
 * - `copied`: the receiver has its own
 * - `moved`: the receiver has it, the sender no longer
 * - `shared`: both have the same memory
 * - `lost`: it does not cross, in silence, while the rest of its object does
 * - `refused`: `postMessage` throws because of it
 */
export type Fate = 'copied' | 'moved' | 'shared' | 'lost' | 'refused';

/**
 * What is lost of an object.
 *
 * - `prototype`: its class, with all methods and accessors of it; or the absence of a prototype
 * - `private`: the private fields that the source of its class shows (`#name`)
 * - `accessor`: a getter or setter; what the getter gives is copied as a value
 * - `non-enumerable`: a property that is not enumerable
 * - `symbol`: a property whose key is a symbol
 * - `property`: a property of an object of which only the content crosses: an error, a `Date`, a `Map`, a `Blob`
 * - `attributes`: that it is frozen or sealed, or that properties cannot be changed or deleted
 */
export type LostAspect = 'prototype' | 'private' | 'accessor' | 'non-enumerable' | 'symbol' | 'property' | 'attributes';
