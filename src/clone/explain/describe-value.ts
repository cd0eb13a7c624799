import { isMap, isSet } from '../internal-slots.ts';
import { nameOfClass } from '../name-of-class.ts';
import { grouped } from './format-bytes.ts';

/** What a value is, in a word or two: `Array of 20,000`, `User`, `object`, `string of 5,000 characters`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return `string of ${grouped(value.length)} character${value.length === 1 ? '' : 's'}`;
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  const name = nameOfClass(value) ?? 'object';
  if (Array.isArray(value)) return `${name} of ${grouped(value.length)}`;
  return isMap(value) || isSet(value) ? `${name} of ${grouped(value.size)}` : name;
}
