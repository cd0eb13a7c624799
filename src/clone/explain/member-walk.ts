import type { ClonePlace, CloneStep } from '../clone-path.ts';
import { FIRST_SHAPE, FIRST_STRING } from '../format.ts';
import { isArguments } from '../is-arguments.ts';
import { DICTIONARY, SUSPECT, type ShapeNode } from '../shape-tree.ts';
import { sizeOfString, sizeOfVarint } from './encoded-size.ts';
import { describeThrown } from './describe-thrown.ts';
import { at } from './own-losses.ts';
import type { Walker } from './walker.ts';

const { getOwnPropertyDescriptor, getOwnPropertyNames } = Object;
const SHORT_SHAPES = FIRST_STRING - FIRST_SHAPE;

/** An object without a class. */
export function walkPlain(value: object, place: ClonePlace | undefined, walk: Walker): void {
  const { state, shapes } = walk;
  let node = shapes.root;
  for (const key in value) {
    node = node.lastKey === key ? node.lastNode : shapes.follow(node, key);
    if (node.shape === DICTIONARY) break;
  }
  if ((node.shape < 0 || node.depth === 0) && Symbol.iterator in value) {
    if (isArguments(value)) return state.refuse('foreign', place, value);
    state.leave('foreign', place, value);
  }
  const names = getOwnPropertyNames(value);
  let writesKeys = false;
  if (node.shape >= 0) state.position += node.shape < SHORT_SHAPES ? 1 : 1 + sizeOfVarint(node.shape);
  else writesKeys = !teach(value, names, node, place, walk);
  walkMembers(value, names, writesKeys, place, walk);
}

/** An object whose class is lost: a plain object for the runtime, and for the estimate of bytes. */
export function walkInstance(value: object, place: ClonePlace | undefined, walk: Walker): void {
  const names = getOwnPropertyNames(value);
  walk.state.position += 1 + sizeOfVarint(names.length);
  walkMembers(value, names, true, place, walk);
}

/** Adds the definition of a new shape. False when the object is written with its keys. */
function teach(value: object, names: readonly string[], node: ShapeNode, place: ClonePlace | undefined, walk: Walker): boolean {
  const { state } = walk;
  let count = 0;
  let size = 0;
  for (const name of names) {
    const property = getOwnPropertyDescriptor(value, name)!;
    if (!property.enumerable) continue;
    count += 1;
    size += sizeOfString(name);
    if ('value' in property) continue;
    state.leave('accessor', at(place, name), value);
    if (node.shape !== DICTIONARY) node.shape = SUSPECT;
  }
  if (node.shape === DICTIONARY || node.shape === SUSPECT || !walk.shapes.learn(node)) {
    state.position += 1 + sizeOfVarint(count);
    return false;
  }
  state.position += 2 + size;
  return true;
}

/** The own properties of an object: what crosses, and what is lost of them. Each getter is read once, as the runtime does. */
function walkMembers(value: object, names: readonly string[], writesKeys: boolean, place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  const part = walk.open(value, place, names.length);
  let fixed = false;
  for (const name of names) {
    const property = getOwnPropertyDescriptor(value, name);
    // A getter has deleted it.
    if (property === undefined) continue;
    if (!property.enumerable) {
      state.losses.hidden(name, place);
      continue;
    }
    if (writesKeys) state.position += sizeOfString(name);
    if ('value' in property) {
      fixed ||= !property.writable || !property.configurable;
      walk.value(property.value, place, 'property', name);
    } else {
      walkAccessor(value, { parent: place, step: { kind: 'property', key: name } }, property, walk);
    }
  }
  state.losses.symbols(value, place);
  state.losses.attributes(value, place, fixed);
  walk.close(part);
}

/** A property or an element with a getter, a setter, or both. */
export function walkAccessor(value: object, place: ClonePlace, property: PropertyDescriptor, walk: Walker): void {
  const { state } = walk;
  const step = place.step as CloneStep & { kind: 'property' | 'index' };
  const key = step.kind === 'index' ? step.index : step.key;
  state.losses.accessor(place, property);
  let read: unknown;
  try {
    read = (value as Record<string | number, unknown>)[key];
  } catch (error) {
    state.leave('accessor', place, value);
    state.findings.refuses(place, 'getter', `the getter throws ${describeThrown(error)}`);
    return;
  }
  walk.value(read, place.parent, step.kind, key);
}
