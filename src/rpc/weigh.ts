/** What a number, a date or the head of an object takes, about. */
const HEAD = 8;

/**
 * About how many bytes a copy of `value` takes. An estimate that costs little: for lines that do not tell.
 *
 * @param most - where to stop looking; what refers to itself reaches it too
 */
export function weigh(value: unknown, most: number): number {
  if (typeof value === 'string') return HEAD + value.length;
  if (typeof value !== 'object' || value === null) return HEAD;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return HEAD + value.byteLength;
  if (value instanceof Map) return weighAll([...(value as Map<unknown, unknown>)].flat(), most);
  if (Array.isArray(value) || value instanceof Set) return weighAll(value as Iterable<unknown>, most);
  return weighAll(Object.values(value), most);
}

function weighAll(parts: Iterable<unknown>, most: number): number {
  let weight = HEAD;
  for (const part of parts) {
    if (weight >= most) break;
    weight += weigh(part, most - weight);
  }
  return weight;
}
