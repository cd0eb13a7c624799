import { nameOfClass } from './name-of-class.ts';

const LONGEST_TEXT = 200;

/**
 * The string that stands for a value that the structured clone refuses: `[Function: onClick]`, `Symbol(key)`, `[Socket cannot be cloned]`,
 * with the object's own text where its class has one: `[URL cannot be cloned: https://example.org/]`. Never throws.
 */
export function uncloneableText(value: unknown): string {
  if (typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return functionText(value);
  const name = nameOfClass(value as object) ?? 'Object';
  const text = ownText(value);
  return text === undefined ? `[${name} cannot be cloned]` : `[${name} cannot be cloned: ${text}]`;
}

/** Whether `value` was written as a class; its source begins with the word, whatever realm it is of. */
export function isClass(value: Function): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}

function functionText(value: Function): string {
  try {
    // Its descriptor, not `value.name`: a class may have a static getter called `name`.
    const name = Object.getOwnPropertyDescriptor(value, 'name')?.value;
    const shown = typeof name === 'string' && name !== '' ? name : undefined;
    if (isClass(value)) return `[class ${shown ?? '(anonymous)'}]`;
    return shown ? `[Function: ${shown}]` : '[Function (anonymous)]';
  } catch {
    return '[Function (anonymous)]';
  }
}

function ownText(value: unknown): string | undefined {
  try {
    const text = String(value);
    return text === '' || text.startsWith('[object ') || text.length > LONGEST_TEXT ? undefined : text;
  } catch {
    return undefined;
  }
}
