/** The value as an error message shows it: short, with its type. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `the string ${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)}`;
  if (typeof value === 'function') return value.name ? `the function ${value.name}` : 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint') return `the ${typeof value} ${value.toString()}`;
  if (typeof value !== 'object') return `the ${typeof value} ${String(value)}`;
  if (Array.isArray(value)) return 'an array';
  const name = (value as { constructor?: { name?: string } }).constructor?.name;
  return name && name !== 'Object' ? `an instance of ${name}` : 'an object';
}

/**
 * The `TypeError` for an argument of the wrong type; its `code` is the one that Node's own functions use.
 *
 * @param what - the argument, e.g. `options.name`
 * @param expected - e.g. `a string`
 */
export function wrongType(what: string, value: unknown, expected: string): TypeError {
  return Object.assign(new TypeError(`Cannot use ${shown(value)} as ${what}: expected ${expected}`), { code: 'ERR_INVALID_ARG_TYPE' });
}

/** The `RangeError` for an argument of the right type with a value that makes no sense. */
export function outOfRange(what: string, value: unknown, expected: string): RangeError {
  return Object.assign(new RangeError(`Cannot use ${shown(value)} as ${what}: expected ${expected}`), { code: 'ERR_OUT_OF_RANGE' });
}
