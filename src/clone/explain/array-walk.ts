import type { ClonePlace } from '../clone-path.ts';
import { sizeOfNumber, sizeOfNumbers, sizeOfString, sizeOfVarint } from './encoded-size.ts';
import { walkAccessor } from './member-walk.ts';
import type { Walker } from './walker.ts';

// As in the encoder.
const LONGEST_LISTED = 64;
const SHORTEST_NUMBERS = 4;
const INDICES = Array.from({ length: LONGEST_LISTED }, (_, index) => String(index));

export function walkArray(array: unknown[], place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  if (Object.getPrototypeOf(array) !== Array.prototype) {
    state.leave('foreign', place, array);
    state.losses.prototype(array, place, Array.prototype, 'Array');
  }
  const part = walk.open(array, place, array.length);
  if (array.length > LONGEST_LISTED) {
    if (isLongDense(array, walk)) walkLongArray(array, place, walk);
    else walkOddArray(array, place, walk);
  } else if (!walkShortArray(array, place, walk)) {
    walkOddArray(array, place, walk);
  }
  walk.close(part);
}

/** All elements are there, and nothing else is. Whether they are getters is not asked, nor does the encoder: an element would cost four times as much. */
function walkLongArray(array: readonly unknown[], place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  state.losses.symbols(array, place);
  state.losses.attributes(array, place, false);
  const size = typeof array[0] === 'number' ? sizeOfNumbers(array) : undefined;
  if (size !== undefined) {
    state.position += size;
    state.values += array.length;
    return;
  }
  state.position += 1 + sizeOfVarint(array.length);
  for (let index = 0; index < array.length; index += 1) walk.value(array[index], place, 'index', index);
}

/** An array without holes. False for any other. */
function walkShortArray(array: readonly unknown[], place: ClonePlace | undefined, walk: Walker): boolean {
  const { state } = walk;
  const { length } = array;
  const keys = Reflect.ownKeys(array);
  // Those of the elements come first, then `length`.
  if (length > 0 && keys[length - 1] !== INDICES[length - 1]) return false;
  let fixed = false;
  let getters = false;
  for (let index = 0; index < length; index += 1) {
    const property = Object.getOwnPropertyDescriptor(array, index)!;
    if (!property.enumerable) return false;
    if ('value' in property) fixed ||= !property.writable || !property.configurable;
    else getters = true;
  }
  if (keys.length > length + 1) {
    const others = keys.slice(length + 1);
    if (others.some((key) => typeof key === 'string' && Object.prototype.propertyIsEnumerable.call(array, key))) return false;
    for (const key of others) {
      if (typeof key === 'string') state.losses.hidden(key, place);
      else state.losses.symbol(key, place);
    }
  }
  state.losses.attributes(array, place, fixed);
  const numbers = !getters && length >= SHORTEST_NUMBERS && typeof array[0] === 'number' ? sizeOfNumbers(array) : undefined;
  if (numbers !== undefined) {
    state.position += numbers;
    state.values += length;
    return true;
  }
  state.position += 1 + sizeOfVarint(length);
  for (let index = 0; index < length; index += 1) {
    const getter = getters ? Object.getOwnPropertyDescriptor(array, index) : undefined;
    if (getter && !('value' in getter)) walkAccessor(array, { parent: place, step: { kind: 'index', index } }, getter, walk);
    else walk.value(array[index], place, 'index', index);
  }
  return true;
}

/** An array with holes or with properties that are not elements. */
function walkOddArray(array: unknown[], place: ClonePlace | undefined, walk: Walker): void {
  const { state } = walk;
  const keys = Object.keys(array);
  state.position += 1 + sizeOfVarint(array.length) + sizeOfVarint(keys.length);
  let fixed = false;
  const enumerable = new Set(keys);
  for (const name of Object.getOwnPropertyNames(array)) {
    if (!enumerable.has(name) && name !== 'length') state.losses.hidden(name, place);
  }
  for (const key of keys) {
    const property = Object.getOwnPropertyDescriptor(array, key);
    if (!property) continue;
    const index = Number(key) >>> 0;
    const spellsNumber = String(index) === key;
    state.position += spellsNumber && index < array.length ? sizeOfNumber(index) : sizeOfString(key);
    if ('value' in property) {
      fixed ||= !property.writable || !property.configurable;
      walk.value(property.value, place, spellsNumber ? 'index' : 'property', spellsNumber ? index : key);
      continue;
    }
    const at: ClonePlace = { parent: place, step: spellsNumber ? { kind: 'index', index } : { kind: 'property', key } };
    state.leave('accessor', at, array);
    walkAccessor(array, at, property, walk);
  }
  state.losses.symbols(array, place);
  state.losses.attributes(array, place, fixed);
}

function isLongDense(array: readonly unknown[], { state }: Walker): boolean {
  if (!state.host.hasOnlyElements(array) && !isListedDense(array)) return false;
  for (let index = 0; index < array.length; index += 1) if (array[index] === undefined && !Object.hasOwn(array, index)) return false;
  return true;
}

/** As in the encoder: the keys of the elements come first and in order, so the count and the last one tell. */
function isListedDense(array: readonly unknown[]): boolean {
  const keys = Object.keys(array);
  const { length } = array;
  return keys.length === length && (length === 0 || keys[length - 1] === String(length - 1));
}
