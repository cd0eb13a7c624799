const TOKEN =
  // oxlint-disable-next-line no-control-regex -- no string of JSON holds one
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const SPACE = /[ \t\r\n]*/y;

/** What may come next: `value`, or one that closes the array at once; `key`, or one that closes the object at once. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end';

/**
 * Where JSON text stops being JSON, as line and column from 1: `JSON.parse()` says so for some texts, on some runtimes.
 * Meant for a text that it has refused.
 */
export function locateJsonError(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, errorOffset(text)).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function errorOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  for (let offset = skipSpace(text, 0); offset < text.length; offset = skipSpace(text, TOKEN.lastIndex)) {
    TOKEN.lastIndex = offset;
    const match: RegExpExecArray | null = TOKEN.exec(text);
    const next: Expected | null | undefined = match && after(match[1] ?? (match[2] === undefined ? 'literal' : 'string'), expected, open);
    if (!next) return offset;
    expected = next;
  }
  return text.length;
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** What is expected after a token; `undefined` when the token itself was not. */
function after(token: string, expected: Expected, open: string[]): Expected | undefined {
  if (token === ']' || token === '}') {
    const closes = expected === ', or end' || (token === ']' ? expected === 'value or ]' : expected === 'key or }');
    return closes && open.pop() === (token === ']' ? '[' : '{') ? ', or end' : undefined;
  }
  if (token === ',') {
    if (expected !== ', or end' || open.length === 0) return undefined;
    return open.at(-1) === '[' ? 'value' : 'key';
  }
  if (token === ':') return expected === ':' ? 'value' : undefined;
  if (expected === 'key' || expected === 'key or }') return token === 'string' ? ':' : undefined;
  if (expected !== 'value' && expected !== 'value or ]') return undefined;
  if (token !== '[' && token !== '{') return ', or end';
  open.push(token);
  return token === '[' ? 'value or ]' : 'key or }';
}
