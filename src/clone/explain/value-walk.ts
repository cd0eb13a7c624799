import type { ClonePlace, CloneStep } from '../clone-path.ts';
import { MAX_DEPTH } from '../format.ts';
import { isArrayBuffer } from '../internal-slots.ts';
import { nameOfClass } from '../name-of-class.ts';
import { ShapeTree } from '../shape-tree.ts';
import { isMarkedUncloneable } from '../uncloneable.ts';
import { walkArray } from './array-walk.ts';
import { walkView } from './binary-data.ts';
import { walkBuiltIn, walkForeign } from './built-in-walk.ts';
import { describeValue } from './describe-value.ts';
import { sizeOfBigint, sizeOfNumber, sizeOfString, sizeOfVarint } from './encoded-size.ts';
import type { Finding, Nested } from './finding.ts';
import { walkPlain } from './member-walk.ts';
import type { Walker } from './walker.ts';
import type { WalkState } from './walk-state.ts';

/** A string of so many characters has an entry of its own. */
const LONG_TEXT = 4096;
/** The parts of a message that has no more of them than this have entries of their own. */
const MOST_PARTS = 32;

/** What lies deeper than one run of the walk goes. */
interface Deep {
  readonly value: object;
  readonly place: ClonePlace | undefined;
  /** Where its findings belong. */
  readonly hole: Nested[];
  readonly base: number;
}

/**
 * Goes through a value as the encoder does, in the same order, and adds up what the encoder would write; a property test compares the two.
 * Unlike the encoder it goes on where that gives up.
 */
export class ValueWalk implements Walker {
  readonly state: WalkState;
  readonly shapes: ShapeTree = new ShapeTree(false);
  /** The most objects that lie in each other, and the innermost of them. */
  deepest: { readonly levels: number; readonly place: ClonePlace | undefined } = { levels: 0, place: undefined };
  readonly #deep: Deep[] = [];
  #base = 0;
  #depth = 0;
  #rootParts = 0;

  constructor(state: WalkState) {
    this.state = state;
    this.shapes.begin();
  }

  get depth(): number {
    return this.#base + this.#depth;
  }

  run(value: unknown): void {
    const { findings } = this.state;
    const root = findings.crosses('copied', undefined, describeValue(value), 0);
    this.value(value, undefined, undefined, '');
    const { list } = findings;
    for (const { value: inner, place, hole, base } of this.#deep) {
      findings.list = hole;
      this.#base = base;
      this.#depth = 0;
      this.#enter(inner, place);
    }
    findings.list = list;
    root.bytes = this.state.position - this.state.listed;
  }

  value(value: unknown, parent: ClonePlace | undefined, kind: CloneStep['kind'] | undefined, key: string | number, mapKey?: unknown): void {
    const { state } = this;
    state.values += 1;
    switch (typeof value) {
      case 'string': {
        const size = sizeOfString(value);
        state.position += size;
        if (value.length >= LONG_TEXT && kind !== undefined) this.#enterText(value, size, placeOf(parent, kind, key, mapKey));
        return;
      }
      case 'number':
        state.position += sizeOfNumber(value);
        return;
      case 'object':
        if (value === null) state.position += 1;
        else this.#object(value, placeOf(parent, kind, key, mapKey));
        return;
      case 'bigint':
        state.position += sizeOfBigint(value);
        return;
      case 'boolean':
      case 'undefined':
        state.position += 1;
        return;
      default:
        state.refuse('uncloneable', placeOf(parent, kind, key, mapKey), value);
    }
  }

  open(value: object, place: ClonePlace | undefined, count: number): Finding | undefined {
    const { depth } = this;
    if (depth === 1) this.#rootParts = count;
    if (depth !== 2 || this.#rootParts > MOST_PARTS) return undefined;
    const { position, listed, findings } = this.state;
    const part = findings.crosses('copied', place, describeValue(value), 0);
    part.bytes = listed - position;
    return part;
  }

  close(part: Finding | undefined): void {
    if (!part) return;
    const { state } = this;
    part.bytes += state.position - state.listed;
    state.listed += part.bytes;
  }

  #enterText(text: string, size: number, place: ClonePlace | undefined): void {
    this.state.listed += size;
    this.state.findings.crosses('copied', place, describeValue(text), size);
  }

  #object(value: object, place: ClonePlace | undefined): void {
    const { state } = this;
    const known = state.seen.meet(value);
    if (known >= 0) {
      state.values -= 1;
      state.position += 1 + sizeOfVarint(known);
      state.memory.showAll(value);
      return;
    }
    if (state.transfers.list.length > 0 && !isArrayBuffer(value) && state.transfers.reach(value)) {
      state.findings.crosses('moved', place, nameOfClass(value) ?? 'object', 0);
      return;
    }
    if (state.host.isProxy(value)) return state.refuse('proxy', place, value);
    if (this.#depth < MAX_DEPTH) return this.#enter(value, place);
    // Put off: the stack has an end.
    state.leave('deep', place, value);
    const hole: Nested[] = [];
    state.findings.list.push(hole);
    this.#deep.push({ value, place, hole, base: this.depth });
  }

  #enter(value: object, place: ClonePlace | undefined): void {
    this.#depth += 1;
    if (this.depth > this.deepest.levels) this.deepest = { levels: this.depth, place };
    this.#lookInto(value, place);
    this.#depth -= 1;
  }

  #lookInto(value: object, place: ClonePlace | undefined): void {
    const { state } = this;
    if (ArrayBuffer.isView(value)) return walkView(value, place, this.depth, state);
    if (isMarkedUncloneable(value) && !isArrayBuffer(value)) return state.refuse('foreign', place, value, 'unsupported type');
    const prototype: object | null = Object.getPrototypeOf(value);
    if (Array.isArray(value)) return walkArray(value, place, this);
    if (prototype === Object.prototype) return walkPlain(value, place, this);
    if (prototype === null && !(Symbol.toStringTag in value)) {
      state.losses.prototype(value, place, Object.prototype, 'Object');
      return walkPlain(value, place, this);
    }
    if (!walkBuiltIn(value, place, this)) walkForeign(value, place, this);
  }
}

function placeOf(
  parent: ClonePlace | undefined,
  kind: CloneStep['kind'] | undefined,
  key: string | number,
  mapKey: unknown,
): ClonePlace | undefined {
  switch (kind) {
    case undefined:
      return undefined;
    case 'property':
      return { parent, step: { kind, key: key as string } };
    case 'cause':
      return { parent, step: { kind } };
    case 'map-value':
      return { parent, step: { kind, index: key as number, key: mapKey } };
    default:
      return { parent, step: { kind, index: key as number } };
  }
}
