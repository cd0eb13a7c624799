import { isLiveBuffer, partsOf, type CloneParts } from './clone-parts.ts';
import { spellPath, type ClonePlace } from './clone-path.ts';
import { PORTABLE_HOST } from './codec-host.ts';
import { isArguments } from './is-arguments.ts';
import { reasonOf, refusalOf } from './refusal.ts';

/** What cannot be cloned, and where it is. */
export interface Culprit {
  readonly path: string;
  readonly value: unknown;
  /** For a person: `a function cannot be cloned`. */
  readonly reason: string;
}

interface Visit {
  readonly value: object;
  readonly place: ClonePlace | undefined;
}

interface Frame extends Visit {
  readonly parts: CloneParts;
  next: number;
}

interface Suspect {
  readonly value: unknown;
  readonly place: ClonePlace | undefined;
  readonly refusal: string;
}

/**
 * Finds the first part of `value`, in the order of the structured clone, that it refuses. Meant for after a failure: getters run again.
 * Needs no recursion, so that any depth is safe.
 *
 * @param root - what the path starts with: `message`, `workerData`
 * @param transfer - what is moved and therefore need not be cloneable; nothing is moved here
 * @param refusal - the message of the runtime's own error for `value`; it tells a culprit apart from what the runtime never looked at
 * @param isProxy - whether an object is a `Proxy`, where the runtime can tell: it is then not taken for what it shows
 * @returns `undefined` when all of it can be cloned, or a getter throws
 */
export function findCulprit(
  root: string,
  value: unknown,
  transfer: readonly unknown[],
  refusal?: string,
  isProxy: (value: object) => boolean = PORTABLE_HOST.isProxy,
): Culprit | undefined {
  const walk = new CulpritWalk(value, new Set(transfer), isProxy);
  const first = walk.next();
  const wanted = refusal ?? refusalOf(value) ?? first?.refusal;
  let found = first;
  // A part of an object that the runtime treats as a whole (a function on a Blob) is no culprit; the message is then another one.
  while (found && found.refusal !== wanted) found = walk.next();
  found ??= (wanted === undefined ? undefined : refusedContainer(walk.visits, wanted)) ?? first;
  return found && { path: spellPath(root, found.place), value: found.value, reason: reasonOf(found.value, found.refusal) };
}

/** Goes through a value in the order of the structured clone and stops at whatever looks refused. */
class CulpritWalk {
  /** The objects with parts that were looked into so far. */
  readonly visits: Visit[] = [];
  readonly #seen: Set<unknown>;
  readonly #stack: Frame[] = [];
  readonly #isProxy: (value: object) => boolean;
  #start: { readonly value: unknown } | undefined;

  constructor(value: unknown, transferred: Set<unknown>, isProxy: (value: object) => boolean) {
    this.#isProxy = isProxy;
    this.#seen = transferred;
    this.#start = { value };
  }

  next(): Suspect | undefined {
    if (this.#start) {
      const { value } = this.#start;
      this.#start = undefined;
      const suspect = this.#visit(value, undefined);
      if (suspect) return suspect;
    }
    for (let frame = this.#stack.at(-1); frame; frame = this.#stack.at(-1)) {
      if (frame.next === frame.parts.count) {
        this.#stack.pop();
        continue;
      }
      const index = frame.next++;
      let part: unknown;
      try {
        part = frame.parts.read(index);
      } catch {
        // A trap of a Proxy, which the runtime refuses before it reads, or a getter: then the clone failed with what the getter threw.
        this.#stack.length = 0;
        return suspectLeaf(frame.value, frame.place);
      }
      if (typeof part !== 'object' && typeof part !== 'function' && typeof part !== 'symbol') continue;
      const suspect = this.#visit(part, { parent: frame.place, step: frame.parts.step(index) });
      if (suspect) return suspect;
    }
    return undefined;
  }

  #visit(value: unknown, place: ClonePlace | undefined): Suspect | undefined {
    if (typeof value === 'function' || typeof value === 'symbol') return suspectLeaf(value, place);
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return undefined;
    this.#seen.add(value);
    // Both look like objects with parts, and are refused as a whole.
    if (this.#isProxy(value) || isArguments(value)) return suspectLeaf(value, place);
    let parts: CloneParts | undefined;
    try {
      parts = partsOf(value);
    } catch {
      // A Proxy whose traps throw, the way a revoked one does.
    }
    if (!parts) return isLiveBuffer(value) ? undefined : suspectLeaf(value, place);
    this.visits.push({ value, place });
    this.#stack.push({ value, place, parts, next: 0 });
    return undefined;
  }
}

function suspectLeaf(value: unknown, place: ClonePlace | undefined): Suspect | undefined {
  const refusal = refusalOf(value);
  return refusal === undefined ? undefined : { value, place, refusal };
}

/**
 * Finds the object that is refused itself and not for one of its parts: a Proxy, an `arguments` object, one marked as uncloneable.
 * The runtime refuses it in the same words as the whole, and a plain object with the same parts in other words or not at all.
 * Each try clones all that the object reaches; this is the rare case.
 */
function refusedContainer(visits: readonly Visit[], refusal: string): Suspect | undefined {
  for (const { value, place } of visits) {
    if (refusalOf(value) !== refusal) continue;
    let parts: object;
    try {
      parts = { ...value };
    } catch {
      continue;
    }
    if (Object.keys(parts).length > 0 && refusalOf(parts) !== refusal) return { value, place, refusal };
  }
  return undefined;
}
