const STEP = /\.get\("((?:[^"\\]|\\.)*)"\)|\.([^.[()"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y;

/**
 * The part of a message that a path names, as paths are shown: `message.pixels.buffer`, `pixels.buffer`, `message.items[0]`, `message["odd key"]`,
 * `message.map.get("key")`.
 *
 * @throws RangeError when the path is not spelled like that, or leads nowhere
 */
export function partAt(message: unknown, path: string): unknown {
  const steps = /^message(?=[.[]|$)/.test(path) ? path.slice('message'.length) : /^[.[]/.test(path) ? path : `.${path}`;
  let value = message;
  for (STEP.lastIndex = 0; STEP.lastIndex < steps.length;) {
    const match = STEP.exec(steps);
    if (!match) throw new RangeError(`Cannot follow the path ${path}: expected one like message.pixels.buffer or message.items[0]`);
    const { lastIndex } = STEP;
    const [, mapKey, name, index, quoted] = match;
    const key = name ?? index ?? (JSON.parse(`"${mapKey ?? quoted}"`) as string);
    value =
      mapKey === undefined ? (value as Record<string, unknown> | null | undefined)?.[key] : (value as Map<unknown, unknown>).get?.(key);
    if (value === undefined) throw new RangeError(`Cannot follow the path ${path}: message${steps.slice(0, lastIndex)} is undefined`);
    STEP.lastIndex = lastIndex;
  }
  return value;
}
