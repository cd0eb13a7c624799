import { nameOfClass } from '../clone/name-of-class.ts';

/** What errors on the other side call an object or function of this side. */
export function nameForOthers(value: object): string {
  if (typeof value !== 'function') return nameOfClass(value) ?? 'object';
  // A remote of a third side has a member of any name.
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  return typeof name === 'string' ? name : '';
}
