import type { ClonePlace } from '../clone-path.ts';
import { MAX_DEPTH, MAX_RESERVED, SHORTEST_ALIGNED, ALIGNMENT, VIEW_NAMES } from '../format.ts';
import { isSharedArrayBuffer } from '../internal-slots.ts';
import * as intrinsics from '../intrinsics.ts';
import { nameOfClass } from '../name-of-class.ts';
import { refusalOf, withArticle } from '../refusal.ts';
import { Refused } from '../refused.ts';
import { requireCopyable } from '../require-copyable.ts';
import { sizeOfVarint } from './encoded-size.ts';
import type { WalkState } from './walk-state.ts';

// Listing the keys of a longer view takes longer than copying it.
const LONGEST_LISTED = 64;

/** A view, and the memory behind it. `depth` is the number of objects from the message down to the view. */
export function walkView(view: ArrayBufferView, place: ClonePlace | undefined, depth: number, state: WalkState): void {
  const name = intrinsics.typedArrayName(view) ?? 'DataView';
  const type = (VIEW_NAMES as readonly string[]).indexOf(name);
  if (type < 0) state.leave('foreign', place, view);
  const buffer = type === 0 ? intrinsics.dataViewBuffer(view) : intrinsics.typedArrayBuffer(view);
  leaveMemory(buffer, true, place, view, state);
  const refusal = isEmptyView(view) && !state.transfers.reach(buffer) ? refusalOf(view) : undefined;
  if (refusal !== undefined) return state.refuse('memory', place, view, refusal);
  const start = view.byteOffset;
  const length = view.byteLength;
  state.position += 2 + sizeOfVarint(start) + sizeOfVarint(type === 0 ? length : intrinsics.typedArrayLength(view));
  const className = (globalThis as unknown as Record<string, { prototype: object }>)[name]!;
  state.losses.prototype(view, place, className.prototype, name);
  if (length <= LONGEST_LISTED) state.losses.beside(view, place, name, isIndex);
  const known = state.seen.meet(buffer);
  if (known >= 0) {
    state.position += 1 + sizeOfVarint(known);
  } else {
    state.values += 1;
    // The encoder counts the buffer of a view as one level more.
    if (depth === MAX_DEPTH) state.leave('deep', place, view);
    walkBuffer(buffer, place, state, view);
  }
  state.memory.show(buffer, start, length);
}

/** A buffer that was not met before. @param view - through which it is reached, when it is not in the message itself */
export function walkBuffer(buffer: ArrayBufferLike, place: ClonePlace | undefined, state: WalkState, view?: ArrayBufferView): void {
  const name = nameOfClass(view ?? buffer) ?? 'buffer';
  const what = view ? `memory of ${withArticle(name)}` : name;
  if (isSharedArrayBuffer(buffer)) {
    state.leave('memory', place, view ?? buffer);
    if (!view) state.losses.beside(buffer, place, 'SharedArrayBuffer', () => false);
    return state.memory.enter('shared', buffer, place, what, view);
  }
  if (!view) {
    leaveMemory(buffer, false, place, buffer, state);
    state.losses.prototype(buffer, place, ArrayBuffer.prototype, 'ArrayBuffer');
    state.losses.beside(buffer, place, 'ArrayBuffer', () => false);
  }
  if (state.transfers.reach(buffer)) return state.memory.enter('moved', buffer, place, what, view);
  addBlock(buffer, place, state);
  state.memory.enter('copied', buffer, place, what, view);
}

function addBlock(buffer: ArrayBufferLike, place: ClonePlace | undefined, state: WalkState): void {
  const length = buffer.byteLength;
  state.position += 1;
  if (intrinsics.bufferResizable(buffer)) {
    const maximum = intrinsics.bufferMaximum(buffer);
    if (maximum > MAX_RESERVED) state.leave('memory', place, buffer);
    state.position += sizeOfVarint(maximum);
  }
  state.position += sizeOfVarint(length);
  if (length >= SHORTEST_ALIGNED) state.position += -state.position & (ALIGNMENT - 1);
  state.position += length;
  state.listed += length;
}

function leaveMemory(buffer: ArrayBufferLike, viewed: boolean, place: ClonePlace | undefined, value: unknown, state: WalkState): void {
  try {
    requireCopyable(buffer, viewed);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    state.leave(error.reason, place, value);
  }
}

/** A view that shows nothing may be one of a detached buffer, or lie outside of a shrunk one: only the runtime knows what it refuses. */
function isEmptyView(view: ArrayBufferView): boolean {
  try {
    return view.byteLength === 0;
  } catch {
    return true;
  }
}

function isIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key;
}
