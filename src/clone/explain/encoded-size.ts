import { FIRST_INTEGER, FIRST_STRING } from '../format.ts';

// How many bytes `FrameWriter` writes for a value: the two are compared by a property test.

// oxlint-disable-next-line no-control-regex -- Latin-1 begins there
const BEYOND_LATIN1 = /[^\x00-\xff]/;
// Shorter strings are looked at in script, as in FrameWriter.
const LONGEST_LOOPED = 24;

export function sizeOfVarint(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5;
}

export function sizeOfNumber(value: number): number {
  if ((value | 0) !== value || (value === 0 && 1 / value < 0)) return 9;
  if (value >= 0 && value < 0x100 - FIRST_INTEGER) return 1;
  if (value >= -0x80 && value < 0x80) return 2;
  return value >= -0x8000 && value < 0x8000 ? 3 : 5;
}

export function sizeOfString(text: string): number {
  const { length } = text;
  if (isWide(text, length)) return 1 + sizeOfVarint(length) + 2 * length;
  return length < FIRST_INTEGER - FIRST_STRING ? 1 + length : 1 + sizeOfVarint(length) + length;
}

function isWide(text: string, length: number): boolean {
  if (length > LONGEST_LOOPED) return BEYOND_LATIN1.test(text);
  let all = 0;
  for (let index = 0; index < length; index += 1) all |= text.charCodeAt(index);
  return all > 0xff;
}

export function sizeOfBigint(value: bigint): number {
  if (BigInt.asIntN(64, value) === value) return 9;
  return 2 + sizeOfString((value < 0n ? -value : value).toString(16));
}

/** The size of an array of numbers as one block; `undefined` when it holds anything else. */
export function sizeOfNumbers(array: readonly unknown[]): number | undefined {
  const { length } = array;
  let integers = true;
  for (let index = 0; index < length; index += 1) {
    const value = array[index];
    if (typeof value !== 'number') return undefined;
    if ((value | 0) !== value || (value === 0 && 1 / value < 0)) integers = false;
  }
  return 1 + sizeOfVarint(length) + length * (integers ? 4 : 8);
}
