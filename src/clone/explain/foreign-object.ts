import { findCulprit } from '../find-culprit.ts';
import { isRefusal } from '../refusal.ts';
import { runsNoCode } from './runs-no-code.ts';
import { tryToMove } from './transfers.ts';

/**
 * What an object is whose class the codec does not know: an instance of a class of JavaScript, which is copied as a plain object; a platform
 * object, which the runtime copies in its own way; or something that the runtime refuses itself, in these words.
 */
export type ForeignKind =
  | { readonly kind: 'instance' }
  | { readonly kind: 'platform'; readonly clone: object }
  | { readonly kind: 'refused'; readonly refusal: string };

const INSTANCE: ForeignKind = { kind: 'instance' };
// Copied as platform objects whatever properties they were given. On Node 20 a DOMException is none.
const PLATFORM_CLASSES = ['Blob', 'DOMException', 'CryptoKey', 'MessagePort'];

/** Tells objects of unknown classes apart, for one message. */
export class ForeignObjects {
  readonly #isProxy: (value: object) => boolean;
  /** Prototypes of objects that were found to be instances: others of the same class are not tried again. */
  readonly #ordinary = new Set<unknown>();

  constructor(isProxy: (value: object) => boolean) {
    this.#isProxy = isProxy;
  }

  kindOf(value: object): ForeignKind {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (this.#ordinary.has(prototype)) return INSTANCE;
    // Only the runtime knows, and it is asked by cloning; not where that would read a getter, which sending will read again, or take long.
    // Of a platform object no property is read.
    const kind = runsNoCode(value, this.#isProxy) || isPlatformObject(value) ? tryToClone(value) : INSTANCE;
    if (kind.kind === 'instance') this.#ordinary.add(prototype);
    return kind;
  }
}

function isPlatformObject(value: object): boolean {
  for (const name of PLATFORM_CLASSES) {
    const found = (globalThis as Record<string, unknown>)[name];
    if (typeof found === 'function' && value instanceof found) return true;
  }
  return tryToMove(value) === 'moves';
}

function tryToClone(value: object): ForeignKind {
  try {
    const clone: object = structuredClone(value);
    return Object.getPrototypeOf(clone) === Object.prototype ? INSTANCE : { kind: 'platform', clone };
  } catch (error) {
    if (!isRefusal(error)) return INSTANCE;
    const culprit = findCulprit('', value, [], error.message);
    // A part of it is refused: the walk will come to that.
    return culprit && culprit.value !== value ? INSTANCE : { kind: 'refused', refusal: error.message };
  }
}
