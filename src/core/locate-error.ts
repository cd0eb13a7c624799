/** What an `ErrorEvent` says of a thrown value. */
export interface LocatedError {
  /** The message of an error, as it is; of a `DOMException` with its name, which is all that tells it apart; the text of anything else. */
  readonly message: string;
  /** A URL, or the empty string. */
  readonly filename: string;
  /** Counted from 1; 0 when unknown. */
  readonly lineno: number;
  /** Counted from 1; 0 when unknown. */
  readonly colno: number;
}

// `    at name (file:line:column)` and `    at file:line:column`; the runtime's own frames are not where the program erred.
const FRAME = /^ +at (?:.*?\()?((?!node:)(?:[a-z][a-z0-9+.-]*:|\/|[A-Z]:\\).*?):(\d+):(\d+)\)?$/;
// What the runtime puts in front of the stack of a syntax error: `file:line` and the source line.
const HEADER = /^((?:[a-z][a-z0-9+.-]*:|\/|[A-Z]:\\)[^\n]*?):(\d+)\n[^\n]*\n( *)\^/;

/** How much of a stack is looked at: it may be anything that a stranger has made. */
const MOST_LINES = 200;
const LONGEST_LINE = 4096;

function frameOf(stack: string): RegExpExecArray | undefined {
  for (const line of stack.split('\n', MOST_LINES)) {
    const found = line.length <= LONGEST_LINE && FRAME.exec(line);
    if (found) return found;
  }
  return undefined;
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function read(value: object, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/** Reads the place of a thrown value from its stack, where it has one. Paths come as `file:` URLs, as the Web has it. */
export function locateError(value: unknown): LocatedError {
  if (typeof value !== 'object' || value === null) return { message: textOf(value), filename: '', lineno: 0, colno: 0 };
  const message = read(value, 'message');
  const text = typeof message !== 'string' || value instanceof DOMException ? textOf(value) : message;
  const stack = read(value, 'stack');
  if (typeof stack !== 'string') return { message: text, filename: '', lineno: 0, colno: 0 };
  const header = HEADER.exec(stack.slice(0, LONGEST_LINE));
  const [, file = '', line = '0', column = '0'] = header
    ? ['', header[1], header[2], String(header[3]!.length + 1)]
    : (frameOf(stack) ?? []);
  return { message: text, filename: urlOf(file), lineno: Number(line), colno: Number(column) };
}

function urlOf(file: string): string {
  if (file.startsWith('/')) return new URL(`file://${file.replace(/[%?#]/g, encodeURIComponent)}`).href;
  if (/^[A-Z]:\\/.test(file)) return new URL(`file:///${file.replaceAll('\\', '/').replace(/[%?#]/g, encodeURIComponent)}`).href;
  return file;
}
