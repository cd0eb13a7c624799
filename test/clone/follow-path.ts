const STEP = /\.(get|key|value)\((.*?)\)(?=[.[]|$)|\.([^.[(]+)|\[("(?:[^"\\]|\\.)*"|\d+)\]/suy;

/** Goes the way that a path of `spellPath()` names, which only tests need to. */
export function followPath(root: unknown, path: string): unknown {
  let value = root;
  for (STEP.lastIndex = path.search(/[.[]|$/); STEP.lastIndex < path.length;) {
    const at = STEP.lastIndex;
    const quoted = /\.get\(("(?:[^"\\]|\\.)*")\)/suy;
    quoted.lastIndex = at;
    const get = quoted.exec(path);
    if (get) {
      value = (value as Map<unknown, unknown>).get(JSON.parse(get[1]!));
      STEP.lastIndex = quoted.lastIndex;
      continue;
    }
    const match = STEP.exec(path);
    if (!match) throw new Error(`no step at ${at} of ${path}`);
    value = step(value, match);
  }
  return value;
}

function step(value: unknown, [, method, argument, name, bracket]: RegExpExecArray): unknown {
  if (name !== undefined) return (value as Record<string, unknown>)[name];
  if (bracket !== undefined) return (value as Record<string, unknown>)[JSON.parse(bracket) as string];
  if (method === 'key') return [...(value as Map<unknown, unknown>).keys()][Number(argument)];
  if (method === 'value') return [...(value as Map<unknown, unknown>).values()][Number(argument)];
  return (value as Map<unknown, unknown>).get(mapKey(argument!));
}

function mapKey(text: string): unknown {
  if (/^-?\d+n$/.test(text)) return BigInt(text.slice(0, -1));
  const words: Record<string, unknown> = { null: null, undefined, true: true, false: false };
  return text in words ? words[text] : Number(text);
}
