import type { ClonePlace } from '../clone-path.ts';
import { isDetached } from '../internal-slots.ts';
import * as intrinsics from '../intrinsics.ts';
import type { BuiltIn } from '../intrinsics.ts';
import { nameOfClass } from '../name-of-class.ts';
import { walkBuffer } from './binary-data.ts';
import { sizeOfBigint, sizeOfNumber, sizeOfString, sizeOfVarint } from './encoded-size.ts';
import { enterErrorLosses, partsOfError } from './error-losses.ts';
import { walkInstance } from './member-walk.ts';
import { slotKind } from './slot-kind.ts';
import type { Walker } from './walker.ts';

/** An object of a built-in class. False when it only has the prototype of one. */
export function walkBuiltIn(value: object, place: ClonePlace | undefined, walk: Walker): boolean {
  const kind = intrinsics.BUILT_INS.get(Object.getPrototypeOf(value));
  if (kind === undefined || slotKind(value) !== kind) return false;
  walkKind(kind, value, place, walk);
  return true;
}

/** An object of a class that the codec does not know. */
export function walkForeign(value: object, place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  const kind = slotKind(value);
  if (kind) {
    // The encoder may know it by its prototype for something else.
    state.leave('foreign', place, value);
    const arrival = ARRIVALS[kind];
    if (arrival) state.losses.prototype(value, place, arrival.prototype as object, arrival.name);
    return walkKind(kind, value, place, walk);
  }
  const foreign = state.foreign.kindOf(value);
  if (foreign.kind === 'refused') return state.refuse('foreign', place, value, foreign.refusal);
  state.leave('foreign', place, value);
  if (foreign.kind === 'instance') {
    state.losses.prototype(value, place, Object.prototype, 'Object');
    return walkInstance(value, place, walk);
  }
  walkPlatformObject(value, foreign.clone, place, walk);
}

/** Classes of what arrives. A buffer and an error say it themselves. */
const ARRIVALS: Readonly<Partial<Record<BuiltIn, { readonly name: string; readonly prototype: unknown }>>> = {
  map: Map,
  set: Set,
  date: Date,
  regexp: RegExp,
  number: Number,
  string: String,
  boolean: Boolean,
  bigint: BigInt,
  shared: SharedArrayBuffer,
};

function walkKind(kind: BuiltIn, value: object, place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  switch (kind) {
    case 'map':
      return walkMap(value as Map<unknown, unknown>, place, walk);
    case 'set':
      return walkSet(value as Set<unknown>, place, walk);
    case 'date':
      state.position += 9;
      return state.losses.beside(value, place, 'Date', isNoContent);
    case 'regexp': {
      const expression = value as RegExp;
      state.position += 1 + sizeOfString(intrinsics.regExpSource(expression)) + sizeOfString(intrinsics.regExpFlags(expression));
      return state.losses.beside(value, place, 'RegExp', (key) => key === 'lastIndex' && expression.lastIndex === 0);
    }
    case 'error':
      return walkError(value as Error, place, walk);
    case 'buffer':
      if (isDetached(value as ArrayBuffer)) return state.refuse('memory', place, value, 'detached');
      return walkBuffer(value as ArrayBuffer, place, state);
    case 'shared':
      return walkBuffer(value as SharedArrayBuffer, place, state);
    default:
      state.position += 1 + sizeOfPrimitive(intrinsics.UNBOX[kind](value));
      return state.losses.beside(value, place, ARRIVALS[kind]!.name, (key) => kind === 'string' && isOfString(key));
  }
}

// Written as in the encoder, for the same reason: no function is made for each map.
interface Members {
  readonly walk: Walker;
  readonly place: ClonePlace | undefined;
  index: number;
}

function walkMap(map: Map<unknown, unknown>, place: ClonePlace | undefined, walk: Walker): void {
  const size = intrinsics.mapSize(map);
  const part = walk.open(map, place, size);
  walk.state.position += 1 + sizeOfVarint(size);
  const members: Members = { walk, place, index: 0 };
  intrinsics.mapForEach.call(map, mapEntry, members);
  walk.state.losses.beside(map, place, 'Map', isNoContent);
  walk.close(part);
}

function mapEntry(this: Members, value: unknown, key: unknown): void {
  this.walk.value(key, this.place, 'map-key', this.index);
  this.walk.value(value, this.place, 'map-value', this.index, key);
  this.index += 1;
}

function walkSet(set: Set<unknown>, place: ClonePlace | undefined, walk: Walker): void {
  const size = intrinsics.setSize(set);
  const part = walk.open(set, place, size);
  walk.state.position += 1 + sizeOfVarint(size);
  const members: Members = { walk, place, index: 0 };
  intrinsics.setForEach.call(set, setMember, members);
  walk.state.losses.beside(set, place, 'Set', isNoContent);
  walk.close(part);
}

function setMember(this: Members, value: unknown): void {
  this.walk.value(value, this.place, 'set-value', this.index);
  this.index += 1;
}

function isNoContent(): boolean {
  return false;
}

function walkError(error: Error, place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  const { parts, refusal } = partsOfError(error);
  if (refusal) state.leave(refusal, place, error);
  const part = walk.open(error, place, 1);
  state.position += 3;
  if (parts.message !== undefined) state.position += sizeOfString(parts.message);
  if (parts.stack !== undefined) state.position += sizeOfString(parts.stack);
  enterErrorLosses(error, parts, place, state.losses, state.findings);
  if (parts.hasCause) walk.value(parts.cause, place, 'cause', '');
  walk.close(part);
}

function walkPlatformObject(value: object, clone: object, place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  const name = nameOfClass(clone) ?? 'object';
  // Only the runtime knows how large it is. What it holds is not looked at.
  state.findings.crosses('copied', place, nameOfClass(value) ?? 'object', 0).note = 'by the runtime, its content is not counted';
  // The runtime may clone as an internal subclass of the same class.
  if (!Object.prototype.isPrototypeOf.call(Object.getPrototypeOf(value) as object, clone))
    state.losses.prototype(value, place, Object.getPrototypeOf(clone) as object, name);
  for (const key of Reflect.ownKeys(value)) {
    if (Object.hasOwn(clone, key)) continue;
    if (typeof key === 'string') state.losses.property(key, place, name);
    else state.losses.symbol(key, place);
  }
}

function sizeOfPrimitive(value: unknown): number {
  if (typeof value === 'string') return sizeOfString(value);
  if (typeof value === 'number') return sizeOfNumber(value);
  return typeof value === 'bigint' ? sizeOfBigint(value) : 1;
}

/** Whether a property of a boxed string is one of its characters, or their number. */
function isOfString(key: string): boolean {
  return key === 'length' || String(Number(key) >>> 0) === key;
}
