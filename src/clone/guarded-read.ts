import { nameOfClass } from './name-of-class.ts';

/** What `source[key]` gives; `threw` is what reading it threw instead. */
export type GuardedRead = { readonly value: unknown } | { readonly threw: string };

/** Reads a property of something that may have throwing getters or be a Proxy. Never throws. */
export function guardedRead(source: object, key: PropertyKey): GuardedRead {
  try {
    return { value: (source as Record<PropertyKey, unknown>)[key] };
  } catch (error) {
    return { threw: thrownText(error) };
  }
}

/** The string that `source[key]` gives; `undefined` when it gives another value or throws. */
export function readString(source: object, key: PropertyKey): string | undefined {
  const read = guardedRead(source, key);
  return 'value' in read && typeof read.value === 'string' ? read.value : undefined;
}

function thrownText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return `[Getter threw: ${String(error)}]`;
  return `[Getter threw: ${nameOfClass(error) ?? 'Object'}: ${readString(error, 'message') ?? ''}]`;
}
